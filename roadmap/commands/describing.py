"""What the program says about itself: its version, and the schema of the document it reads."""

import json
from importlib.metadata import version as installed_version

import click

from roadmap.worksheets.schema import plan_schema


@click.command()
def version() -> None:
    """Print the version."""
    click.echo(f"roadmap {installed_version('roadmap')}")


@click.command()
def schema() -> None:
    """Print the JSON Schema (2020-12) of the plan document."""
    click.echo(json.dumps(plan_schema(), ensure_ascii=False, indent=2))
