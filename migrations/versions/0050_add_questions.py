"""add questions"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True)


def listed(table: str, *columns: sa.Column) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        *columns,
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forums.id"], name=op.f(f"fk_{table}_forum_id_forums"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("forum_id", "key", name=op.f(f"uq_{table}_forum_id_key")),
    )


def upgrade() -> None:
    listed(
        "registration_categories",
        sa.Column("title", JSON, nullable=False),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.Column("capacity", JSON, nullable=True),
    )
    listed("question_sections", sa.Column("title", JSON, nullable=False))
    listed(
        "questions",
        sa.Column("label", JSON, nullable=False),
        sa.Column("hint", JSON, nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("section", sa.String(length=80), nullable=True),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("is_special", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.String(length=24), nullable=False),
        sa.Column("categories", JSON, nullable=True),
        sa.Column("condition", sa.String(length=170), nullable=True),
        sa.Column("options", JSON, nullable=True),
    )
    op.create_table(
        "consent_purposes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("title", JSON, nullable=True),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forums.id"], name=op.f("fk_consent_purposes_forum_id_forums"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_purposes")),
        sa.UniqueConstraint("forum_id", "key", name=op.f("uq_consent_purposes_forum_id_key")),
    )
    op.create_table(
        "consent_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["purpose_id"],
            ["consent_purposes.id"],
            name=op.f("fk_consent_versions_purpose_id_consent_purposes"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_versions")),
        sa.UniqueConstraint("purpose_id", "version", name=op.f("uq_consent_versions_purpose_id_version")),
    )
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_answers_registration_id_registrations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_answers_question_id_questions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("registration_id", "question_id", name=op.f("uq_answers_registration_id_question_id")),
    )
    op.create_index(op.f("ix_answers_question_id"), "answers", ["question_id"], unique=False)
    op.create_table(
        "chosen_options",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("option_key", sa.String(length=80), nullable=False),
        sa.Column("holds_place", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_chosen_options_registration_id_registrations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_chosen_options_question_id_questions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chosen_options")),
        sa.UniqueConstraint(
            "registration_id",
            "question_id",
            "option_key",
            name=op.f("uq_chosen_options_registration_id_question_id_option_key"),
        ),
    )
    op.create_index(
        op.f("ix_chosen_options_question_id_option_key"), "chosen_options", ["question_id", "option_key"], unique=False
    )
    op.add_column("consents", sa.Column("version", sa.Integer(), nullable=True))


def downgrade() -> None:
    # The code before this one knows two purposes and fails on any other.
    op.execute("DELETE FROM consents WHERE purpose NOT IN ('data', 'list')")
    op.drop_column("consents", "version")
    for table in (
        "chosen_options",
        "answers",
        "consent_versions",
        "consent_purposes",
        "questions",
        "question_sections",
        "registration_categories",
    ):
        op.drop_table(table)
