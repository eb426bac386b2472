"""Hypothesis strategies: any answer a kind accepts, any plan document the worksheets allow."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from roadmap.catalogue.load import catalogue
from roadmap.fields.address import Email, WebAddress
from roadmap.fields.choice import Listed, MultipleChoice
from roadmap.fields.dates import Date
from roadmap.fields.number import Number
from roadmap.fields.places import Language
from roadmap.fields.reference import Reference, References
from roadmap.fields.scale import Scale
from roadmap.fields.table import Table
from roadmap.fields.text import INVISIBLE, ShortText
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.registry import WORKSHEETS

ROWS = 3
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff")
VISIBLE = st.characters(exclude_categories=(*sorted(INVISIBLE), "Cs", "Cn", "Co"), exclude_characters="ᅟᅠㅤﾠ⠀")
SHORT = st.builds("{}{}{}".format, st.text(LETTERS, max_size=20), VISIBLE, st.text(LETTERS, max_size=20))
LONG = st.lists(SHORT, min_size=1, max_size=4).map("\n".join)


def answers(field, worksheets):
    """Any raw value that `field` accepts."""
    if isinstance(field, Table):
        return st.lists(row(field.columns, worksheets).filter(bool), min_size=1, max_size=3)
    if isinstance(field, Reference | References):
        return _some(field, [f"{worksheets[field.worksheet].prefix}{n}" for n in range(1, ROWS + 1)])
    if isinstance(field, Language):
        return st.sampled_from(["en", "km", "zh-Hans", "fa-AF", "ur", "az-Latn"])
    if isinstance(field, Listed):
        return _some(field, list(catalogue().lists.get(field.catalogue) or [o.value for o in field.options]))
    return _plain(field)


def _plain(field):
    if isinstance(field, Scale):
        return st.sampled_from(sorted(field.steps))
    if isinstance(field, Date):
        return st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(date.isoformat)
    if isinstance(field, Number):
        return _number(field)
    if isinstance(field, Email):
        return st.sampled_from(["ana@example.org", "m.b+c@police.gov.vu"])
    if isinstance(field, WebAddress):
        return st.sampled_from(["https://example.org", "http://example.org/a?b=c#d"])
    if isinstance(field, ShortText):
        return SHORT if field.one_line else LONG
    raise NotImplementedError(f"tests/strategies.py knows no values for {field.kind}; add them")


def _number(field):
    low, high = field.minimum if field.minimum is not None else -(10**9), field.maximum or 10**12
    whole = st.integers(low, high)
    return whole if field.whole else whole | st.decimals(low, high, places=4).map(lambda d: str(Decimal(d)))


def _some(field, values):
    if isinstance(field, MultipleChoice):
        return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)
    return st.sampled_from(values)


def row(fields, worksheets=WORKSHEETS):
    """Any answers to some of these fields."""
    return st.fixed_dictionaries({}, optional={field.key: answers(field, worksheets) for field in fields})


def worksheet_rows(worksheet, worksheets):
    """All rows of a worksheet, keyed T1, T2 …"""
    fields = (*worksheet.fields, *worksheet.common)
    if worksheet.single:
        return row(fields, worksheets)
    keys = [f"{worksheet.prefix}{number}" for number in range(1, ROWS + 1)]
    return st.tuples(
        *(row(fields, worksheets).map(lambda r, key=key: {"key": key, **r}) for key in keys)
    ).map(list)


def documents(worksheets=WORKSHEETS):
    """Any plan document."""
    head = {
        "format": st.just("roadmap-plan/1"),
        "country": st.sampled_from(["VU", "PH", "KH", "PK", "KR", "FJ"]),
        "language": st.sampled_from(["en", "km", "ur", "ko"]),
        "tlp": st.sampled_from([tlp.value for tlp in Tlp]),
    }
    sheets = {key: worksheet_rows(worksheet, worksheets) for key, worksheet in worksheets.items()}
    return st.fixed_dictionaries(head | sheets)
