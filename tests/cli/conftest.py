"""What tests of commands share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.instances import Instance
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
def instance(bare: Instance) -> Instance:
    """Give an instance with a migrated database."""
    bare.do("db", "upgrade")
    return bare


@pytest.fixture
def embedded(tmp_path: Path) -> Instance:
    """Give an instance with a migrated embedded database, whatever the run of the tests is for."""
    embedded = Instance(tmp_path)
    embedded.do("db", "upgrade")
    return embedded
