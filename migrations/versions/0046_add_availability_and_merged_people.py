"""add availability, photos and merged people"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("forum_people", sa.Column("photo", sa.String(length=32), nullable=True))
    op.create_table(
        "merged_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_person_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_person_id"],
            ["forum_people.id"],
            name=op.f("fk_merged_people_forum_person_id_forum_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["into_id"], ["forum_people.id"], name=op.f("fk_merged_people_into_id_forum_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merged_people")),
        sa.UniqueConstraint("forum_person_id", name=op.f("uq_merged_people_forum_person_id")),
    )
    op.create_index(op.f("ix_merged_people_into_id"), "merged_people", ["into_id"])
    op.create_table(
        "availability_spans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_person_id"],
            ["forum_people.id"],
            name=op.f("fk_availability_spans_forum_person_id_forum_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_spans")),
    )
    op.create_index(op.f("ix_availability_spans_forum_person_id"), "availability_spans", ["forum_person_id"])
    op.create_table(
        "different_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["one_id"], ["forum_people.id"], name=op.f("fk_different_people_one_id_forum_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["forum_people.id"],
            name=op.f("fk_different_people_other_id_forum_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_different_people")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_different_people_one_id_other_id")),
    )
    op.create_index(op.f("ix_different_people_other_id"), "different_people", ["other_id"])


def downgrade() -> None:
    op.drop_table("different_people")
    op.drop_table("availability_spans")
    op.drop_table("merged_people")
    op.drop_column("forum_people", "photo")
