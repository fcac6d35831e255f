"""How connections are opened: SQLite durable and with early write locks, PostgreSQL with time limits."""

from typing import Any

from sqlalchemy import Connection, Engine, event

from forumapp.db.transactions import write_intent
from forumapp.lanes import aside

LOCK_SECONDS = 5
"""How long a unit waits for a lock that somebody else holds."""
CONNECTIONS = {"pool_size": 5, "max_overflow": 10, "pool_timeout": 5}
"""Of each process: kept open, more in need, and seconds to wait for one (transactions.WRITERS leaves some to readers)."""
CUT_LINE = {"tcp_user_timeout": 10000, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
"""Notice in ten seconds (the first is in milliseconds), not in a quarter of an hour, that the network to PostgreSQL is cut."""
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={LOCK_SECONDS * 1000}",
    "journal_size_limit=67108864",
    "temp_store=MEMORY",
)
"""WAL with FULL: an acknowledged commit survives a power cut (sqlite.org/pragma.html#pragma_synchronous)."""


def engine_options(database_url: str) -> dict[str, Any]:
    """Return the options with which the engine is made. What fails tells no values to logs."""
    common = {"hide_parameters": True, **CONNECTIONS}
    if database_url.startswith("sqlite"):
        return {**common, "connect_args": {"check_same_thread": False, "timeout": LOCK_SECONDS}}
    limits = f"-c statement_timeout=10000 -c lock_timeout={LOCK_SECONDS * 1000}"
    return {**common, "pool_pre_ping": True, "connect_args": {"connect_timeout": 5, **CUT_LINE, "options": limits}}


def install(engine: Engine) -> None:
    """Set the habits of connections on ``engine``: how SQLite keeps and locks, and that who waits for a lock steps aside."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "do_execute", _execute)


def _configure(connection: Any, _record: Any) -> None:
    """Set the pragmas and leave BEGIN to us (the driver would begin too late for savepoints)."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Take the write lock at the start of a unit that writes: a later upgrade would fail without waiting."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write_intent.get() else "BEGIN")


def _execute(cursor: Any, statement: str, parameters: Any, _context: Any) -> bool:
    """Execute a statement that locks rows, and say so; all others are left to the dialect."""
    if "FOR UPDATE" not in statement:
        return False
    with aside():
        cursor.execute(statement, parameters)
    return True
