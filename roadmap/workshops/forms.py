"""A few questions on a page: shown with what is there, read back by their own kinds, nothing typed lost."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import Form

from roadmap.catalogue.load import catalogue
from roadmap.fields.field import Field
from roadmap.fields.problem import Refused
from roadmap.fields.scope import Scope
from roadmap.fields.text import without_controls

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Asked:
    """Questions and the form that asks them; those that are `required` must be answered."""

    def __init__(
        self,
        fields: Sequence[Field],
        values: Mapping[str, Any] = NOTHING,
        sent: MultiDict[str, str] | None = None,
    ) -> None:
        self.fields = fields
        self.scope = Scope(catalogue().lists, translate=gettext)
        if sent is not None:
            sent = MultiDict((name, without_controls(text)) for name, text in sent.items(multi=True))
        controls = {field.key: field.control(self.scope) for field in fields}
        shown = {field.key: field.shown_in_control(values.get(field.key)) for field in fields}
        self.form = type("AskedForm", (Form,), controls)(sent, data=shown)

    def __getitem__(self, key: str) -> Any:
        return self.form[key]

    @cached_property
    def answers(self) -> dict[str, Any]:
        """What was accepted, by key; ask `valid` first."""
        return {field.key: field.accept(self.form[field.key], self.scope, field.key) for field in self.fields}

    def valid(self) -> bool:
        """Whether every question is answered as it should be; where not, the form says why."""
        self.form.validate()
        for field in self.fields:
            control = self.form[field.key]
            if field.required and not control.errors and field.accept(control, self.scope, field.key) is None:
                self.refuse(field.key, gettext("This is needed."))
        return not self.form.errors

    def refuse(self, key: str, sentence: str) -> None:
        """Say beside a question why its answer is not accepted."""
        self.form[key].errors = [*self.form[key].errors, sentence]

    def blame(self, refused: Refused) -> None:
        """Say beside the question that it names what the store refused."""
        for problem in refused.problems:
            self.refuse(problem.place, problem.sentence(gettext))
