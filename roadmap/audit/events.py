"""What the audit log can say: the events, the few facts each may carry, and how long a text may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from roadmap.i18n import N_

LONGEST_TARGET = 120  # characters, all of them printable ASCII
LONGEST_FACT = 80
CUT = "..."

Facts = Mapping[str, str | int]


class Event(StrEnum):
    """What happened."""

    SIGN_IN = "sign-in"
    SIGN_IN_REFUSED = "sign-in-refused"
    SIGN_OUT = "sign-out"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 - the name of an event
    EMAIL_CHANGED = "email-changed"
    SECOND_FACTOR_CHANGED = "second-factor-changed"
    INVITATION_MADE = "invitation-made"
    INVITATION_USED = "invitation-used"
    INVITATION_REVOKED = "invitation-revoked"
    PERMISSION_CHANGED = "permission-changed"
    WORKSHOP_CHANGED = "workshop-changed"
    PLAN_SET_UP = "plan-set-up"
    PUBLICATION = "publication"
    DOWNLOAD = "download"
    IMPORT = "import"
    EXPORT = "export"
    ACCESS_REFUSED = "access-refused"


class Outcome(StrEnum):
    """How it ended."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True)
class Declaration:
    """How one event is called on the page, and which facts it may carry beside its place and target."""

    label: str
    facts: frozenset[str] = frozenset()


EVENTS: Mapping[Event, Declaration] = {
    Event.SIGN_IN: Declaration(N_("Signed in"), frozenset({"method"})),
    Event.SIGN_IN_REFUSED: Declaration(N_("Sign-in refused"), frozenset({"method", "reason"})),
    Event.SIGN_OUT: Declaration(N_("Signed out"), frozenset({"sessions"})),
    Event.PASSWORD_CHANGED: Declaration(N_("Password changed"), frozenset({"sessions"})),
    Event.EMAIL_CHANGED: Declaration(N_("E-mail address changed"), frozenset({"sessions"})),
    Event.SECOND_FACTOR_CHANGED: Declaration(
        N_("Second factor changed"), frozenset({"method", "change", "left"})
    ),
    Event.INVITATION_MADE: Declaration(N_("Invitation made"), frozenset({"role", "count"})),
    Event.INVITATION_USED: Declaration(N_("Invitation used"), frozenset({"role"})),
    Event.INVITATION_REVOKED: Declaration(N_("Invitation revoked"), frozenset({"role", "count"})),
    Event.PERMISSION_CHANGED: Declaration(N_("Permission changed"), frozenset({"role", "change"})),
    Event.WORKSHOP_CHANGED: Declaration(N_("Workshop changed"), frozenset({"change", "fields"})),
    Event.PLAN_SET_UP: Declaration(
        N_("Plan's marking or language changed"), frozenset({"tlp", "tlp_before", "language"})
    ),
    Event.PUBLICATION: Declaration(N_("Edition published"), frozenset({"edition", "tlp", "sha256"})),
    Event.DOWNLOAD: Declaration(N_("Document downloaded"), frozenset({"format", "edition", "tlp", "bytes"})),
    Event.IMPORT: Declaration(N_("Plan imported"), frozenset({"format", "rows", "tlp", "sha256"})),
    Event.EXPORT: Declaration(N_("Plan exported"), frozenset({"format", "tlp", "sha256", "bytes"})),
    Event.ACCESS_REFUSED: Declaration(N_("Access refused"), frozenset({"status"})),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.DONE: N_("Done"),
    Outcome.REFUSED: N_("Refused"),
    Outcome.FAILED: N_("Failed"),
}


def declared(event: Event, facts: Facts) -> dict[str, str | int]:
    """Return `facts` bounded and escaped; raises ValueError for one that `event` does not declare."""
    if strange := sorted(facts.keys() - EVENTS[event].facts):
        raise ValueError(f"declare {', '.join(strange)} for {event.name} in EVENTS before recording it")
    return {name: _bounded(value) for name, value in facts.items()}


def plain(text: str, limit: int) -> str:
    """Return `text` as at most `limit` characters of printable ASCII, so that nothing typed forges a line."""
    escaped = text[: limit + 1].encode("unicode_escape").decode("ascii")
    return escaped if len(escaped) <= limit else escaped[: limit - len(CUT)] + CUT


def _bounded(value: str | int) -> str | int:
    return value if isinstance(value, int) else plain(value, LONGEST_FACT)
