"""Migrations."""

import click
import flask_migrate
from flask.cli import with_appcontext

from forumapp.db import transaction, write_intent
from forumapp.directory.service import load_countries
from forumapp.health import newest_revision, stored_revision


@click.group("db")
def group() -> None:
    """Bring the database's tables to this version, or back."""


@group.command("upgrade")
@click.argument("revision", default="head")
@with_appcontext
def upgrade(revision: str) -> None:
    """Run the migrations up to REVISION (default: the newest), then add the countries that are missing."""
    write_intent.set(True)
    flask_migrate.upgrade(revision=revision)
    if revision == "head":
        with transaction():
            load_countries()


@group.command("downgrade")
@click.argument("revision", default="-1")
@with_appcontext
def downgrade(revision: str) -> None:
    """Undo migrations down to REVISION (default: the last one)."""
    write_intent.set(True)
    flask_migrate.downgrade(revision=revision)


@group.command("current")
@with_appcontext
def current() -> None:
    """Print the migration at which the database stands."""
    stored = stored_revision()
    newest = newest_revision()
    click.echo(f"{stored or 'none'}{' (newest)' if stored == newest else f' (newest is {newest})'}")
