"""`roadmap import` and `roadmap export`: plan documents in and out of the database."""

import json
from pathlib import Path

import click
import yaml

from roadmap.catalogue.load import catalogue
from roadmap.commands.application import installed, opened
from roadmap.commands.files import Unreadable, read_plan, reasons
from roadmap.commands.outcome import Failure, complain
from roadmap.instance import write_whole
from roadmap.plans import exchange
from roadmap.worksheets.document import dump_plan
from roadmap.worksheets.fitting import Homeless, fit
from roadmap.worksheets.plan import Plan
from roadmap.workshops.finding import delegation_called

YAML = (".yaml", ".yml")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--delegation", required=True, help="Whose plan it is: a country code, or the delegation's name."
)
@click.option("--workshop", help="Its workshop, by identifier or title; needed where several match.")
def import_file(file: Path, delegation: str, workshop: str | None) -> None:
    """Take a plan document into a delegation's plan.

    A row replaces the one with its key, other rows stay, and no marking gets wider. From a document with an
    error nothing is stored. What the plan's workshop does not ask stays outside, and is named.
    """
    try:
        document = read_plan(file)
    except Unreadable as error:
        raise Failure(*reasons(file, error)) from error
    with opened(installed()):
        found = delegation_called(delegation, workshop)
        try:
            book = exchange.import_plan(found, document)
        except Unreadable as error:
            raise Failure(*reasons(file, error)) from error
        left = fit(document, book.plan, catalogue()).homeless
    complain(*(f"{file}: {_said_of(each)}" for each in left))
    rows = sum(1 for _ in book.plan.all_rows())
    click.echo(
        f"{file}: taken into plan {book.record.id} ({found.name}); it has {rows} rows, {book.plan.tlp.label}."
    )


def _said_of(left: Homeless) -> str:
    return f"{left.place} has no place in this workshop: {', '.join(left.rows)}."


@click.command("export")
@click.argument("plan")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A .json or .yaml file; without it, print JSON."
)
def export_plan(plan: str, output: Path | None) -> None:
    """Write the plan with this identifier as a plan document, without the rows that are TLP:RED."""
    with opened(installed()):
        shown = exchange.export_plan(plan)
    document = shown.plan
    if shown.withheld_in_all:
        click.echo(f"{shown.withheld_in_all} rows are withheld: what is TLP:RED is not exported.", err=True)
    if output is None:
        click.echo(_json(document), nl=False)
        return
    if output.suffix.lower() not in (".json", *YAML):
        raise Failure(f"{output}: the name must end in .json or .yaml.")
    write_whole(output, (_yaml if output.suffix.lower() in YAML else _json)(document).encode())
    click.echo(f"{output}: written, {document.tlp.label}.")


def _json(plan: Plan) -> str:
    return json.dumps(dump_plan(plan), ensure_ascii=False, indent=2) + "\n"


def _yaml(plan: Plan) -> str:
    return yaml.safe_dump(dump_plan(plan), allow_unicode=True, sort_keys=False, width=110)
