"""Inviting people: the form, the links that are shown once, and the sheet to print."""

from datetime import timedelta
from io import BytesIO

import structlog
from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from roadmap import db
from roadmap.access import Permission, Role, allow
from roadmap.accounts.codes import in_groups, read_code
from roadmap.fields.problem import Problem, Refused
from roadmap.invitations import letters, orders, store
from roadmap.invitations.entrance import delegation_or_404, reach_to_invite
from roadmap.invitations.forms import InviteForm, RenewForm, invite_form, offer_days
from roadmap.invitations.lines import decoded, read
from roadmap.invitations.orders import MOST, Order
from roadmap.invitations.printing import printed
from roadmap.invitations.store import Made, MadeAlready, State
from roadmap.publish.pool import RenderFailed
from roadmap.worksheets.marking import Tlp
from roadmap.workshops.reach import Reach

Answer = Response | str | tuple[str, int]

blueprint = Blueprint("inviting", __name__, url_prefix="/workshops/<workshop_id>/invitations")
log = structlog.get_logger()


@blueprint.get("/new")
@allow(Permission.INVITE)
def asked(workshop_id: str) -> str:
    """Ask whom to invite."""
    reach = reach_to_invite(workshop_id)
    return _form_page(reach, invite_form(reach))


@blueprint.post("/new")
@allow(Permission.INVITE)
def make(workshop_id: str) -> Answer:
    """Make the invitations, all or none, and show their links this once."""
    reach = reach_to_invite(workshop_id)
    form = invite_form(reach)
    try:
        wanted = _wanted(form, reach)
        made = store.make(reach, wanted, form.life, Tlp(form.up_to.data), form.batch.data or "", current_user)
    except Refused as refused:
        return _form_page(reach, form, refused.problems), 422
    except MadeAlready:
        flash(gettext("These invitations were made already. Print again to give them new links."), "error")
        return redirect(url_for("invitations.listed", workshop_id=workshop_id))
    return _shown_once(reach, made)


@blueprint.post("/sheet")
@allow(Permission.INVITE)
def sheet(workshop_id: str) -> Answer:
    """Send the sheet of the codes that the page before holds; only whoever has a code can print it."""
    db.session().begin_reading()  # a sheet takes a second, and others wait to write
    reach = reach_to_invite(workshop_id)
    typed = request.form.get("codes", "").split()[:MOST]
    made = store.with_codes(reach, [code for each in typed if (code := read_code(each))])
    if not made:
        flash(
            gettext("None of these invitations is open any more. Print again to give them new links."),
            "error",
        )
        return redirect(url_for("invitations.listed", workshop_id=workshop_id))
    try:
        done = printed(made)
    except RenderFailed as failure:
        log.error("render failed", sheet=len(made), detail=failure.detail[:500])
        return _page_of_links(reach, made, {}, gettext(failure.message) % failure.params), 422
    return send_file(BytesIO(done.data), "application/pdf", as_attachment=True, download_name=done.name)


@blueprint.get("/print-again")
@allow(Permission.INVITE)
def ask_to_renew(workshop_id: str) -> str:
    """Ask before unused invitations get new links: the cards printed before then open nothing."""
    reach = reach_to_invite(workshop_id)
    delegation = delegation_or_404(reach, request.args.get("delegation", ""))
    found = [
        one for state in (State.OPEN, State.EXPIRED) for one in store.invitations(reach, state, delegation)
    ]
    form = RenewForm()
    offer_days(form.days)
    return render_template(
        "invitations/renew.html", reach=reach, delegation=delegation, count=len(found), form=form
    )


@blueprint.post("/print-again")
@allow(Permission.INVITE)
def renew(workshop_id: str) -> Answer:
    """Give unused invitations new links, and show those this once."""
    reach = reach_to_invite(workshop_id)
    delegation = delegation_or_404(reach, request.form.get("delegation", ""))
    form = RenewForm()
    offer_days(form.days)
    if not form.validate():
        return redirect(url_for("inviting.ask_to_renew", workshop_id=workshop_id))
    life = timedelta(days=int(form.days.data))
    made = store.renew(reach, delegation, life, current_user)
    if not made:
        flash(gettext("No invitation is left that nobody used."))
        return redirect(url_for("invitations.listed", workshop_id=workshop_id))
    return _shown_once(reach, made)


def _wanted(form: InviteForm, reach: Reach) -> list[Order]:
    """Return what the whole form asks for; raises Refused, and what an uploaded file said is in the form."""
    uploaded = form.file.data.read() if form.file.data else b""
    if uploaded:
        form.lines.data = "\n".join(filter(None, (form.lines.data, decoded(uploaded))))
    if not form.validate():
        raise Refused(_problems(form))
    lines = orders.from_lines(read(form.lines.data or ""), reach)
    chosen = [each for each in reach.delegations if str(each.id) in (form.delegations.data or ())]
    picked = orders.from_choice(chosen, form.countries.data or (), form.counts)
    return orders.checked([*lines, *picked])


def _problems(form: InviteForm) -> list[Problem]:
    return [Problem("", "%(what)s", {"what": error}) for field in form for error in field.errors]


def _form_page(reach: Reach, form: InviteForm, problems: tuple[Problem, ...] = ()) -> str:
    said = [(one.place if one.place.isdecimal() else "", one.sentence(gettext)) for one in problems]
    may_name_officials = reach.may_give(Role.OFFICIAL, None)
    return render_template(
        "invitations/new.html", reach=reach, form=form, problems=said, officials=may_name_officials
    )


def _shown_once(reach: Reach, made: list[Made]) -> str:
    """Letters go out after the invitations stand: a letter never brings a link that does not exist."""
    return _page_of_links(reach, made, letters.send_all(made))


def _page_of_links(reach: Reach, made: list[Made], unsent: dict[str, str], trouble: str = "") -> str:
    return render_template(
        "invitations/made.html",
        reach=reach,
        made=made,
        unsent=unsent,
        trouble=trouble,
        mail=letters.mail_is_sent(),
        in_groups=in_groups,
        address=letters.address(),
        codes=" ".join(one.code for one in made),
    )
