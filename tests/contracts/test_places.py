"""The race for places: 60 people at once for 10 places, before several real serving processes on one database."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from forumapp import clock, create_app
from forumapp.db import db, transaction
from tests.cli.instances import SECONDS, free_port
from tests.conftest import migrate, settings_for
from tests.contracts.race import (
    offer_trip,
    open_form,
    open_page,
    own_pages,
    press,
    publish_race,
    register_all,
    send_form,
)
from tests.provision.postgresql import new_database

PEOPLE, PLACES, PROCESSES = 60, 10, 3
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Outcome:
    """What became of the race: answers of the servers, states in order of arrival, numbers of arrival, letters."""

    answers: list[int]
    statuses: list[str]
    arrivals: list[int]
    people: int
    letters: int


FAIR = Outcome(
    answers=[303] * PEOPLE,
    statuses=["unverified"] * PLACES + ["waitlisted"] * (PEOPLE - PLACES),
    arrivals=list(range(1, PEOPLE + 1)),
    people=PEOPLE,
    letters=PEOPLE,
)


FAIR_TRIP = ([303] * PLACES + [422] * (PEOPLE - PLACES), PLACES)
"""Answers and registrations where an option has ten places."""


FAIR_COURSE = ([303] * PEOPLE, ["signed"] * PLACES + ["waiting"] * (PEOPLE - PLACES))
"""Answers and states in order of arrival where a session has ten places."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Give an empty database of the kind that this run tests, with a published forum of ten places."""
    with racing(tmp_path, places=PLACES) as url:
        yield url


@pytest.fixture
def excursion(tmp_path: Path) -> Iterator[str]:
    """Give such a database with a forum of places without limit, and an excursion of ten."""
    with racing(tmp_path, places=None, on_trip=PLACES) as url:
        yield url


