"""`roadmap check`: the linter for plans."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from roadmap.catalogue.load import catalogue
from roadmap.checks.completeness import completeness
from roadmap.checks.finding import Finding, Severity
from roadmap.checks.run import check
from roadmap.commands.files import Unreadable, read_plan, reasons
from roadmap.commands.outcome import complain, one_line

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print findings and completeness as JSON.")
@click.option("--notes", is_flag=True, help="Spell out notes too, such as values that are still provisional.")
@click.pass_context
def check_files(ctx: click.Context, files: tuple[Path, ...], as_json: bool, notes: bool) -> None:
    """Say what makes plans weak or inconsistent, where it stands, and what to do about it.

    The exit status is 1 if a plan has an error or cannot be read; warnings and notes leave it 0.
    """
    reports = [_report(path) for path in files]
    if as_json:
        click.echo(json.dumps(reports, ensure_ascii=False, indent=2))
    else:
        for report in reports:
            _print(report, notes)
    ctx.exit(1 if any(_has_errors(report) for report in reports) else 0)


def _report(path: Path) -> dict[str, Any]:
    try:
        plan = read_plan(path)
    except Unreadable as error:
        lines = reasons(path, error)
        complain(*lines)
        return {"file": str(path), "problems": lines}
    findings = [_as_json(finding) for finding in check(plan, catalogue())]
    return {"file": str(path), "findings": findings, "completeness": dict(completeness(plan))}


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "place": finding.place,
        "worksheet": finding.worksheet,
        "row": finding.row,
        "field": finding.field,
        "message": finding.sentence(),
        "remedy": finding.advice(),
    }


def _has_errors(report: dict[str, Any]) -> bool:
    return "problems" in report or any(f["severity"] == Severity.ERROR for f in report["findings"])


def _print(report: dict[str, Any], notes: bool) -> None:
    if "problems" in report:
        return
    findings = report["findings"]
    click.secho(one_line(report["file"]), bold=True)
    known: set[str] = set()
    for finding in findings:
        if notes or finding["severity"] != Severity.NOTE:
            _print_finding(finding, known)
    click.echo(f"  {_summary(findings, notes)}")


def _print_finding(finding: dict[str, Any], known: set[str]) -> None:
    """Say the remedy of each rule only once in a file."""
    severity = click.style(f"{finding['severity']:<8}", fg=COLOURS[Severity(finding["severity"])])
    click.echo(f"  {severity} {finding['place']}: {one_line(finding['message'])} [{finding['rule']}]")
    if finding["rule"] not in known:
        known.add(finding["rule"])
        click.echo(f"           {finding['remedy']}")


def _summary(findings: Sequence[dict[str, Any]], notes: bool) -> str:
    counts = Counter(finding["severity"] for finding in findings)
    parts = [f"{counts[s]} {s}{'' if counts[s] == 1 else 's'}" for s in Severity if counts[s]]
    hint = " (--notes spells them out)" if counts[Severity.NOTE] and not notes else ""
    return (", ".join(parts) or "nothing to mend") + hint
