"""What tests of commands share."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from forumapp import create_app
from forumapp.config import Settings
from forumapp.db import db
from tests.cli.instances import Instance
from tests.conftest import migrate
from tests.provision.postgresql import new_database


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Instance]:
    """Give an instance on which no command was run yet, on the database that the run of the tests is for."""
    if os.environ.get("FORUMAPP_TEST_DATABASE", "sqlite") != "postgresql":
        yield Instance(tmp_path)
        return
    with new_database() as address:
        yield Instance(
            tmp_path,
            {
                "FORUMAPP_DATABASE_URL": address,
                "FORUMAPP_SECRET_KEY": "a key for tests only, long enough",
                "FORUMAPP_BASE_URL": "http://127.0.0.1:8000",
            },
        )


@pytest.fixture
def instance(bare: Instance, migrated: Path) -> Instance:
    """Give an instance with a migrated database."""
    if "FORUMAPP_DATABASE_URL" in bare.settings:
        app = create_app(Settings.from_environment(bare.environment))
        migrate(app)
        with app.app_context():
            db.engine.dispose()
    else:
        shutil.copy(migrated, bare.folder)
    return bare


@pytest.fixture
def embedded(tmp_path: Path, migrated: Path) -> Instance:
    """Give an instance with a migrated embedded database, whatever the run of the tests is for."""
    shutil.copy(migrated, tmp_path)
    return Instance(tmp_path)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated embedded database to copy: starting a process for each would take most of the time."""
    folder = tmp_path_factory.mktemp("migrated")
    Instance(folder).do("db", "upgrade")
    with closing(sqlite3.connect(folder / "forumapp.sqlite3")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "forumapp.sqlite3"
