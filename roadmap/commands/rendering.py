"""`roadmap render`: plan documents to roadmap PDFs, without a database, on every core."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from roadmap.commands.files import Unreadable, read_plan, reasons
from roadmap.commands.outcome import complain
from roadmap.config import ROOT
from roadmap.instance import write_whole
from roadmap.publish.edition import Edition, Paper
from roadmap.publish.naming import file_stem
from roadmap.publish.pool import RenderFailed, RenderPool
from roadmap.worksheets.audience import for_audience
from roadmap.worksheets.document import dump_plan
from roadmap.worksheets.marking import Tlp

AUDIENCES = [tlp.value for tlp in Tlp if tlp is not Tlp.RED]
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=ROOT / "exports", help="The folder to fill."
)
@click.option(
    "--audience", type=click.Choice(AUDIENCES), default=Tlp.AMBER_STRICT.value, help="Who will read it."
)
@click.option("--paper", type=click.Choice([paper.value for paper in Paper]), default=Paper.A4.value)
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The date printed on it; today if left out."
)
@click.option("--processes", type=click.IntRange(1, 64), default=CORES, help="How many to set at once.")
@click.pass_context
def render(
    ctx: click.Context,
    files: tuple[Path, ...],
    output: Path,
    audience: str,
    paper: str,
    day: datetime | None,
    processes: int,
) -> None:
    """Make the roadmap PDF of each plan document (.json, .yaml).

    Rows under a stricter marking than the audience are left out. A file that cannot be rendered is named, the
    others are made, and the exit status is 1. The same file, date and options give the same bytes.
    """
    printed = (day or datetime.now().astimezone()).date()
    batch = Batch(output, Edition(date=printed, audience=Tlp(audience), paper=Paper(paper)))
    output.mkdir(parents=True, exist_ok=True)
    with RenderPool(min(processes, len(files))) as pool:
        results = pool.render_many(batch.requests(files))
        for place, result in tqdm(results, total=len(files), unit="document", disable=None):
            with tqdm.external_write_mode():
                batch.keep(batch.jobs[place], result)
    ctx.exit(1 if batch.failed else 0)


@dataclass(frozen=True)
class Job:
    """One file to render, and where its PDF goes."""

    source: Path
    target: Path


@dataclass
class Batch:
    """The documents of one run: what is asked of the renderer, and what became of it."""

    folder: Path
    edition: Edition
    jobs: list[Job] = field(default_factory=list)
    failed: int = 0

    def requests(self, files: Sequence[Path]) -> Iterator[dict[str, Any]]:
        """A request for every file that can be read; of the others, say why not."""
        for path in files:
            try:
                plan = read_plan(path)
                stem = file_stem(for_audience(plan, self.edition.audience))
            except Unreadable as error:
                self._refuse(*reasons(path, error))
                continue
            self.jobs.append(Job(path, self._free(stem)))
            yield {"plan": dump_plan(plan), "edition": self.edition.to_dict()}

    def keep(self, job: Job, result: bytes | RenderFailed) -> None:
        """Write a finished PDF and say where it is, or say what went wrong."""
        if isinstance(result, RenderFailed):
            self._refuse(f"{job.source}: {result} ({result.detail})")
            return
        write_whole(job.target, result)
        click.echo(str(job.target))

    def _refuse(self, *lines: str) -> None:
        self.failed += 1
        complain(*lines)

    def _free(self, stem: str) -> Path:
        """A name that no other document of this run has, on disks that do not tell capitals apart either."""
        taken, number = {job.target.name.lower() for job in self.jobs}, 1
        name = f"{stem}.pdf"
        while name.lower() in taken:
            number += 1
            name = f"{stem}-{number}.pdf"
        return self.folder / name
