"""add checks: overrulings of errors, a forum's hours"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("forums", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hours_start", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("hours_end", sa.Time(), nullable=True))
    op.create_table(
        "overrulings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("overruled_by", sa.String(length=254), nullable=False),
        sa.Column("overruled_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forums.id"], name=op.f("fk_overrulings_forum_id_forums"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overrulings")),
        sa.UniqueConstraint("forum_id", "fingerprint", name=op.f("uq_overrulings_forum_id_fingerprint")),
    )


def downgrade() -> None:
    op.drop_table("overrulings")
    with op.batch_alter_table("forums", schema=None) as batch_op:
        batch_op.drop_column("hours_end")
        batch_op.drop_column("hours_start")
