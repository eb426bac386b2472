"""What a workshop asks of its plans, out of the columns that keep it."""

import json
from functools import lru_cache

from roadmap.catalogue.load import catalogue
from roadmap.worksheets.asking import load_questionnaire
from roadmap.worksheets.questionnaire import ASK_AS_USUAL, Questionnaire
from roadmap.workshops.models import Workshop

MOST_REMEMBERED = 64  # workshops at a time


def asked_by(workshop: Workshop) -> Questionnaire:
    """Return what `workshop` asks; equal columns give the very same object, with what follows from it."""
    parts = {"worksheets": workshop.worksheets, "questions": workshop.questions, **(workshop.entries or {})}
    said = {name: value for name, value in parts.items() if value is not None}
    return _loaded(json.dumps(said, sort_keys=True)) if said else ASK_AS_USUAL


def keep(questionnaire: Questionnaire, workshop: Workshop) -> None:
    """Put what is asked into the columns of `workshop`; committing it is the caller's."""
    said = questionnaire.dump()
    workshop.worksheets, workshop.questions = said.get("worksheets"), said.get("questions")
    workshop.entries = {name: said[name] for name in ("entries", "offered") if name in said} or None


@lru_cache(maxsize=MOST_REMEMBERED)
def _loaded(written: str) -> Questionnaire:
    return load_questionnaire(json.loads(written), catalogue())
