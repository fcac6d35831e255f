"""add until when forums keep personal data, whether they list participants, and when registrations were anonymized"""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("forums", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("keeping_told_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("anonymized_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("lists_participants", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("anonymized_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_column("anonymized_at")
    with op.batch_alter_table("forums", schema=None) as batch_op:
        batch_op.drop_column("lists_participants")
        batch_op.drop_column("anonymized_at")
        batch_op.drop_column("keeping_told_at")
        batch_op.drop_column("kept_until")
