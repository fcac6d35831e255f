"""add delegations, their links and members; registrations without an address, and of a party"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.alter_column("email", existing_type=sa.String(length=254), nullable=True)
        batch_op.alter_column("email_key", existing_type=sa.String(length=254), nullable=True)
        batch_op.add_column(sa.Column("party", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("is_together", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_index("ix_registrations_party", ["party"])
    op.create_table(
        "delegations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("quota", sa.Integer(), nullable=False),
        sa.Column("head_name", sa.String(length=200), nullable=False),
        sa.Column("head_email", sa.String(length=254), nullable=False),
        sa.Column("head_language", sa.String(length=12), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("waiting_mode", sa.String(length=24), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forums.id"], name=op.f("fk_delegations_forum_id_forums"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name=op.f("fk_delegations_institution_id_institutions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
        sa.UniqueConstraint("uid", name=op.f("uq_delegations_uid")),
    )
    op.create_index(op.f("ix_delegations_forum_id"), "delegations", ["forum_id"])
    op.create_table(
        "delegation_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegations.id"],
            name=op.f("fk_delegation_links_delegation_id_delegations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_links")),
        sa.UniqueConstraint("delegation_id", "generation", name=op.f("uq_delegation_links_delegation_id_generation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_delegation_links_token_hash")),
    )
    op.create_table(
        "delegation_members",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_delegation_members_registration_id_registrations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegations.id"],
            name=op.f("fk_delegation_members_delegation_id_delegations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_delegation_members")),
    )
    op.create_index(op.f("ix_delegation_members_delegation_id"), "delegation_members", ["delegation_id"])


def downgrade() -> None:
    for table in ("delegation_members", "delegation_links", "delegations"):
        op.drop_table(table)
    nobody = "'registration-' || id || '@no-address.invalid'"
    op.execute(f"UPDATE registrations SET email = {nobody}, email_key = {nobody} WHERE email IS NULL")  # noqa: S608
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_index("ix_registrations_party")
        batch_op.drop_column("is_together")
        batch_op.drop_column("party")
        batch_op.alter_column("email_key", existing_type=sa.String(length=254), nullable=False)
        batch_op.alter_column("email", existing_type=sa.String(length=254), nullable=False)
