"""add speakers, their links, answers and slides"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "speakers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_person_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=True),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["forum_person_id"],
            ["forum_people.id"],
            name=op.f("fk_speakers_forum_person_id_forum_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speakers")),
        sa.UniqueConstraint("forum_person_id", name=op.f("uq_speakers_forum_person_id")),
    )
    op.create_table(
        "speaker_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("forum_person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["forum_person_id"],
            ["forum_people.id"],
            name=op.f("fk_speaker_links_forum_person_id_forum_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_speaker_links_token_hash")),
    )
    op.create_index(op.f("ix_speaker_links_forum_person_id"), "speaker_links", ["forum_person_id"])
    op.create_table(
        "speaker_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_person_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["forum_person_id"],
            ["forum_people.id"],
            name=op.f("fk_speaker_answers_forum_person_id_forum_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_speaker_answers_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_answers")),
        sa.UniqueConstraint(
            "forum_person_id", "session_id", name=op.f("uq_speaker_answers_forum_person_id_session_id")
        ),
    )
    op.create_index(op.f("ix_speaker_answers_session_id"), "speaker_answers", ["session_id"])
    op.create_table(
        "slides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_person_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("report_key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=32), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_person_id"],
            ["forum_people.id"],
            name=op.f("fk_slides_forum_person_id_forum_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_slides_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slides")),
    )
    op.create_index(op.f("ix_slides_forum_person_id"), "slides", ["forum_person_id"])
    op.create_index(op.f("ix_slides_session_id"), "slides", ["session_id"])


def downgrade() -> None:
    for table in ("slides", "speaker_answers", "speaker_links", "speakers"):
        op.drop_table(table)
