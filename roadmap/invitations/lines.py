"""What a facilitator pastes or uploads: one person a line, as a spreadsheet or a person writes it."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from roadmap.fields.problem import Problem, Refused, refuse, shown
from roadmap.i18n import N_
from roadmap.invitations.models import LONGEST_NAME

MOST_LINES = 500
COLUMNS = ("place", "role", "name", "email")
DELIMITERS = ",;\t"
HEADINGS: Mapping[str, str] = {
    "country": "place",
    "delegation": "place",
    "country or delegation": "place",
    "role": "role",
    "name": "name",
    "person": "name",
    "email": "email",
    "e-mail": "email",
    "mail": "email",
    "e-mail address": "email",
    "email address": "email",
}
# Not printable to Python, but Persian, Hindi and many other names are written with them.
JOINERS = "\u200c\u200d"

NOT_UTF_8 = N_(
    "This file is not in UTF-8. In the spreadsheet program choose “CSV UTF-8”, or paste the lines."
)
NOT_TEXT = N_("This is not a text file. Save the list as CSV UTF-8, or paste its lines.")
TOO_MANY = N_("There are more than %(most)s lines. Send them in parts.")
TOO_WIDE = N_("There are more than four columns; write country or delegation, role, name, e-mail.")
UNREADABLE = N_("The quotation marks of this line do not close.")
TOO_LONG = N_("The name %(name)s is longer than %(most)s characters.")


@dataclass(frozen=True)
class Line:
    """One person as written; `number` is that of the line, for telling what is wrong with it."""

    number: int
    place: str
    role: str
    name: str
    email: str


def decoded(data: bytes) -> str:
    """Return the text of an uploaded file; raises Refused for any encoding but UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse("", NOT_UTF_8)
    if b"\x00" in data or data.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise refuse("", NOT_TEXT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse("", NOT_UTF_8) from error


def read(text: str) -> list[Line]:
    """Return the people written in `text`, one a line: place, role, name, e-mail, or as a first line says.

    Commas, semicolons or tabs stand between them. Raises Refused, with each problem at its line.
    """
    rows = list(_rows(text.removeprefix("\ufeff")))
    columns: tuple[str, ...] = COLUMNS
    if rows and (named := _heading(rows[0][1])):
        columns, rows = named, rows[1:]
    if len(rows) > MOST_LINES:
        raise refuse("", TOO_MANY, most=MOST_LINES)
    lines = [_line(number, cells, columns) for number, cells in rows]
    if problems := [problem for line in lines for problem in _problems(line)]:
        raise Refused(problems)
    return lines


def place_of(number: int) -> str:
    """Name a line as the place of a problem."""
    return str(number)


def one_line(text: str) -> str:
    """Return a typed name as one line without control characters; its words stay as they are."""
    return " ".join("".join(c if c.isprintable() or c in JOINERS else " " for c in text).split())


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every line that is not empty, with its number; quotation marks may join several lines into one."""
    written = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    start = 1
    try:
        for cells in written:
            if any(cell.strip() for cell in cells):
                yield start, cells
            start = written.line_num + 1
    except csv.Error as error:
        raise refuse(place_of(start), UNREADABLE) from error


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=first.count)


def _heading(cells: list[str]) -> tuple[str, ...] | None:
    """The columns that a first line names; None when it is a person already."""
    known = [HEADINGS.get(" ".join(cell.split()).casefold(), "") for cell in cells]
    return tuple(known) if "role" in known and all(known) and len(set(known)) == len(known) else None


def _line(number: int, cells: list[str], columns: tuple[str, ...]) -> Line:
    while cells and len(cells) > len(columns) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > len(columns):
        raise refuse(place_of(number), TOO_WIDE)
    said = dict.fromkeys(COLUMNS, "") | dict(zip(columns, map(one_line, cells), strict=False))
    return Line(number, **said)


def _problems(line: Line) -> Iterator[Problem]:
    if len(line.name) > LONGEST_NAME:
        yield Problem(place_of(line.number), TOO_LONG, {"name": shown(line.name), "most": LONGEST_NAME})
