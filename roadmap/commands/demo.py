"""`roadmap demo`: a database with a workshop to look at, and its first roadmap as a PDF."""

from datetime import datetime
from pathlib import Path

import click

from roadmap import db
from roadmap.commands.application import installed, opened
from roadmap.commands.outcome import Failure
from roadmap.config import Config
from roadmap.demonstration.accounts import read_accounts, table
from roadmap.demonstration.load import load
from roadmap.instance import Instance, write_whole
from roadmap.plans.exchange import export_plan, plan_of
from roadmap.publish.edition import Edition, Paper
from roadmap.publish.naming import file_stem
from roadmap.publish.pool import RenderFailed, RenderPool
from roadmap.worksheets.document import dump_plan
from roadmap.workshops.finding import delegation_called

FIRST = "VU"


@click.command()
def demo() -> None:
    """Make the demonstration ready: once, it loads a workshop of six delegations and makes a first PDF.

    Secrets and passwords are made on this machine; how to sign in is printed each time.
    """
    instance = Instance.from_env()
    instance.write_secrets()
    config = installed()
    db.upgrade(config.database_url)
    with opened(config):
        if load(instance.accounts):
            click.echo("The demonstration is loaded: one workshop, six delegations with their plans.")
            click.echo(f"Its first roadmap: {_first_roadmap(config)}")
    _say_how_to_sign_in(instance.accounts)


def _first_roadmap(config: Config) -> Path:
    """Set the plan of the first delegation as it stands in the database."""
    record = plan_of(delegation_called(FIRST))
    assert record is not None, "the demonstration gives every delegation a plan"
    shown = export_plan(record.id)
    edition = Edition(date=datetime.now().astimezone().date(), paper=Paper(config.paper))
    target = Path(config.exports) / f"{file_stem(shown)}.pdf"
    target.parent.mkdir(parents=True, exist_ok=True)
    with RenderPool(1) as pool:
        try:
            write_whole(target, pool.render({"plan": dump_plan(shown.plan), "edition": edition.to_dict()}))
        except RenderFailed as failure:
            raise Failure(f"{target}: {failure} ({failure.detail})") from failure
    return target


def _say_how_to_sign_in(kept: Path) -> None:
    if kept.exists():
        click.echo(f"Sign in as one of these (kept in {kept}):\n{table(read_accounts(kept))}")
