"""What the audit log hears of a workshop: what was changed and by whom, never what was written."""

from roadmap.accounts.models import User
from roadmap.audit.events import Event
from roadmap.audit.store import Where, record
from roadmap.db import session
from roadmap.workshops.models import Workshop


def note(
    workshop: Workshop, change: str, by: User | None, delegation_id: int | None = None, fields: str = ""
) -> None:
    """Note a change of `workshop`; written when the change is stored. Nobody is the command line."""
    facts = {"change": change, **({"fields": fields} if fields else {})}
    record(
        session(),
        Event.WORKSHOP_CHANGED,
        actor_id=by.id if by else None,
        where=Where(workshop.id, delegation_id),
        **facts,  # type: ignore[arg-type]  # none of them is called like another argument
    )
