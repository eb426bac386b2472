"""Invitations, and addresses that wait to be confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

IN_A_DELEGATION = "(role IN ('drafter', 'lead', 'reader')) = (delegation_id IS NOT NULL)"
REFERENCES = ("workshop_id", "delegation_id", "made_by", "used_by")


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("up_to", sa.String(length=12), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("batch", sa.String(length=22), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_by", sa.Integer(), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(IN_A_DELEGATION, name=op.f("ck_invitation_role_fits_place")),
        *(_reference(*each) for each in (
            ("workshop_id", "workshop", "CASCADE"),
            ("delegation_id", "delegation", "CASCADE"),
            ("made_by", "user", "SET NULL"),
            ("used_by", "user", "SET NULL"),
        )),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("token_hash", name="uq_invitation_token_hash"),
        sa.UniqueConstraint("batch", "position", name="uq_invitation_batch_position"),
    )
    for name in REFERENCES:
        op.create_index(f"ix_invitation_{name}", "invitation", [name])
    op.create_table(
        "email_change",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name="fk_email_change_user_id_user", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_email_change"),
        sa.UniqueConstraint("user_id", name="uq_email_change_user_id"),
    )


def downgrade() -> None:
    op.drop_table("email_change")
    op.drop_table("invitation")


def _reference(column: str, table: str, on_delete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{table}.id"], name=f"fk_invitation_{column}_{table}", ondelete=on_delete
    )
