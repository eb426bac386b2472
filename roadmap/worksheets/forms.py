"""The form of a row, built from its worksheet."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form

from roadmap.fields.scope import Scope
from roadmap.fields.text import without_controls
from roadmap.worksheets.plan import Row
from roadmap.worksheets.worksheet import Worksheet


class RowForm:
    """A row being edited: the WTForms form, and which of its answers were accepted."""

    def __init__(
        self, worksheet: Worksheet, scope: Scope, row: Row, sent: MultiDict[str, str] | None = None
    ) -> None:
        self.worksheet, self.scope = worksheet, scope
        if sent is not None:
            sent = MultiDict((name, without_controls(text)) for name, text in sent.items(multi=True))
        self.form = _form_class(worksheet, scope)(sent, data=_shown(worksheet, row.values))
        self.accepted = self._accepted(sent) if sent is not None else {}

    def __getitem__(self, key: str) -> Any:
        return self.form[key]

    @property
    def errors(self) -> dict[str, Any]:
        """What was refused, by field, in words."""
        return dict(self.form.errors)

    def _accepted(self, sent: MultiDict[str, str]) -> dict[str, Any]:
        """The answers that were sent and can be stored; None takes an answer back."""
        self.form.validate()
        keys = [key for key in self.worksheet.by_key if _was_sent(key, sent) and not self.form[key].errors]
        return {key: self._load(key) for key in keys}

    def _load(self, key: str) -> Any:
        return self.worksheet.field(key).accept(self.form[key], self.scope, key)


def unknown_keys(worksheet: Worksheet, sent: MultiDict[str, str], allowed: frozenset[str]) -> list[str]:
    """The names in a submission that neither the worksheet nor `allowed` knows."""
    return [name for name in sent if name.partition("-")[0] not in worksheet.by_key and name not in allowed]


def _was_sent(key: str, sent: MultiDict[str, str]) -> bool:
    """A question was on the page if its name, or a cell of its table, was submitted."""
    return key in sent or any(name.startswith(f"{key}-") for name in sent)


def _form_class(worksheet: Worksheet, scope: Scope) -> type[Form]:
    controls = {key: field.control(scope) for key, field in worksheet.by_key.items()}
    return type(f"{worksheet.key.title()}Form", (Form,), controls)


def _shown(worksheet: Worksheet, values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: field.shown_in_control(values.get(key)) for key, field in worksheet.by_key.items()}
