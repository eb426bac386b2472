"""The head of a plan: its language and its marking, which its lead sets."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from wtforms import Form

from roadmap.access import Permission, allow
from roadmap.catalogue.load import catalogue
from roadmap.fields.scope import Scope
from roadmap.plans import store
from roadmap.plans.entrance import to_read, to_write
from roadmap.plans.opened import Opened
from roadmap.worksheets.head import HEAD
from roadmap.worksheets.marking import Tlp

blueprint = Blueprint("settings", __name__, url_prefix="/settings")
SET_HERE = tuple(field for field in HEAD if field.key in ("language", "tlp"))


@blueprint.get("/")
@allow(Permission.SET_UP_PLAN)
def show(plan_id: str) -> str:
    """Ask for the language and the marking."""
    plan = to_read(plan_id, Permission.SET_UP_PLAN)
    return _page(plan, _form(None, {"language": plan.plan.language, "tlp": plan.plan.tlp.value}))


@blueprint.post("/")
@allow(Permission.SET_UP_PLAN)
def save(plan_id: str) -> ResponseReturnValue:
    """Store the language and the marking; 422 with the form where one is not accepted."""
    plan = to_write(plan_id, Permission.SET_UP_PLAN)
    form = _form(request.form, {})
    form.validate()
    _refuse_empty(form)
    if form.errors:
        store.release()
        return _page(plan, form), 422
    store.set_up(plan.book.record, form["language"].data, Tlp(form["tlp"].data), current_user)
    flash(gettext("The settings are saved."))
    return redirect(url_for("plans.open_plan", plan_id=plan_id), 303)


def _form(sent: object, shown: dict[str, str]) -> Form:
    scope = Scope(catalogue().lists, translate=gettext)
    controls = {field.key: field.control(scope) for field in SET_HERE}
    return type("HeadForm", (Form,), controls)(sent, data=shown)


def _refuse_empty(form: Form) -> None:
    """A plan always has a language and a marking."""
    for control in form:
        if not control.data:
            control.errors = [gettext("Choose one.")]


def _page(plan: Opened, form: Form) -> str:
    return render_template("plans/settings.html", opened=plan, form=form, fields=SET_HERE)
