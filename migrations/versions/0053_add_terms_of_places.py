"""add the day on which quotas are released, hours of holds and of offers"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("forums", schema=None) as batch_op:
        batch_op.add_column(sa.Column("registration_quota_released_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("registration_hold_hours", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("registration_offer_hours", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("forums", schema=None) as batch_op:
        batch_op.drop_column("registration_offer_hours")
        batch_op.drop_column("registration_hold_hours")
        batch_op.drop_column("registration_quota_released_on")
