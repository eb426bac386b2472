"""The filters of the audit log's page."""

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import DateField, SearchField, SelectField
from wtforms.validators import Length, Optional

from roadmap.audit.events import EVENTS
from roadmap.audit.search import LARGEST_NUMBER, Wanted


class FilterForm(FlaskForm):
    """What to show; it only reads, so it needs no CSRF token and its answers stand in the address."""

    class Meta:
        csrf = False

    event = SelectField(_l("What happened"))
    person = SearchField(_l("Person"), validators=[Length(max=100)], render_kw={"autocomplete": "off"})
    workshop = SelectField(_l("Workshop"))
    since = DateField(_l("From"), validators=[Optional()])
    until = DateField(_l("To"), validators=[Optional()])

    def wanted(self, before: int) -> Wanted:
        """Return what the form asks for, from the entries older than number `before`."""
        return Wanted(
            event=self.event.data or None,
            person=(self.person.data or "").strip(),
            workshop_id=self.workshop.data or None,
            since=self.since.data,
            until=self.until.data,
            before=before,
        )


def filter_form(asked: MultiDict[str, str], workshops: Iterable[tuple[str, str]]) -> FilterForm:
    """Return the filters filled in from `asked`; `workshops` are the (id, title) that can be chosen."""
    form = FilterForm(asked)
    form.event.choices = [("", gettext("Everything"))]
    form.event.choices += [(event.value, gettext(said.label)) for event, said in EVENTS.items()]
    form.workshop.choices = [("", gettext("All")), *workshops]
    for chosen in (form.event, form.workshop):
        chosen.data = chosen.data or ""
    return form


def entry_number(text: str) -> int:
    """Return the entry number an address asks for; no number, or one beyond all, is the newest."""
    if not (text.isascii() and text.isdecimal()):
        return LARGEST_NUMBER
    return LARGEST_NUMBER if len(text) > len(str(LARGEST_NUMBER)) else min(int(text), LARGEST_NUMBER)
