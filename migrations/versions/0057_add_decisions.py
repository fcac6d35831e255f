"""add decisions that can be undone, and what delegates are told meanwhile"""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phone_digits", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("told_status", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("keeps_place", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("former", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("made_by", sa.String(length=254), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tell_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_decisions_registration_id_registrations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_batch"), "decisions", ["batch"])
    op.create_index(op.f("ix_decisions_registration_id"), "decisions", ["registration_id"])
    op.create_index("ix_decisions_state_tell_at", "decisions", ["state", "tell_at"])


def downgrade() -> None:
    op.drop_table("decisions")
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_column("keeps_place")
        batch_op.drop_column("phone_digits")
        batch_op.drop_column("told_status")
