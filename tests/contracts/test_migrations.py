"""Migrations run up, down and up, and end at the tables that the code describes."""

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect

from forumapp import create_app
from forumapp.db import Model, db, write_intent
from tests.conftest import settings_for


@pytest.fixture
def empty_app(tmp_path: Path, request: pytest.FixtureRequest, database_url: str) -> Iterator[Flask]:
    """Give an application over an empty database of the kind under test."""
    is_embedded = database_url.startswith("sqlite")
    address = f"sqlite:///{tmp_path / 'empty.sqlite3'}" if is_embedded else request.getfixturevalue("new_postgresql")
    app = create_app(settings_for(tmp_path, address))
    with app.app_context():
        token = write_intent.set(True)
        yield app
        write_intent.reset(token)
        db.session.remove()
        db.engine.dispose()


def test_migrations_run_up_down_and_up(empty_app: Flask) -> None:
    flask_migrate.upgrade()
    flask_migrate.downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    flask_migrate.upgrade()

    assert set(Model.metadata.tables) <= set(inspect(db.engine).get_table_names())


def test_the_migrated_tables_are_those_of_the_models(empty_app: Flask) -> None:
    flask_migrate.upgrade()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = compare_metadata(context, Model.metadata)

    assert differences == []


@pytest.mark.once
def test_migrations_are_numbered_in_one_line() -> None:
    files = sorted(path.name for path in (Path(__file__).parents[2] / "migrations" / "versions").glob("*.py"))
    numbers = [name.partition("_")[0] for name in files]

    assert all(len(number) == 4 and number.isdecimal() for number in numbers)
    assert len(set(numbers)) == len(numbers)