@pytest.fixture
def course(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """Give such a database with sixty confirmed delegates, and the paths of their own programmes; a session has ten places."""
    pages: list[str] = []
    with racing(tmp_path, places=None, pages=pages) as url:
        yield url, pages


@contextmanager
def racing(
    folder: Path, *, places: int | None, on_trip: int | None = None, pages: list[str] | None = None
) -> Iterator[str]:
    with ExitStack() as stack:
        if os.environ.get("FORUMAPP_TEST_DATABASE", "sqlite") == "postgresql":
            url = stack.enter_context(new_database())
        else:
            url = f"sqlite:///{folder / 'race.sqlite3'}"
        app = create_app(settings_for(folder, url))
        migrate(app)
        with app.app_context():
            with transaction():
                publish_race(clock.now(), places=places)
                if on_trip is not None:
                    offer_trip(clock.now(), places=on_trip)
                if pages is not None:
                    register_all(PEOPLE, clock.now())
            if pages is not None:
                pages += own_pages()
            db.session.remove()
            db.engine.dispose()
        yield url


def test_sixty_people_at_once_get_ten_places_and_fifty_wait_in_order(address: str, tmp_path: Path) -> None:
    assert _race(address, tmp_path) == FAIR


def test_without_the_lock_the_same_race_goes_wrong(address: str, tmp_path: Path) -> None:
    """The reverse test: it shows that the test above can fail."""
    outcome = _race(address, tmp_path, "--without-lock")

    assert 303 in outcome.answers
    assert outcome != FAIR


def test_ten_of_sixty_get_a_place_of_an_option_and_the_others_are_told_that_it_is_full(
    excursion: str, tmp_path: Path
) -> None:
    outcome = _race(excursion, tmp_path, q_trip="museum")

    assert (outcome.answers, outcome.people) == FAIR_TRIP


def test_without_the_lock_the_race_for_an_option_goes_wrong(excursion: str, tmp_path: Path) -> None:
    outcome = _race(excursion, tmp_path, "--without-lock", q_trip="museum")

    assert 303 in outcome.answers
    assert (outcome.answers, outcome.people) != FAIR_TRIP


def test_sixty_at_once_get_ten_places_in_a_session_and_fifty_wait_in_order(
    course: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, pages = course

    assert _sign_up(address, pages, tmp_path) == FAIR_COURSE


def test_without_the_lock_the_race_for_a_session_goes_wrong(course: tuple[str, list[str]], tmp_path: Path) -> None:
    address, pages = course

    assert _sign_up(address, pages, tmp_path, "--without-lock") != FAIR_COURSE


def test_places_given_back_at_once_go_to_ten_others_and_none_is_lost(
    course: tuple[str, list[str]], tmp_path: Path
) -> None:
    """Ten who have a place take it back while ten others leave the line, all at once."""
    address, pages = course
    _sign_up(address, pages, tmp_path)
    signed = [place for place, status in enumerate(_standing(address)) if status == "signed"]
    waiting = [place for place, status in enumerate(_standing(address)) if status == "waiting"]
    leaving = [*signed, *waiting[::5]]

    answers = _press(address, [f"{pages[each]}course/take-back" for each in leaving], pages[0], tmp_path)

    standing = [status for status in _standing(address) if status]
    assert answers == [303] * 20
    assert sorted(standing) == ["signed"] * PLACES + ["waiting"] * (PEOPLE - 20 - PLACES)


def _sign_up(address: str, pages: list[str], folder: Path, *options: str) -> tuple[list[int], list[str]]:
    answers = _press(address, [f"{page}course/sign-up" for page in pages], pages[0], folder, *options)
    engine = create_engine(address)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT status, arrived FROM session_signups ORDER BY arrived, id")).all()
    engine.dispose()
    assert "--without-lock" in options or [row.arrived for row in rows] == list(range(1, PEOPLE + 1))
    return answers, [row.status for row in rows]


def _standing(address: str) -> list[str | None]:
    """Return where each delegate stands, in the order of registrations."""
    engine = create_engine(address)
    with engine.connect() as connection:
        joined = "registrations LEFT JOIN session_signups ON registration_id = registrations.id"
        rows = connection.execute(text(f"SELECT session_signups.status FROM {joined} ORDER BY registrations.arrived"))
        found = [row.status for row in rows]
    engine.dispose()
    return found


def _press(address: str, paths: list[str], page: str, folder: Path, *options: str) -> list[int]:
    """Press a button of each path, all at once."""
    with _serving(address, folder, *options) as port:
        cookie, token = open_page(port, page)
        together = threading.Barrier(len(paths))

        def send(path: str) -> int:
            together.wait()
            return press(port, path, cookie, token)

        with ThreadPoolExecutor(len(paths)) as pool:
            return sorted(pool.map(send, paths))


def _race(address: str, folder: Path, *options: str, **more: str) -> Outcome:
    with _serving(address, folder, *options) as port:
        cookie, values = open_form(port)
        together = threading.Barrier(PEOPLE)

        def send(number: int) -> int:
            answers = {"email": f"delegate{number}@example.org", "submission_key": f"form-{number}"}
            together.wait()
            return send_form(port, cookie, {**values, **answers, **more})

        with ThreadPoolExecutor(PEOPLE) as pool:
            answers = sorted(pool.map(send, range(PEOPLE)))
    return _outcome(address, answers)


def _outcome(address: str, answers: list[int]) -> Outcome:
    engine = create_engine(address)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT status, arrived, email FROM registrations ORDER BY arrived, id")).all()
        letters = connection.execute(text("SELECT count(*) FROM outbox_letters")).scalar_one()
    engine.dispose()
    return Outcome(
        answers=answers,
        statuses=[row.status for row in rows],
        arrivals=[row.arrived for row in rows],
        people=len({row.email for row in rows}),
        letters=letters,
    )


@contextmanager
def _serving(address: str, folder: Path, *options: str) -> Iterator[int]:
    """Run the server with its processes for as long as the block lasts; give its port."""
    port = free_port()
    environment = {
        **os.environ,
        "FORUMAPP_DATABASE_URL": address,
        "FORUMAPP_INSTANCE_DIR": str(folder),
        "FORUMAPP_SECRET_KEY": "a key for tests only, long enough",
        "FORUMAPP_BASE_URL": "http://127.0.0.1:8000",
        "FORUMAPP_RATE_LIMITS": "off",
    }
    command = [sys.executable, "-m", "tests.contracts.places_server", str(port), str(PROCESSES), *options]
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_for(server, log)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=SECONDS)


def _wait_for(server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while log.read_text().count("ready") < PROCESSES:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the server did not start: {log.read_text()[-500:]}")
        time.sleep(0.05)
