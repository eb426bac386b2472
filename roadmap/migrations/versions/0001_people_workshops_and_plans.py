"""People, workshops and plans."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "site_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("description", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_site_role"),
        sa.UniqueConstraint("name", name="uq_site_role_name"),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_user"),
        sa.UniqueConstraint("email", name="uq_user_email"),
        sa.UniqueConstraint("fs_uniquifier", name="uq_user_fs_uniquifier"),
    )
    op.create_table(
        "workshop",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("place", sa.String(length=500), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_workshop"),
    )
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("name_local", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name="fk_delegation_workshop_id_workshop", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_delegation"),
    )
    op.create_index("ix_delegation_workshop_id", "delegation", ["workshop_id"])

    op.create_table(
        "site_role_holder",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("site_role_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_role_id"],
            ["site_role.id"],
            name="fk_site_role_holder_site_role_id_site_role",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name="fk_site_role_holder_user_id_user", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "site_role_id", name="pk_site_role_holder"),
    )
    op.create_table(
        "user_session",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name="fk_user_session_user_id_user", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_user_session"),
    )
    op.create_index("ix_user_session_user_id", "user_session", ["user_id"])

    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "administrator",
                "facilitator",
                "lead",
                "drafter",
                "reader",
                "official",
                name="role",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(role IN ('drafter', 'lead', 'reader')) = (delegation_id IS NOT NULL)",
            name="ck_membership_role_fits_place",
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name="fk_membership_delegation_id_delegation",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name="fk_membership_user_id_user", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name="fk_membership_workshop_id_workshop", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_membership"),
        sa.UniqueConstraint(
            "user_id",
            "workshop_id",
            "delegation_id",
            "role",
            name="uq_membership_user_id_workshop_id_delegation_id_role",
        ),
    )
    op.create_index("ix_membership_delegation_id", "membership", ["delegation_id"])
    op.create_index("ix_membership_workshop_id", "membership", ["workshop_id"])

    op.create_table(
        "plan",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("tlp", sa.String(length=12), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegation.id"], name="fk_plan_delegation_id_delegation", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
        sa.UniqueConstraint("delegation_id", name="uq_plan_delegation_id"),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("worksheet", sa.String(length=40), nullable=False),
        sa.Column("row_key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("answers", DOCUMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("touched", DOCUMENT, nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("deleted_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["user.id"], name="fk_entry_changed_by_id_user", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_entry_plan_id_plan", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
        sa.UniqueConstraint("plan_id", "worksheet", "row_key", name="uq_entry_plan_id_worksheet_row_key"),
    )


def downgrade() -> None:
    op.drop_table("entry")
    op.drop_table("plan")
    op.drop_index("ix_membership_workshop_id", "membership")
    op.drop_index("ix_membership_delegation_id", "membership")

    op.drop_table("membership")
    op.drop_index("ix_user_session_user_id", "user_session")

    op.drop_table("user_session")
    op.drop_table("site_role_holder")
    op.drop_index("ix_delegation_workshop_id", "delegation")

    op.drop_table("delegation")
    op.drop_table("workshop")
    op.drop_table("user")
    op.drop_table("site_role")
