"""The log as a file: every change of it is found, and every line is short."""

import io
from datetime import UTC, datetime

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from roadmap.audit.chain import Entry, Head, Record, breaks
from roadmap.audit.events import EVENTS, LONGEST_FACT, LONGEST_TARGET, Event, declared, plain
from roadmap.audit.lines import (
    LONGEST_LINE,
    NotALog,
    bounded_lines,
    entry_line,
    head_line,
    read_entries,
    read_head,
)
from tests.audit.test_chain import CHAINS, unhurried

LARGEST = 2**63 - 1
LATE = datetime.max.replace(tzinfo=UTC)


def lines_of(log):
    entries, head = log
    return [head_line(head), *map(entry_line, entries)]


def faults(lines):
    head, *rest = lines
    return list(breaks(read_entries(rest), read_head(head)))


@unhurried
@given(CHAINS)
def test_a_file_says_what_the_log_says(log):
    lines = lines_of(log)
    assert read_head(lines[0]) == log[1]
    assert list(read_entries(lines[1:])) == log[0]
    assert faults(lines) == []


@unhurried
@given(CHAINS, st.data())
def test_any_changed_character_is_found(log, data):
    lines = lines_of(log)
    line = data.draw(st.integers(0, len(lines) - 1))
    place = data.draw(st.integers(0, len(lines[line]) - 1))
    new = data.draw(st.characters(min_codepoint=32, max_codepoint=126))
    assume(new != lines[line][place])
    lines[line] = lines[line][:place] + new + lines[line][place + 1 :]
    try:
        assert faults(lines)
    except NotALog:
        assert line == 0


@unhurried
@given(CHAINS, st.data())
def test_a_file_that_was_cut_off_is_found(log, data):
    lines = lines_of(log)
    assert faults(lines[: data.draw(st.integers(1, len(lines) - 1))])


@pytest.mark.parametrize(
    "line",
    ["", "{}", "[]", "null", '{"head":3}', '{"head":{"seq":1}}', '{"head": {"hash":"","seq":1}}', "[" * 4000],
)
def test_a_file_without_its_first_line_is_refused_in_words(line):
    with pytest.raises(NotALog, match="file"):
        read_head(line)


@pytest.mark.parametrize("line", ["", "{}", "[]", "null", "NaN", "[" * 4000, '{"seq":1,"at":3}'])
def test_a_line_that_is_no_entry_is_named(line):
    first, *_ = faults([head_line(Head()), line])
    assert first.why == "Entry 1 cannot be read."


def test_a_line_without_end_is_read_in_pieces():
    pieces = list(bounded_lines(io.StringIO("x" * (3 * LONGEST_LINE))))
    assert len(pieces) == 3
    assert max(map(len, pieces)) <= LONGEST_LINE + 1


def widest(event: Event, text: str) -> Entry:
    facts = declared(event, dict.fromkeys(EVENTS[event].facts, text))
    target = plain(text, LONGEST_TARGET)
    places = (LARGEST, "w" * 22, LARGEST, "p" * 22)
    return Entry(Record(LARGEST, LATE, event.value, "refused", *places, target, facts), "f" * 64)


@pytest.mark.parametrize("event", Event)
@unhurried
@given(st.text(max_size=500))
@example('"' * 1000)
@example("\\" * 1000)
@example("\U0001f600" * 1000)
@example("\ud800" * 1000)
def test_every_entry_is_one_short_line_of_plain_ascii(event, text):
    line = entry_line(widest(event, text))
    assert len(line) <= LONGEST_LINE
    assert line.isascii()
    assert line.isprintable()


@unhurried
@given(st.text())
def test_a_text_is_bounded_and_cannot_hide(text):
    for limit in (LONGEST_FACT, LONGEST_TARGET):
        shown = plain(text, limit)
        assert len(shown) <= limit
        assert shown.isascii()
        assert shown.isprintable()


@unhurried
@given(
    st.text(
        st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="\\"), max_size=LONGEST_FACT
    )
)
def test_an_ordinary_text_stays_as_it_is(text):
    assert plain(text, LONGEST_FACT) == text


def test_every_event_is_declared():
    assert set(EVENTS) == set(Event)
    assert all(said.label for said in EVENTS.values())


def test_a_fact_that_is_not_declared_is_refused():
    with pytest.raises(ValueError, match="declare title for IMPORT"):
        declared(Event.IMPORT, {"title": "Deepfake fraud against older people"})
