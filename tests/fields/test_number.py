"""Numbers are exact and mean one thing."""

from decimal import Decimal

import pytest

from roadmap.fields.number import Number, grouped
from roadmap.fields.problem import Refused
from roadmap.fields.scope import Scope

NUMBER = Number("needed", "Needed")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (3, "3"),
        ("18500.50", "18500.5"),
        (Decimal("1E+3"), "1000"),
        ("-0", "0"),
        ("1.005", "1.005"),
        (Decimal("0.1"), "0.1"),
    ],
)
def test_a_number_is_loaded_exactly(raw, value):
    assert NUMBER.load(raw, "needed", Scope()) == Decimal(value)


NO_NUMBERS = ["NaN", "sNaN", "Infinity", "1e3", "1e-999999", "0x10", "--5", "1,5", "1 000", "1_000"]
NO_NUMBERS += ["5; DROP TABLE", "9" * 100_000, 0.1, True, [], {}, 10**18, "١"]
NO_NUMBERS += [Decimal("NaN"), Decimal("1e-99"), Decimal("1e99999")]


@pytest.mark.parametrize("raw", NO_NUMBERS)
def test_what_is_no_plain_number_is_refused(raw):
    with pytest.raises(Refused, match=r"needed: .*is not a number"):
        NUMBER.load(raw, "needed", Scope())


def test_digits_of_any_script_are_read_from_a_browser():
    assert NUMBER.load(NUMBER.read(["٣២५"], "needed"), "needed", Scope()) == 325


@pytest.mark.parametrize(("raw", "reason"), [(0, "below 1"), (51, "above 50"), ("1.5", "not a whole number")])
def test_bounds_are_named(raw, reason):
    with pytest.raises(Refused, match=reason):
        Number("years", "Years", whole=True, minimum=1, maximum=50).load(raw, "years", Scope())


@pytest.mark.parametrize(("value", "dumped"), [("3", 3), ("0.1", "0.1"), ("1000", 1000)])
def test_a_dumped_number_is_never_a_float(value, dumped):
    assert NUMBER.dump(Decimal(value)) == dumped
    assert not isinstance(NUMBER.dump(Decimal(value)), float)


@pytest.mark.parametrize(("value", "text"), [("1200000.5", "1,200,000.5"), ("1000", "1,000"), ("0", "0")])
def test_digits_are_grouped_for_people(value, text):
    assert grouped(Decimal(value)) == text
