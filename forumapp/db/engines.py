"""How connections are opened: SQLite durable and with early write locks, PostgreSQL with time limits."""

from typing import Any

from sqlalchemy import Connection, Engine, event

from forumapp.db.transactions import write_intent

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "journal_size_limit=67108864",
    "temp_store=MEMORY",
)
"""WAL with FULL: an acknowledged commit survives a power cut (sqlite.org/pragma.html#pragma_synchronous)."""


def engine_options(database_url: str) -> dict[str, Any]:
    """Return the options with which the engine is made; time limits in milliseconds. What fails tells no values to logs."""
    if database_url.startswith("sqlite"):
        return {"hide_parameters": True, "connect_args": {"check_same_thread": False, "timeout": 10}}
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "pool_timeout": 5,
        "connect_args": {"connect_timeout": 5, "options": "-c statement_timeout=10000 -c lock_timeout=8000"},
    }


def install(engine: Engine) -> None:
    """Set the connection habits of the embedded database on ``engine``; nothing for the others."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)


def _configure(connection: Any, _record: Any) -> None:
    """Set the pragmas and leave BEGIN to us (the driver would begin too late for savepoints)."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Take the write lock at the start of a unit that writes: a later upgrade would fail without waiting."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write_intent.get() else "BEGIN")
