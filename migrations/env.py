"""Runs migrations with the application's own engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

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


@contextmanager
def standing_references(connection: Connection) -> Iterator[None]:
    """Let SQLite make a table anew without deleting the rows of others that refer to it (sqlite.org/lang_altertable.html, 7).

    Raises RuntimeError when a migration leaves references to rows that are not there.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        broken = {row[0] for row in driver.execute("PRAGMA foreign_key_check")}
        if broken:
            raise RuntimeError(
                f"the migration leaves references to rows that are gone, in: {', '.join(sorted(broken))}"
            )
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def run_migrations() -> None:
    """Run what was asked for, each migration in a transaction of its own."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection, standing_references(connection):
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
