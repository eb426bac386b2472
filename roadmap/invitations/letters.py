"""The letter that brings an invitation: what it is and the link, and nothing of the workshop's content."""

from flask import current_app
from flask_babel import format_date, gettext

from roadmap.invitations.store import Made
from roadmap.mail import Letter, configured, send


def link(code: str) -> str:
    """Return the address that fills the code in; after the # no browser sends it, so no log keeps it."""
    return f"{address()}#{code}"


def address() -> str:
    """Return the address where a code is typed, on the one public name of this installation."""
    return f"{current_app.extensions['config'].public_base_url.rstrip('/')}/join"


def mail_is_sent() -> bool:
    """Whether this installation sends letters."""
    return configured(current_app.extensions["config"])


def send_all(made: list[Made]) -> dict[str, str]:
    """Send each invitation that has an address; return why not, by the invitation's id."""
    if not mail_is_sent():
        return {}
    addressed = [one for one in made if one.invitation.email]
    failed = send((_letter(one) for one in addressed), current_app.extensions["config"])
    return {
        one.invitation.id: failed[one.invitation.email] for one in addressed if one.invitation.email in failed
    }


def _letter(one: Made) -> Letter:
    title, until = one.invitation.workshop.title, format_date(one.invitation.expires_at, "long")
    parts = (
        gettext("You are invited to take part in this workshop:"),
        title,
        gettext("Open this link once, until %(day)s, and choose a password:", day=until),
        link(one.code),
        gettext("The link is for you alone. If you did not expect it, leave it: it ends by itself."),
    )
    return Letter(one.invitation.email or "", gettext("Invitation to a workshop"), "\n\n".join(parts) + "\n")
