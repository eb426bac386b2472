"""Second factors: an authenticator's secret, the last code accepted, and recovery codes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("user") as table:
        table.add_column(sa.Column("tf_primary_method", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("tf_totp_secret", sa.String(length=500), nullable=True))
        table.add_column(sa.Column("tf_last_counter", sa.Integer(), nullable=True))
        table.add_column(sa.Column("mf_recovery_codes", sa.UnicodeText(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("user") as table:
        for name in ("mf_recovery_codes", "tf_last_counter", "tf_totp_secret", "tf_primary_method"):
            table.drop_column(name)
