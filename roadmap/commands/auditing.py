"""`roadmap audit`: take the audit log out of the database, and find out whether it is what was written."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from roadmap.audit import store
from roadmap.audit.chain import Break, Entry, Head, breaks
from roadmap.audit.lines import NotALog, bounded_lines, entry_line, head_line, read_entries, read_head
from roadmap.commands.application import installed, opened
from roadmap.commands.outcome import Failure, complain
from roadmap.db import WorkSession, session
from roadmap.instance import write_whole


@click.group()
def audit() -> None:
    """Export and verify the audit log."""


@audit.command()
@click.argument("file", type=click.File(encoding="ascii", errors="replace"), required=False)
def verify(file: TextIO | None) -> None:
    """Name every entry of the log, or of an exported FILE, that is not what was written.

    Whoever can write to the database can also make a whole new chain, but not one that ends with the same
    hash: keep the last hash, or an exported file, in another place.
    """
    if file is not None:
        _judge(*_in_file(file))
        return
    with _reading() as work:
        _judge(store.verify(work), store.head(work))


@audit.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write.")
def export(output: Path) -> None:
    """Write the whole log to a file, one JSON object a line."""
    with _reading() as work:
        end = store.head(work)
        found = list(store.entries(work, end.seq))
    kept = [entry for entry in found if isinstance(entry, Entry)]
    lines = [head_line(end), *map(entry_line, kept)]
    write_whole(output, "".join(f"{line}\n" for line in lines).encode("ascii"), mode=0o600)
    if len(kept) < len(found):
        raise Failure(f"{output}: entries that cannot be read are left out. Use `roadmap audit verify`.")
    click.echo(f"{output}: {_described(end)}")


def _in_file(file: TextIO) -> tuple[Iterator[Break], Head]:
    lines = bounded_lines(file)
    try:
        end = read_head(next(lines, ""))
    except NotALog as error:
        raise Failure(f"{file.name}: {error}") from error
    return breaks(read_entries(lines), end), end


def _judge(found: Iterable[Break], end: Head) -> None:
    broken = 0
    for one in found:
        complain(one.why)
        broken += 1
    if broken:
        raise Failure(f"the audit log is broken in {broken} places.")
    click.echo(f"The audit log is whole: {_described(end)}")


def _described(end: Head) -> str:
    return f"{end.seq} entries, the last with the hash {end.hash}"


@contextmanager
def _reading() -> Iterator[WorkSession]:
    """Open the installation's database without keeping anybody from writing."""
    with opened(installed()):
        work = session()
        work.begin_reading()
        yield work
