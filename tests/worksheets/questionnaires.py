"""Hypothesis strategies: whatever a workshop may ask."""

from hypothesis import strategies as st

from roadmap.catalogue.load import catalogue
from roadmap.worksheets.asking import lists_of
from roadmap.worksheets.question import KINDS
from roadmap.worksheets.registry import WORKSHEETS
from tests.strategies import LONG, SHORT

LISTS = sorted(lists_of(WORKSHEETS))


def numbered(items, name, number):
    """Give each item a name of its own under `name`; `number` makes it of its place."""
    return [{name: number(n), **item} for n, item in enumerate(items, 1)]


def options(kind):
    """The options of a question of one kind."""
    value = str if kind == "scale" else "o{}".format
    titles = st.lists(SHORT, min_size=KINDS[kind].fewest, max_size=4)
    return titles.map(lambda listed: numbered([{"title": title} for title in listed], "value", value))


@st.composite
def question(draw):
    """Any question, without its key."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    asked = {"kind": kind, "label": draw(SHORT)}
    asked |= draw(st.fixed_dictionaries({}, optional={"hint": SHORT, "required": st.booleans()}))
    return asked | ({"options": draw(options(kind))} if KINDS[kind].most else {})


QUESTIONS = st.lists(question(), max_size=3).map(lambda asked: numbered(asked, "key", "x_q{}".format))
ENTRY = st.fixed_dictionaries({"title": SHORT}, optional={"description": LONG})
ENTRIES = st.lists(ENTRY, max_size=2).map(lambda own: numbered(own, "id", "own-{}".format))


def offers(name):
    """Some slugs of a list."""
    return st.lists(st.sampled_from(sorted(catalogue().entries[name])), max_size=3, unique=True)


def questionnaires():
    """Whatever a workshop may ask, as JSON has it."""
    parts = {
        "worksheets": st.lists(st.sampled_from(sorted(WORKSHEETS)), unique=True),
        "questions": st.dictionaries(st.sampled_from(sorted(WORKSHEETS)), QUESTIONS, max_size=3),
        "entries": st.dictionaries(st.sampled_from(LISTS), ENTRIES, max_size=2),
        "offered": st.fixed_dictionaries({}, optional={name: offers(name) for name in LISTS}),
    }
    return st.fixed_dictionaries({}, optional=parts)
