"""The forms in which a facilitator says what plans ask."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext

from roadmap.fields.choice import MultipleChoice, Option
from roadmap.fields.field import Field
from roadmap.fields.problem import Refused
from roadmap.fields.text import LongText
from roadmap.i18n import N_
from roadmap.worksheets.asking import ALWAYS
from roadmap.worksheets.asking_parts import ENTRY, QUESTION
from roadmap.worksheets.question import KINDS, Question
from roadmap.worksheets.registry import WORKSHEETS
from roadmap.workshops.asking_edits import Item, options_from
from roadmap.workshops.forms import Asked

KIND, LABEL, HINT = QUESTION
NEEDED = MultipleChoice(
    "required", N_("In a finished plan"), options=(Option("yes", N_("An answer is needed")),)
)
OPTIONS = LongText(
    "options",
    N_("Options"),
    hint=N_("For lists and scales: one on each line. The first step of a scale is the lowest."),
)
NEW_QUESTION: tuple[Field, ...] = (LABEL, KIND, HINT, NEEDED, OPTIONS)
OWN_ENTRY = ENTRY
CHOSEN = MultipleChoice(
    "worksheets",
    N_("Worksheets"),
    options=tuple(Option(key, sheet.title) for key, sheet in WORKSHEETS.items() if key != ALWAYS),
)
INSIDE_ITEM = re.compile(r"\]\.([a-z]+)")


def fields_of(question: Question) -> tuple[Field, ...]:
    """What can be changed of a question that is asked already; its kind of answer stays."""
    return (LABEL, HINT, NEEDED, OPTIONS) if question.options else (LABEL, HINT, NEEDED)


def shown(question: Question) -> dict[str, Any]:
    """The answers with which a question is shown in its form."""
    lines = "\n".join(option.title for option in question.options)
    return {
        "label": question.label,
        "hint": question.hint,
        "required": ("yes",) if question.required else (),
        "options": lines,
    }


def said(answers: Mapping[str, Any], key: str, kind: str, before: Sequence[Item]) -> dict[str, Any]:
    """Make the JSON of a question out of its form; raises Refused for options that are no list."""
    asked = {"key": key, "kind": kind, "label": answers["label"], "hint": answers["hint"]}
    options = options_from(answers.get("options") or "", before, is_scale=kind == "scale")
    return {**asked, "required": bool(answers["required"]), "options": options if KINDS[kind].most else []}


def accepted(asked: Asked, store: Callable[[], object]) -> bool:
    """Whether what was sent is valid and stored; where not, the form says why beside the question."""
    if not asked.valid():
        return False
    try:
        store()
    except Refused as refused:
        first = asked.fields[0].key
        for problem in refused.problems:
            found = INSIDE_ITEM.search(problem.place)
            key = found[1] if found else problem.place
            known = key in {field.key for field in asked.fields}
            asked.refuse(key if known else first, problem.sentence(gettext))
    return not asked.form.errors
