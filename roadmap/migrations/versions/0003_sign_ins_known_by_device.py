"""Sign-ins that their owner can tell apart and end, and that end when nobody is there."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Nothing is known of the sign-ins there are: their people sign in again.
    op.execute("DELETE FROM user_session")
    with op.batch_alter_table("user_session") as table:
        table.add_column(sa.Column("id", sa.String(length=22), nullable=False))
        table.add_column(sa.Column("device", sa.String(length=500), nullable=False))
        table.add_column(sa.Column("last_seen_at", INSTANT, nullable=False))
        table.create_unique_constraint("uq_user_session_id", ["id"])


def downgrade() -> None:
    with op.batch_alter_table("user_session") as table:
        table.drop_constraint("uq_user_session_id", type_="unique")
        for name in ("id", "device", "last_seen_at"):
            table.drop_column(name)
