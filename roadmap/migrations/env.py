"""Runs migrations on the connection that `roadmap.db` hands over."""

from typing import Any, Literal

from alembic import context

from roadmap.accounts import models as accounts
from roadmap.db import Base, Instant
from roadmap.plans import models as plans
from roadmap.workshops import models as workshops

MODELS = (accounts, workshops, plans)


def in_plain_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column types as SQLAlchemy's own: a migration outlives the code it was written beside."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
    render_as_batch=True,
    render_item=in_plain_types,
)
with context.begin_transaction():
    context.run_migrations()
