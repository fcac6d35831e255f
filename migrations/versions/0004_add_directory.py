"""add directory"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "countries",
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("official_names", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_countries")),
    )
    op.create_table(
        "institutions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("city", sa.JSON(), nullable=True),
        sa.Column("isil", sa.String(length=16), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institutions")),
    )
    with op.batch_alter_table("institutions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_institutions_country"), ["country"], unique=False)

    op.create_table(
        "forum_institutions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forums.id"], name=op.f("fk_forum_institutions_forum_id_forums"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name=op.f("fk_forum_institutions_institution_id_institutions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_institutions")),
        sa.UniqueConstraint("forum_id", "institution_id", name=op.f("uq_forum_institutions_forum_id_institution_id")),
        sa.UniqueConstraint("forum_id", "key", name=op.f("uq_forum_institutions_forum_id_key")),
    )
    with op.batch_alter_table("forum_institutions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forum_institutions_institution_id"), ["institution_id"], unique=False)

    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("given_name", sa.JSON(), nullable=False),
        sa.Column("family_name", sa.JSON(), nullable=False),
        sa.Column("patronymic", sa.JSON(), nullable=True),
        sa.Column("post", sa.JSON(), nullable=True),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("biography", sa.JSON(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name=op.f("fk_people_institution_id_institutions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_institution_id"), ["institution_id"], unique=False)

    op.create_table(
        "forum_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forums.id"], name=op.f("fk_forum_people_forum_id_forums"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_forum_people_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_people")),
        sa.UniqueConstraint("forum_id", "key", name=op.f("uq_forum_people_forum_id_key")),
        sa.UniqueConstraint("forum_id", "person_id", name=op.f("uq_forum_people_forum_id_person_id")),
    )
    with op.batch_alter_table("forum_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forum_people_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("forum_people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_people_person_id"))

    op.drop_table("forum_people")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_institution_id"))

    op.drop_table("people")
    with op.batch_alter_table("forum_institutions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_institutions_institution_id"))

    op.drop_table("forum_institutions")
    with op.batch_alter_table("institutions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_institutions_country"))

    op.drop_table("institutions")
    op.drop_table("countries")
