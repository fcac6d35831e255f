"""add programme"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("attendance", sa.String(24), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("join_url", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum_id"], ["forums.id"], name=op.f("fk_rooms_forum_id_forums"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("forum_id", "key", name=op.f("uq_rooms_forum_id_key")),
    )
    op.create_table(
        "tracks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("color", sa.String(length=7), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forums.id"], name=op.f("fk_tracks_forum_id_forums"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracks")),
        sa.UniqueConstraint("forum_id", "key", name=op.f("uq_tracks_forum_id_key")),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.JSON(), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("abstract", sa.JSON(), nullable=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("track_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("visibility", sa.String(24), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("interpretation", sa.JSON(), nullable=True),
        sa.Column("signup", sa.String(24), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("join_url", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forums.id"], name=op.f("fk_sessions_forum_id_forums"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_sessions_room_id_rooms")),
        sa.ForeignKeyConstraint(["track_id"], ["tracks.id"], name=op.f("fk_sessions_track_id_tracks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("forum_id", "key", name=op.f("uq_sessions_forum_id_key")),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index("ix_sessions_forum_id_starts_at", ["forum_id", "starts_at"], unique=False)

    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("abstract", sa.JSON(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_reports_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("session_id", "key", name=op.f("uq_reports_session_id_key")),
    )
    op.create_table(
        "session_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("forum_person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(24), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_person_id"], ["forum_people.id"], name=op.f("fk_session_people_forum_person_id_forum_people")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_session_people_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_people")),
        sa.UniqueConstraint(
            "session_id", "forum_person_id", "role", name=op.f("uq_session_people_session_id_forum_person_id_role")
        ),
    )
    with op.batch_alter_table("session_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_people_forum_person_id"), ["forum_person_id"], unique=False)

    op.create_table(
        "report_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("forum_person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_person_id"], ["forum_people.id"], name=op.f("fk_report_people_forum_person_id_forum_people")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_report_people_report_id_reports"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_people")),
        sa.UniqueConstraint("report_id", "forum_person_id", name=op.f("uq_report_people_report_id_forum_person_id")),
    )
    with op.batch_alter_table("report_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_people_forum_person_id"), ["forum_person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("report_people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_people_forum_person_id"))

    op.drop_table("report_people")
    with op.batch_alter_table("session_people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_people_forum_person_id"))

    op.drop_table("session_people")
    op.drop_table("reports")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_sessions_forum_id_starts_at")

    op.drop_table("sessions")
    op.drop_table("tracks")
    op.drop_table("rooms")
