"""Runs migrations with the application's own engine."""

from typing import Any

from alembic import context
from flask import current_app

from forumapp.db import Model

config = context.config


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Spell our column types as SQLAlchemy's, so that a migration imports nothing of ours."""
    if kind != "type":
        return False
    names = {
        "UtcDateTime": "sa.DateTime(timezone=True)",
        "WallTime": "sa.DateTime()",
        "LanguageMapType": "sa.JSON(none_as_null=True)",
        "TextTuple": "sa.JSON(none_as_null=True)",
    }
    if type(item).__name__ == "Enum":
        return f"sa.String({item.length})"
    return names.get(type(item).__name__, False)


def run_migrations() -> None:
    """Run what was asked for, each migration in a transaction of its own."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            render_item=render_item,
            render_as_batch=connection.dialect.name == "sqlite",
            transaction_per_migration=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
