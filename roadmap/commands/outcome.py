"""How a command says what went wrong: one line for each problem, on the error stream, and exit status 1."""

from typing import IO, Any

import click


class Failure(click.ClickException):
    """Ends a command that could not do what it was asked; carries a line for each reason."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines

    def show(self, file: IO[Any] | None = None) -> None:
        """Say why."""
        complain(*self.lines)


def complain(*lines: str) -> None:
    """Write lines to the error stream."""
    for line in lines:
        click.echo(f"roadmap: {one_line(line)}", err=True)


def one_line(text: str) -> str:
    """Escape what breaks a line or commands a terminal: line ends, control and direction characters."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
