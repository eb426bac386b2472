"""What a browser sends when a row's form is saved as a whole, without script."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort
from werkzeug.datastructures import MultiDict

from roadmap.fields.scope import Scope
from roadmap.plans.merging import changed_since_shown
from roadmap.worksheets.forms import RowForm, unknown_keys
from roadmap.worksheets.plan import Row
from roadmap.worksheets.worksheet import Worksheet

BESIDE_ANSWERS = frozenset({"csrf_token", "version", "seen", "take", "restore"})
VERSION = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Submission:
    """A row's form on its return.

    `changed` are the accepted answers that differ from what the form showed, without those for which the
    person took the other's text. `restore` asks for a deleted row back.
    """

    form: RowForm
    version: int
    changed: Mapping[str, Any]
    restore: bool


def read(worksheet: Worksheet, scope: Scope, row: Row, sent: MultiDict[str, str]) -> Submission:
    """Read a form; 400 for names that it does not have, and for a version that is no number."""
    if unknown_keys(worksheet, sent, BESIDE_ANSWERS) or not VERSION.fullmatch(sent.get("version", "")):
        abort(400)
    taken = set(sent.getlist("take"))
    form = RowForm(worksheet, scope, row, sent)
    mine = {key: value for key, value in form.accepted.items() if key not in taken}
    changed = changed_since_shown(worksheet, mine, sent.get("seen", ""))
    return Submission(form, int(sent["version"]), changed, "restore" in sent)
