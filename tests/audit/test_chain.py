"""The chain by itself: whatever is changed, removed, added or moved is found."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from roadmap.audit.chain import Entry, Head, Record, Unreadable, breaks, hash_of
from roadmap.audit.events import Event, Outcome

WRITTEN = (
    b"roadmap audit entry 1\n"
    b'{"actor_id":7,"at":"2025-09-16T09:00:00.000000+00:00","delegation_id":3,"event":"import",'
    b'"facts":{"format":"json","rows":12},"outcome":"done","plan_id":null,"previous":"'
    + b"0" * 64
    + b'","seq":1,"target":"a target","workshop_id":"w1"}'
)
IDS = st.none() | st.integers(1, 2**31 - 1)
TOKENS = st.none() | st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=22)
COLUMNS = {
    "seq": st.integers(1, 2**31 - 1),
    "at": st.datetimes(timezones=st.just(UTC)),
    "event": st.sampled_from([event.value for event in Event]),
    "outcome": st.sampled_from([outcome.value for outcome in Outcome]),
    "actor_id": IDS,
    "workshop_id": TOKENS,
    "delegation_id": IDS,
    "plan_id": TOKENS,
    "target": st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=120),
    "facts": st.dictionaries(
        st.sampled_from(["format", "tlp"]), st.integers(0, 9) | st.sampled_from(["a", "b"])
    ),
}
RECORDS = st.lists(st.builds(Record, **COLUMNS), min_size=1, max_size=8)


def chain(records):
    """Return the records as the log writes them, and where it ends."""
    head, entries = Head(), []
    for record in records:
        said = replace(record, seq=head.seq + 1)
        entries.append(Entry(said, hash_of(head.hash, said)))
        head = Head(said.seq, entries[-1].hash)
    return entries, head


CHAINS = RECORDS.map(chain)
unhurried = settings(deadline=None)  # a busy machine is no fault of the chain


def test_every_column_of_a_record_is_tried():
    assert set(COLUMNS) == {field.name for field in fields(Record)}


@unhurried
@given(CHAINS)
def test_what_was_written_is_whole(log):
    entries, head = log
    assert list(breaks(entries, head)) == []


def test_an_empty_log_is_whole():
    assert list(breaks([], Head())) == []


@pytest.mark.parametrize("column", COLUMNS)
@unhurried
@given(CHAINS, st.data())
def test_a_change_of_any_column_is_found_at_its_entry(column, log, data):
    entries, head = log
    at = data.draw(st.integers(0, len(entries) - 1))
    old = getattr(entries[at].record, column)
    new = data.draw(COLUMNS[column])
    assume(new != old)
    changed = replace(entries[at].record, **{column: new})
    found = list(breaks([*entries[:at], Entry(changed, entries[at].hash), *entries[at + 1 :]], head))
    assert found[0].seq == changed.seq


@unhurried
@given(CHAINS, st.data(), st.text("0123456789abcdef", min_size=64, max_size=64))
def test_a_change_of_a_hash_is_found(log, data, digest):
    entries, head = log
    at = data.draw(st.integers(0, len(entries) - 1))
    assume(digest != entries[at].hash)
    found = list(breaks([*entries[:at], replace(entries[at], hash=digest), *entries[at + 1 :]], head))
    assert found[0].seq == entries[at].seq


@unhurried
@given(CHAINS, st.data())
def test_a_removed_entry_is_missed(log, data):
    entries, head = log
    at = data.draw(st.integers(0, len(entries) - 1))
    assert list(breaks([*entries[:at], *entries[at + 1 :]], head))


@unhurried
@given(CHAINS, st.data(), st.builds(Record, **COLUMNS))
def test_an_added_entry_is_found_even_with_a_fitting_hash(log, data, record):
    entries, head = log
    at = data.draw(st.integers(0, len(entries)))
    before = entries[at - 1].hash if at else Head().hash
    added = replace(record, seq=at + 1)
    assert list(breaks([*entries[:at], Entry(added, hash_of(before, added)), *entries[at:]], head))


@unhurried
@given(CHAINS, st.randoms())
def test_another_order_is_found(log, random):
    entries, head = log
    shuffled = random.sample(entries, len(entries))
    assume(shuffled != entries)
    assert list(breaks(shuffled, head))


@unhurried
@given(CHAINS, st.data())
def test_an_entry_that_cannot_be_read_is_named(log, data):
    entries, head = log
    at = data.draw(st.integers(0, len(entries) - 1))
    found = list(breaks([*entries[:at], Unreadable(at + 1), *entries[at + 1 :]], head))
    assert [one.why for one in found] == [f"Entry {at + 1} cannot be read."]


def test_the_hash_is_the_one_that_logs_written_before_were_given():
    """Another way of hashing needs another domain beside this one."""
    moment = datetime(2025, 9, 16, 9, 0, tzinfo=UTC)
    said = Record(1, moment, "import", "done", 7, "w1", 3, None, "a target", {"rows": 12, "format": "json"})
    assert hash_of(Head().hash, said) == sha256(WRITTEN).hexdigest()
