"""Taking a database out of an instance and putting it back: SQLite by its backup API, PostgreSQL by its own programs."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, make_url

from forumapp.config import Settings
from forumapp.errors import ConfigurationError

SQLITE = "forumapp.sqlite3"
POSTGRESQL = "forumapp.pgdump"
BUSY_SECONDS = 30
"""How long is waited for those who write to the embedded database."""

_RESTORING = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")


def dump(settings: Settings, folder: Path) -> Path:
    """Write the database as it stands now into ``folder`` and return the file."""
    if settings.is_embedded:
        copy = folder / SQLITE
        _copy(_sqlite(settings), copy)
        check_integrity(copy)
        return copy
    file = folder / POSTGRESQL
    _run("pg_dump", settings, "--format=custom", "--no-owner", "--no-privileges", "--file", str(file))
    return file


def load(settings: Settings, file: Path) -> None:
    """Put a dumped database in the place of the instance's, as one change."""
    if settings.is_embedded:
        _copy(file, _sqlite(settings))
    else:
        _run("pg_restore", settings, *_RESTORING, "--dbname", _url(settings).database or "", str(file))


def check_integrity(database: Path) -> None:
    """Refuse (ConfigurationError) an SQLite file that is damaged."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as failed:
        raise ConfigurationError(f"The database is damaged: {failed}.") from failed
    if answer != "ok":
        raise ConfigurationError(f"The database is damaged: {answer.splitlines()[0]}.")


def _copy(source: Path, target: Path) -> None:
    """Copy an SQLite database: one moment's state, seen by others as one change."""
    try:
        with (
            closing(sqlite3.connect(source, timeout=BUSY_SECONDS)) as reading,
            closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as writing,
        ):
            reading.backup(writing)
    except sqlite3.Error as failed:
        raise ConfigurationError(f"The database could not be copied: {failed}.") from failed


def _sqlite(settings: Settings) -> Path:
    return Path(_url(settings).database or "")


def _run(program: str, settings: Settings, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the instance's database; the password goes by the environment."""
    path = shutil.which(program)
    if path is None:
        raise ConfigurationError(f"{program} is not installed: install the PostgreSQL client programs.")
    done = subprocess.run(  # noqa: S603
        [path, *arguments],
        env={**os.environ, **_variables(_url(settings))},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        raise ConfigurationError(f"{program} failed: {lines[0]}")


def _variables(url: URL) -> dict[str, str]:
    """Return a database's address as the variables that PostgreSQL's own programs read."""
    host = url.host or url.query.get("host")
    values = {
        "PGHOST": host if isinstance(host, str) else None,
        "PGPORT": str(url.port) if url.port else None,
        "PGUSER": url.username,
        "PGPASSWORD": str(url.password) if url.password else None,
        "PGDATABASE": url.database,
    }
    return {name: value for name, value in values.items() if value}


def _url(settings: Settings) -> URL:
    return make_url(settings.database_url)
