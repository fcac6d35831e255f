"""add further events"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "further_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("title", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("description", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("attendance", sa.String(length=24), nullable=False),
        sa.Column("place", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("forum_slug", sa.String(length=80), nullable=True),
        sa.Column("audience", sa.String(length=24), nullable=False),
        sa.Column("institutions", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forums.id"], name=op.f("fk_further_events_forum_id_forums"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_further_events")),
        sa.UniqueConstraint("forum_id", "key", name=op.f("uq_further_events_forum_id_key")),
    )
    # Not in a batch: on SQLite that may make the table anew, and what refers to the old one is deleted with it.
    op.add_column("forums", sa.Column("has_event_list", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column(
        "event_revisions", sa.Column("subject", sa.String(length=24), nullable=False, server_default="session")
    )


def downgrade() -> None:
    take_events_out_of_releases()
    op.execute("DELETE FROM event_revisions WHERE subject <> 'session'")
    op.drop_column("event_revisions", "subject")
    op.drop_column("forums", "has_event_list")
    op.drop_table("further_events")


def take_events_out_of_releases() -> None:
    """The code before this one refuses a section that it does not know."""
    releases = sa.table("releases", sa.column("id", sa.Integer), sa.column("document", sa.LargeBinary))
    connection = op.get_bind()
    for number in connection.scalars(sa.select(releases.c.id)).all():
        value = json.loads(connection.scalar(sa.select(releases.c.document).where(releases.c.id == number)))
        if value.pop("events", None) is not None:
            octets = (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
            connection.execute(releases.update().where(releases.c.id == number).values(document=octets))
