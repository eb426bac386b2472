"""The catalogue of a workshop on a page: entries of its own, and which entries plans are offered."""

from types import MappingProxyType

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from roadmap.access import Permission, allow
from roadmap.catalogue.entry import Entry
from roadmap.catalogue.load import catalogue
from roadmap.worksheets.registry import WORKSHEETS
from roadmap.worksheets.worksheet import Worksheet
from roadmap.workshops.asking import ask, asked_by
from roadmap.workshops.asking_edits import offered_no_more, offered_too, offering, placed, removed, slug_for
from roadmap.workshops.asking_forms import OWN_ENTRY, accepted
from roadmap.workshops.entrance import to_run
from roadmap.workshops.forms import Asked
from roadmap.workshops.models import Workshop

blueprint = Blueprint("entries", __name__, url_prefix="/entries/<string:name>")
# The worksheet that picks from each list that a workshop may change, in the order of the worksheets.
PICKING = MappingProxyType(
    {sheet.picks_from.catalogue: sheet for sheet in WORKSHEETS.values() if sheet.picks_from}
)
TITLES = MappingProxyType({name: sheet.title for name, sheet in PICKING.items()})


@blueprint.get("/")
@allow(Permission.RUN_WORKSHOP)
def show(workshop_id: str, name: str) -> str:
    """Show a list of the catalogue: what is offered, what is the workshop's own, a form for one more."""
    return _page(to_run(workshop_id), _sheet(name), name, Asked(OWN_ENTRY))


@blueprint.post("/")
@allow(Permission.RUN_WORKSHOP)
def add(workshop_id: str, name: str) -> ResponseReturnValue:
    """Add an entry and offer it; 422 with the form where something is not accepted."""
    workshop, sheet = to_run(workshop_id, writing=True), _sheet(name)
    asked = Asked(OWN_ENTRY, sent=request.form)

    def store() -> None:
        entry = {"id": slug_for(asked.answers["title"]), **asked.answers}
        whole = placed(asked_by(workshop).dump(), "entries", name, entry, "id")
        _ask(workshop, offered_too(whole, name, entry["id"]), "entry added")

    if not accepted(asked, store):
        return _page(workshop, sheet, name, asked), 422
    flash(gettext("The entry is offered in every plan of the workshop."))
    return _back(workshop, name)


@blueprint.post("/offer")
@allow(Permission.RUN_WORKSHOP)
def offer(workshop_id: str, name: str) -> Response:
    """Store which entries are offered; all of them means those of later versions too."""
    workshop, _ = to_run(workshop_id, writing=True), _sheet(name)
    known = asked_by(workshop).catalogue(catalogue()).entries[name]
    chosen = set(request.form.getlist("offered"))
    if not chosen <= known.keys():
        abort(400)
    slugs = None if chosen == known.keys() else [slug for slug in known if slug in chosen]
    _ask(workshop, offering(asked_by(workshop).dump(), name, slugs), "offer")
    flash(gettext("The offer is saved. Answers given before stay as they are."))
    return _back(workshop, name)


@blueprint.get("/<string:slug>/")
@allow(Permission.RUN_WORKSHOP)
def edit(workshop_id: str, name: str, slug: str) -> str:
    """Ask for other words for an entry of the workshop's own."""
    workshop, sheet = to_run(workshop_id), _sheet(name)
    entry = _own(workshop, name, slug)
    shown = {field.key: entry.get(field.key) for field in OWN_ENTRY}
    return _entry_page(workshop, sheet, name, entry, Asked(OWN_ENTRY, shown))


@blueprint.post("/<string:slug>/")
@allow(Permission.RUN_WORKSHOP)
def change(workshop_id: str, name: str, slug: str) -> ResponseReturnValue:
    """Store other words for an entry; 422 with the form where something is not accepted."""
    workshop, sheet = to_run(workshop_id, writing=True), _sheet(name)
    entry, asked = _own(workshop, name, slug), Asked(OWN_ENTRY, sent=request.form)

    def store() -> None:
        whole = placed(asked_by(workshop).dump(), "entries", name, {"id": slug, **asked.answers}, "id")
        _ask(workshop, whole, "entry changed")

    if not accepted(asked, store):
        return _entry_page(workshop, sheet, name, entry, asked), 422
    flash(gettext("The entry is saved. Rows that were filled from it keep their words."))
    return _back(workshop, name)


@blueprint.get("/<string:slug>/remove")
@allow(Permission.RUN_WORKSHOP)
def ask_remove(workshop_id: str, name: str, slug: str) -> str:
    """Ask whether an entry is to go, saying how many rows came from it."""
    workshop, sheet = to_run(workshop_id), _sheet(name)
    entry, picks = _own(workshop, name, slug), sheet.picks_from
    count = current_app.extensions["count_answers"]
    answers = count(workshop.id, sheet.key, picks.key, slug) if picks else 0
    back = url_for("asking.entries.show", workshop_id=workshop.id, name=name)
    return render_template(
        "workshops/asking/remove.html", workshop=workshop, named=entry.title, answers=answers, back=back
    )


@blueprint.post("/<string:slug>/remove")
@allow(Permission.RUN_WORKSHOP)
def remove(workshop_id: str, name: str, slug: str) -> Response:
    """Take an entry out of the catalogue; rows that were filled from it keep their words."""
    workshop, _ = to_run(workshop_id, writing=True), _sheet(name)
    entry = _own(workshop, name, slug)
    whole = removed(asked_by(workshop).dump(), "entries", name, entry.id, "id")
    _ask(workshop, offered_no_more(whole, name, entry.id), "entry removed")
    flash(gettext("The entry is removed."))
    return _back(workshop, name)


def _sheet(name: str) -> Worksheet:
    return PICKING.get(name) or abort(404)


def _own(workshop: Workshop, name: str, slug: str) -> Entry:
    own = asked_by(workshop).entries.get(name, ())
    return next((entry for entry in own if entry.id == slug), None) or abort(404)


def _ask(workshop: Workshop, whole: dict[str, object], change: str) -> None:
    ask(workshop, whole, change, current_user)


def _page(workshop: Workshop, sheet: Worksheet, name: str, asked: Asked) -> str:
    known = asked_by(workshop).catalogue(catalogue())
    entries, offered = known.entries[name].values(), {entry.id for entry in known.shelf(name)}
    return render_template(
        "workshops/asking/entries.html",
        workshop=workshop,
        sheet=sheet,
        name=name,
        asked=asked,
        entries=entries,
        offered=offered,
    )


def _entry_page(workshop: Workshop, sheet: Worksheet, name: str, entry: Entry, asked: Asked) -> str:
    return render_template(
        "workshops/asking/entry.html", workshop=workshop, sheet=sheet, name=name, entry=entry, asked=asked
    )


def _back(workshop: Workshop, name: str) -> Response:
    return redirect(url_for("asking.entries.show", workshop_id=workshop.id, name=name), 303)
