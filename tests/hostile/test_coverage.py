"""No entry of the corpus is left out silently: each is driven by a test, or its door is not built yet."""

from pathlib import Path

import tests.hostile.test_addresses
import tests.hostile.test_bodies
import tests.hostile.test_flows
import tests.hostile.test_idor
import tests.hostile.test_invitations
import tests.hostile.test_print
import tests.hostile.test_texts
import tests.hostile.test_values  # noqa: F401 - each of these says, when imported, which entries it drives
from tests.hostile.corpus import attacks, covered
from tests.hostile.elsewhere import ELSEWHERE
from tests.hostile.later import LATER

TESTS = Path(__file__).parents[1]
DRIVEN = covered | ELSEWHERE.keys()


def test_every_entry_is_driven_or_waits_for_a_reason() -> None:
    waiting = {each.id for each in attacks() if any(later.holds(each.id, each.where) for later in LATER)}
    assert {each.id for each in attacks()} - DRIVEN - waiting == set()


def test_what_is_driven_no_longer_waits() -> None:
    waiting = {each.id for each in attacks() if any(later.holds(each.id, each.where) for later in LATER)}
    assert waiting & DRIVEN == set()


def test_every_reason_to_wait_holds_for_some_entry() -> None:
    for later in LATER:
        assert later.entries <= {each.id for each in attacks()}
        assert any(later.holds(each.id, each.where) for each in attacks()), later.reason


def test_what_is_driven_elsewhere_is_driven_there() -> None:
    missing = [
        f"{identifier}: {file} has no test_{test}"
        for identifier, (file, test) in ELSEWHERE.items()
        if f"def test_{test}(" not in (TESTS / file).read_text("utf-8")
    ]
    assert missing == []
