"""What the audit log hears of a plan: that it was set up, taken in or taken away, and never what it says."""

from hashlib import sha256

from roadmap.accounts.models import User
from roadmap.audit.events import Event
from roadmap.audit.store import Where, record, record_alone
from roadmap.db import session
from roadmap.plans.models import Plan
from roadmap.worksheets.document import canonical_bytes
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.plan import Plan as Document


def note_set_up(plan: Plan, language: str, tlp: Tlp, user: User) -> None:
    """Note a plan's new language and marking, with the marking it still has; written when they are stored."""
    record(
        session(),
        Event.PLAN_SET_UP,
        actor_id=user.id,
        where=where(plan),
        language=language,
        tlp=tlp.value,
        tlp_before=plan.tlp,
    )


def note_import(plan: Plan, document: Document, rows: int, user: User | None) -> None:
    """Note that `rows` rows of a document came in, through the command line when there is no user."""
    record(
        session(),
        Event.IMPORT,
        actor_id=user.id if user else None,
        where=where(plan),
        rows=rows,
        tlp=document.tlp.value,
        sha256=sha256(canonical_bytes(document)).hexdigest(),
    )


def note_export(plan: Plan, document: Document, user: User | None) -> None:
    """Note that the whole plan left as a document; it needs no other change to be written with."""
    record_alone(
        Event.EXPORT,
        actor_id=user.id if user else None,
        where=where(plan),
        tlp=document.tlp.value,
        sha256=sha256(canonical_bytes(document)).hexdigest(),
    )


def note_download(plan: Plan, marking: Tlp, size: int, user: User) -> None:
    """Note that the draft of a plan left as a PDF of `size` bytes."""
    record_alone(
        Event.DOWNLOAD, actor_id=user.id, where=where(plan), format="pdf", tlp=marking.value, bytes=size
    )


def where(plan: Plan) -> Where:
    """Return the places of a plan."""
    return Where(plan.delegation.workshop_id, plan.delegation_id, plan.id)
