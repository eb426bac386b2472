"""How a workshop is set up: its programme, deadlines, languages, time zone, and what it asks."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")
KINDS = sa.Enum(
    "lecture", "action-planning", "case-sharing", "other", name="kind", native_enum=False, length=20
)


def added() -> list[sa.Column[Any]]:
    """The columns that come to the table of workshops."""
    return [
        sa.Column("languages", DOCUMENT, nullable=False, server_default="[]"),
        sa.Column("zone", sa.String(length=64), nullable=False, server_default="UTC"),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("timer_title", sa.String(length=500), nullable=True),
        sa.Column("timer_ends_at", INSTANT, nullable=True),
        sa.Column("worksheets", DOCUMENT, nullable=True),
        sa.Column("entries", DOCUMENT, nullable=True),
        sa.Column("questions", DOCUMENT, nullable=True),
    ]


def upgrade() -> None:
    with op.batch_alter_table("workshop") as table:
        for column in added():
            table.add_column(column)
    op.create_table(
        "programme_session",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("kind", KINDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name="fk_programme_session_workshop_id_workshop",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_programme_session"),
    )
    op.create_index("ix_programme_session_workshop_id", "programme_session", ["workshop_id"])
    op.create_table(
        "deadline",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name="fk_deadline_workshop_id_workshop", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deadline"),
    )
    op.create_index("ix_deadline_workshop_id", "deadline", ["workshop_id"])


def downgrade() -> None:
    op.drop_index("ix_deadline_workshop_id", "deadline")
    op.drop_table("deadline")
    op.drop_index("ix_programme_session_workshop_id", "programme_session")
    op.drop_table("programme_session")
    with op.batch_alter_table("workshop") as table:
        for column in reversed(added()):
            table.drop_column(column.name)
