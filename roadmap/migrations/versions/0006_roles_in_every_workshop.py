"""Roles held in every workshop, and the marking up to which an official reads."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

EVERYWHERE = "workshop_id IS NOT NULL OR role IN ('administrator', 'official')"


def upgrade() -> None:
    with op.batch_alter_table("membership") as table:
        table.alter_column("workshop_id", existing_type=sa.String(length=22), nullable=True)
        table.add_column(sa.Column("up_to", sa.String(length=12), nullable=True))
        table.create_check_constraint("role_fits_everywhere", EVERYWHERE)
    op.execute("DELETE FROM membership WHERE role = 'administrator' AND user_id IN (SELECT user_id FROM site_role_holder)")
    op.execute("INSERT INTO membership (user_id, role) SELECT user_id, 'administrator' FROM site_role_holder")
    op.execute("UPDATE membership SET up_to = 'GREEN' WHERE role = 'official'")
    op.drop_table("site_role_holder")
    op.drop_table("site_role")


def downgrade() -> None:
    op.create_table(
        "site_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("description", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_site_role"),
        sa.UniqueConstraint("name", name="uq_site_role_name"),
    )
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
    op.execute("INSERT INTO site_role (name) VALUES ('administrator')")
    op.execute(
        "INSERT INTO site_role_holder (user_id, site_role_id) SELECT DISTINCT membership.user_id, site_role.id "
        "FROM membership, site_role WHERE workshop_id IS NULL AND membership.role = 'administrator'"
    )
    op.execute("DELETE FROM membership WHERE workshop_id IS NULL")
    with op.batch_alter_table("membership") as table:
        table.drop_constraint(op.f("ck_membership_role_fits_everywhere"), type_="check")
        table.drop_column("up_to")
        table.alter_column("workshop_id", existing_type=sa.String(length=22), nullable=False)
