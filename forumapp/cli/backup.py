"""Backups and the way back."""

from importlib.metadata import version
from pathlib import Path

import click
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect

from forumapp import archives, clock, health, paths
from forumapp.config import Settings
from forumapp.db import db
from forumapp.errors import ConfigurationError

ARCHIVE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=ARCHIVE)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@with_appcontext
def backup(file: Path, *, force: bool) -> None:
    """Write database, stored files and a manifest to FILE (.tar.gz), while serving goes on."""
    if file.exists() and not force:
        raise ConfigurationError(f"{file} is there already. To replace it, add --force.")
    migration = health.stored_revision()
    if migration is None:
        raise ConfigurationError("The database is empty: there is nothing to back up.")
    db.session.remove()
    made = archives.backup(_settings(), file, version=version("forumapp"), migration=migration, now=clock.now())
    click.echo(f"Wrote {file}: {file.stat().st_size} bytes, {len(made.members)} files, migration {made.migration}.")


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--force", is_flag=True, help="Replace what this instance holds.")
@with_appcontext
def restore(file: Path, *, force: bool) -> None:
    """Put the backup FILE in the place of this instance's database and files."""
    known = {script.revision for script in ScriptDirectory(str(paths.MIGRATIONS)).walk_revisions()}
    may_replace = force or _is_empty()
    db.session.remove()
    db.engine.dispose()
    put = archives.restore(_settings(), file, known_migrations=known, may_replace=may_replace)
    click.echo(f"Restored the backup of {put.made_at} (version {put.version}, migration {put.migration}).")
    if put.migration != health.newest_revision():
        click.echo("It is older than this version: run forumapp db upgrade.")


def _is_empty() -> bool:
    """Say whether the instance holds neither forums nor accounts."""
    with db.engine.connect() as connection:
        tables = set(inspect(connection).get_table_names()) & {"forums", "accounts"}
        return not any(connection.exec_driver_sql(f"SELECT 1 FROM {table} LIMIT 1").first() for table in tables)  # noqa: S608


def _settings() -> Settings:
    settings: Settings = current_app.extensions["forumapp.settings"]
    return settings
