"""`roadmap doctor`: what this installation lacks."""

import click

from roadmap import doctor as looking
from roadmap.commands.application import installed
from roadmap.commands.outcome import one_line
from roadmap.config import ConfigError


@click.command()
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Say what is missing (libraries, typefaces, settings, database) and the command that mends it.

    Looking changes nothing. The exit status is 1 if anything is missing.
    """
    findings = looking.examine_machine()
    try:
        findings += looking.examine_installation(installed())
    except ConfigError as error:
        findings.append(looking.unsettled(error))
    for finding in findings:
        _print(finding)
    ctx.exit(0 if all(finding.ok for finding in findings) else 1)


def _print(finding: looking.Finding) -> None:
    mark = click.style("ok     ", fg="green") if finding.ok else click.style("missing", fg="red")
    click.echo(f"{mark} {finding.name}: {one_line(finding.detail)}")
    if not finding.ok and finding.remedy:
        click.echo(f"        {finding.remedy}")
