"""add drafts and planned releases"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("forums", sa.Column("needs_approval", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("part_day", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("part_track", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("restores", sa.Integer(), nullable=True))
    op.create_table(
        "planned_releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("planned_by", sa.String(length=254), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("failure", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("cancelled_by", sa.String(length=254), nullable=True),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forums.id"], name=op.f("fk_planned_releases_forum_id_forums"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_releases")),
    )
    op.create_index("ix_planned_releases_forum_id", "planned_releases", ["forum_id"])
    op.create_index("ix_planned_releases_ended_at_due_at", "planned_releases", ["ended_at", "due_at"])
    op.create_table(
        "approvers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("sees_closed", sa.Boolean(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("sent_by", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forums.id"], name=op.f("fk_approvers_forum_id_forums"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvers")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_approvers_token_hash")),
    )
    op.create_index("ix_approvers_forum_id", "approvers", ["forum_id"])
    op.create_table(
        "draft_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("session_key", sa.String(length=80), nullable=False),
        sa.Column("session_title", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("draft", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.String(length=254), nullable=True),
        sa.ForeignKeyConstraint(
            ["approver_id"],
            ["approvers.id"],
            name=op.f("fk_draft_answers_approver_id_approvers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_answers")),
    )
    op.create_index("ix_draft_answers_approver_id", "draft_answers", ["approver_id"])


def downgrade() -> None:
    op.drop_table("draft_answers")
    op.drop_table("approvers")
    op.drop_table("planned_releases")
    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.drop_column("restores")
        batch_op.drop_column("part_track")
        batch_op.drop_column("part_day")
    with op.batch_alter_table("forums", schema=None) as batch_op:
        batch_op.drop_column("needs_approval")
