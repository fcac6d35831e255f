"""add address changes and emptied letters"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "address_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_address_changes_registration_id_registrations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_changes")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_address_changes_registration_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_address_changes_token_hash")),
    )
    op.add_column("outbox_letters", sa.Column("emptied_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_outbox_letters_emptied_at_due_at", "outbox_letters", ["emptied_at", "due_at"])


def downgrade() -> None:
    with op.batch_alter_table("outbox_letters", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_letters_emptied_at_due_at")
        batch_op.drop_column("emptied_at")
    op.drop_table("address_changes")
