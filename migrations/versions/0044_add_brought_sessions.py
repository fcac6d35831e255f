"""add brought sessions"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brought_sessions",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=255), nullable=False),
        sa.Column("said", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_brought_sessions_session_id_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_brought_sessions")),
    )


def downgrade() -> None:
    op.drop_table("brought_sessions")
