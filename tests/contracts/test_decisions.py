"""Two registrars at once, each in a process of their own on one database: nobody is decided about twice, told and undone."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from forumapp import clock, create_app
from forumapp.db import db, transaction
from forumapp.forums.queries import forum_by_slug
from forumapp.registration.models import DecisionDeed, RegistrationStatus
from forumapp.registration.rules.decisions import UNDO
from forumapp.registration.service import Verdict, decide
from tests import factories
from tests.conftest import settings_for
from tests.contracts.test_places import ROOT, racing

PEOPLE, PLACES = 50, 30
APPROVED = Counter({"confirmed": PLACES, "waitlisted": PEOPLE - PLACES})


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Give a database with a forum of thirty places for which fifty people wait to be let in."""
    with racing(tmp_path, places=PLACES) as url:
        app = create_app(settings_for(tmp_path, url))
        with app.app_context():
            with transaction():
                _let_wait()
            db.session.remove()
            db.engine.dispose()
        yield url


def test_two_registrars_approve_the_same_fifty_for_thirty_places_and_one_of_them_does(
    address: str, tmp_path: Path
) -> None:
    said = _at_once(address, tmp_path, "approve", "approve")

    assert (sorted(said), _statuses(address), _count(address, "decisions")) == (["done", "overtaken"], APPROVED, PEOPLE)


def test_without_the_lock_two_registrars_decide_about_the_same_people_twice(address: str, tmp_path: Path) -> None:
    """The reverse test: it shows that the test above can fail."""
    said = _at_once(address, tmp_path, "approve", "approve", "--without-lock")

    assert (sorted(said), _count(address, "decisions")) != (["done", "overtaken"], PEOPLE)


def test_a_decision_is_told_or_undone_and_never_both(address: str, tmp_path: Path) -> None:
    _decide_before(address, tmp_path)

    said = _at_once(address, tmp_path, "undo", "tell")

    is_undone = f"undone {PEOPLE}" in said
    assert sorted(said) == (["told 0", f"undone {PEOPLE}"] if is_undone else [f"told {PEOPLE}", "undone 0"])
    assert _statuses(address) == (Counter({"pending": PEOPLE}) if is_undone else APPROVED)
    assert _count(address, "outbox_letters") == (0 if is_undone else PEOPLE)


def test_without_the_lock_what_was_undone_is_told_all_the_same(address: str, tmp_path: Path) -> None:
    """The reverse test: it shows that the test above can fail."""
    _decide_before(address, tmp_path)

    said = _at_once(address, tmp_path, "undo", "tell", "--without-lock")

    assert sorted(said) not in (["told 0", f"undone {PEOPLE}"], [f"told {PEOPLE}", "undone 0"])


def _let_wait() -> None:
    forum = forum_by_slug("race")
    assert forum is not None
    forum.registration_approval = forum.registration_waitlist = True
    for number in range(1, PEOPLE + 1):
        values = factories.Registration.build(forum=forum, forum_id=forum.id, status=RegistrationStatus.PENDING)
        values.arrived, values.attendance = number, "onsite"
        db.session.add(values)
    db.session.flush()


def _decide_before(address: str, folder: Path) -> None:
    with create_app(settings_for(folder, address)).app_context():
        forum = forum_by_slug("race")
        assert forum is not None
        ids = [row[0] for row in db.session.execute(text("SELECT id FROM registrations")).all()]
        verdict = Verdict(deed=DecisionDeed.APPROVE, batch=uuid4())
        with transaction():
            decide(forum, ids, verdict, now=clock.now() - UNDO + timedelta(minutes=1))
        db.session.remove()
        db.engine.dispose()


def _at_once(address: str, folder: Path, one: str, other: str, *options: str) -> list[str]:
    """Let two processes do their deeds at the same moment; give what they say."""
    environment = {
        **os.environ,
        "FORUMAPP_DATABASE_URL": address,
        "FORUMAPP_INSTANCE_DIR": str(folder),
        "FORUMAPP_SECRET_KEY": "a key for tests only, long enough",
        "FORUMAPP_BASE_URL": "http://127.0.0.1:8000",
    }
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.contracts.registrar", deed, *options],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for deed in (one, other)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    return [process.communicate(timeout=60)[0].strip() for process in started]


def _statuses(address: str) -> Counter[str]:
    return Counter(row[0] for row in _rows(address, "SELECT status FROM registrations"))


def _count(address: str, table: str) -> int:
    return len(_rows(address, f"SELECT 1 FROM {table}"))


def _rows(address: str, statement: str) -> list[tuple[str, ...]]:
    engine = create_engine(address)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(statement)).all()]
    engine.dispose()
    return rows
