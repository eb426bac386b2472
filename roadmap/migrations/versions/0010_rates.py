"""The exchange rates that a workshop gives, each with its day."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exchange_rate",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("reference", sa.String(length=3), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("units", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name="fk_exchange_rate_workshop_id_workshop", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_exchange_rate"),
        sa.UniqueConstraint(
            "workshop_id", "reference", "currency", name="uq_exchange_rate_workshop_id_reference_currency"
        ),
    )


def downgrade() -> None:
    op.drop_table("exchange_rate")
