"""A lock on the embedded database that another process holds, for a while and for long."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from forumapp import clock, create_app
from forumapp.db import db, transaction
from tests.cli.instances import Instance, get
from tests.conftest import settings_for
from tests.contracts.race import open_form, publish_race, send_form

WRITERS = 12
"""More than there are lanes (forumapp.lanes)."""


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Hold the write lock of an embedded database for as long as the block lasts."""
    with closing(sqlite3.connect(database, isolation_level=None, timeout=10)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


@pytest.mark.once
def test_a_lock_held_for_a_while_delays_and_one_held_long_refuses_and_nobody_stops_reading(embedded: Instance) -> None:
    app = create_app(settings_for(embedded.folder))
    with app.app_context(), transaction():
        publish_race(clock.now(), places=1000)
    with app.app_context():
        db.engine.dispose()
    database = embedded.folder / "forumapp.sqlite3"
    with embedded.serving() as (_process, address), ThreadPoolExecutor(WRITERS) as pool:
        port = int(address.rpartition(":")[2])
        cookie, values = open_form(port)

        def send(number: int) -> int:
            person = {"email": f"{number}@example.org", "submission_key": f"form-{number}"}
            return send_form(port, cookie, {**values, **person})

        with locked(database):
            delayed = [pool.submit(send, number) for number in range(WRITERS)]
            time.sleep(1.5)
        answers = [future.result() for future in delayed]
        with locked(database):
            refused = [pool.submit(send, WRITERS + number) for number in range(WRITERS)]
            time.sleep(0.5)
            began = time.monotonic()
            pages = [get(address + path)[0] for path in ("/healthz", "/forums/race/register/", "/forums/race/")]
            took = time.monotonic() - began
            refusals = [future.result() for future in refused]

    assert (answers, refusals) == ([303] * WRITERS, [503] * WRITERS)
    assert (pages, took < 3.5) == ([200, 200, 200], True)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM registrations").fetchone() == (WRITERS,)
