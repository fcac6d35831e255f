"""add translation marks"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "translation_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("key", sa.String(length=170), nullable=False),
        sa.Column("field", sa.String(length=24), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("source", sa.String(length=35), nullable=False),
        sa.Column("source_print", sa.String(length=16), nullable=False),
        sa.Column("text_print", sa.String(length=16), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marked_by", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forums.id"], name=op.f("fk_translation_marks_forum_id_forums"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_marks")),
        sa.UniqueConstraint(
            "forum_id",
            "kind",
            "key",
            "field",
            "language",
            name=op.f("uq_translation_marks_forum_id_kind_key_field_language"),
        ),
    )


def downgrade() -> None:
    op.drop_table("translation_marks")
