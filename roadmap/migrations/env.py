"""Runs migrations on the connection that `roadmap.db` hands over."""

from typing import Any, Literal

from alembic import context

from roadmap.db import Instant
from roadmap.migrations.tables import every_table


def in_plain_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column types as SQLAlchemy's own: a migration outlives the code it was written beside."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=every_table(),
    compare_type=True,
    render_as_batch=True,
    render_item=in_plain_types,
)
with context.begin_transaction():
    context.run_migrations()
