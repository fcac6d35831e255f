"""add registrations told apart"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "registrations_told_apart",
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["one_id"],
            ["registrations.id"],
            name=op.f("fk_registrations_told_apart_one_id_registrations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["registrations.id"],
            name=op.f("fk_registrations_told_apart_other_id_registrations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_registrations_told_apart")),
    )
    op.create_index(op.f("ix_registrations_told_apart_other_id"), "registrations_told_apart", ["other_id"])


def downgrade() -> None:
    op.drop_table("registrations_told_apart")
