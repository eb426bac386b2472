"""What a workshop asks of its plans: read out of the columns that keep it, and written there."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from roadmap.accounts.models import User
from roadmap.catalogue.load import catalogue
from roadmap.db import session
from roadmap.worksheets.asking import load_questionnaire
from roadmap.worksheets.questionnaire import ASK_AS_USUAL, Questionnaire
from roadmap.workshops.models import Workshop
from roadmap.workshops.noting import note

MOST_REMEMBERED = 64  # workshops at a time


def asked_by(workshop: Workshop) -> Questionnaire:
    """Return what `workshop` asks; equal columns give the very same object, with what follows from it."""
    parts = {"worksheets": workshop.worksheets, "questions": workshop.questions, **(workshop.entries or {})}
    said = {name: value for name, value in parts.items() if value is not None}
    return _loaded(json.dumps(said, sort_keys=True)) if said else ASK_AS_USUAL


def ask(workshop: Workshop, said: Mapping[str, Any], change: str, by: User) -> None:
    """Let `workshop` ask what `said` says from here on; raises Refused, with nothing stored, if it is wrong.

    `change` tells the audit log what was done, and never a word of what is asked.
    """
    asked = load_questionnaire(dict(said), catalogue()).dump()
    workshop.worksheets, workshop.questions = asked.get("worksheets"), asked.get("questions")
    workshop.entries = {name: asked[name] for name in ("entries", "offered") if name in asked} or None
    note(workshop, change, by)
    session().commit()


@lru_cache(maxsize=MOST_REMEMBERED)
def _loaded(written: str) -> Questionnaire:
    return load_questionnaire(json.loads(written), catalogue())
