"""``python -m benchmarks.registrations``: the registrars' desk at 10,000 registrations; with --postgresql on that."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

import forumapp
from forumapp import clock, worker
from forumapp.config import Settings
from forumapp.db import db, transaction
from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from forumapp.registration.models import DecisionDeed, Registration, RegistrationStatus
from forumapp.registration.queries import Filter
from forumapp.registration.rules.decisions import UNDO
from forumapp.registration.rules.names import phone_digits, search_text
from forumapp.registration.service import Verdict
from forumapp.secretariat.models import SavedView
from forumapp.secretariat.service import deciding, mailings
from forumapp.secretariat.service.asking import MOST_AT_ONCE, Chosen
from tests import factories
from tests.conftest import migrate
from tests.provision.postgresql import new_database
from tests.signing_in import sign_in_as

PEOPLE = 10_000
PAGE_GOAL, DEED_GOAL = 0.2, 2.0
"""Seconds for a page of the list, and for a deed about many."""
ROUNDS = 7
EVERYBODY = Chosen(wanted=Filter())
COUNTRIES = ("AM", "AZ", "BY", "KG", "KZ", "MD", "RU", "TJ", "TM", "UZ")
NAMES = ("Атаева", "Бердыев", "Ковалёва", "Мурадов", "Aliyev", "Rustamova", "Иванов", "Шевченко")
PAGES = (
    ("first page", ""),
    ("last page", "?page=200"),
    ("filtered", "?status=pending&country=TM&country=RU&attendance=onsite"),
    ("searched by name", "?q=Ivanov"),
    ("searched by telephone", "?q=%2B993+12+345"),
    ("by name", "?sort=name"),
    ("by country", "?sort=country&page=100"),
)


def main() -> int:
    """Measure and print; the exit status says whether every goal was reached."""
    is_fast = True
    with _application() as app, app.test_client() as client:
        forum = _fill(client)
        address = f"/forums/{forum.slug}/manage/registrations/"
        for name, query in PAGES:
            is_fast &= _say(name, _page(client, address + query), PAGE_GOAL)
        with app.test_request_context():
            for name, deed in _deeds(forum):
                is_fast &= _say(name, _once(deed), DEED_GOAL)
    return 0 if is_fast else 1


@contextmanager
def _application() -> Iterator[Flask]:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="forumapp-registrations-"))
        url = (
            stack.enter_context(new_database())
            if "--postgresql" in sys.argv
            else f"sqlite:///{Path(folder) / 'many.sqlite3'}"
        )
        environment = {"FORUMAPP_INSTANCE_DIR": folder, "FORUMAPP_DATABASE_URL": url, "FORUMAPP_RATE_LIMITS": "off"}
        keys = {"FORUMAPP_SECRET_KEY": "a key for measuring only, long enough", "FORUMAPP_BASE_URL": "http://127.0.0.1"}
        app = forumapp.create_app(Settings.from_environment({**environment, **keys}))
        migrate(app)
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def _fill(client: FlaskClient) -> Forum:
    with transaction():
        forum = factories.Forum(registration_capacity={"onsite": 300}, registration_waitlist=True)
        db.session.execute(insert(Registration), [_row(forum.id, number) for number in range(1, PEOPLE + 1)])
    account = sign_in_as(client, db.session(), forum, TeamRole.REGISTRAR)
    with transaction():
        for number in range(10):
            asked = {"status": ["pending", "waitlisted"], "country": COUNTRIES[number], "q": "а"}
            view = SavedView(forum_id=forum.id, account_id=account.id, name=f"View {number}", asked=asked)
            view.is_shared, view.created_at = True, clock.now()
            db.session.add(view)
    return forum


def _row(forum_id: int, number: int) -> dict[str, object]:
    now = clock.now()
    family, phone = f"{NAMES[number % len(NAMES)]}-{number}", f"+993 12 {number:06}"
    return {
        "uid": uuid4(),
        "forum_id": forum_id,
        "arrived": number,
        "status": RegistrationStatus.PENDING if number % 2 else RegistrationStatus.CONFIRMED,
        "email": f"delegate{number}@example.org",
        "email_key": f"delegate{number}@example.org",
        "given_name": "Мерген",
        "family_name": family,
        "country": COUNTRIES[number % len(COUNTRIES)],
        "attendance": "onsite" if number % 3 else "online",
        "language": ("ru", "en")[number % 2],
        "phone": phone,
        "phone_digits": phone_digits(phone),
        "created_at": now - timedelta(days=number % 40),
        "verified_at": now,
        "search_text": search_text(family, "Мерген", f"delegate{number}@example.org"),
        "token_hash": f"{number:064x}",
    }


def _deeds(forum: Forum) -> list[tuple[str, Callable[[], object]]]:
    batch = uuid4()
    pending = Chosen(wanted=Filter(statuses=(RegistrationStatus.PENDING,)))
    seen = deciding.foresee(forum, pending, DecisionDeed.APPROVE, now=clock.now()).outcomes
    verdict = Verdict(deed=DecisionDeed.APPROVE, batch=batch)
    mailing = _letter(forum)
    later = clock.now() + UNDO + timedelta(minutes=1)
    return [
        (f"what {MOST_AT_ONCE} approvals do", lambda: deciding.foresee(forum, pending, verdict.deed, now=clock.now())),
        (f"{MOST_AT_ONCE} approvals", lambda: deciding.decide(forum, pending, verdict, seen=seen, now=clock.now())),
        (f"undoing {MOST_AT_ONCE}", lambda: deciding.undo(forum, batch, now=clock.now())),
        ("whom a letter means", lambda: mailings.audience(mailing, now=clock.now())),
        (f"a letter to {PEOPLE}", lambda: mailings.send(mailing, seen=PEOPLE, now=clock.now())),
        (f"{worker.TELLING} letters", lambda: mailings.send_some(most=worker.TELLING, now=later)),
    ]


def _letter(forum: Forum) -> mailings.Mailing:
    words = {"ru": "Новости: {forum}", "en": "News of {forum}"}
    with transaction():
        mailing = mailings.begin(forum, EVERYBODY, author="registrar@example.org", now=clock.now())
        mailings.write(mailing, words, words, with_ended=False, now=clock.now())
    return mailing


def _page(client: FlaskClient, address: str) -> tuple[float, float]:
    def opened() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")

    opened()
    return min(_timed(opened) for _round in range(ROUNDS))


def _once(deed: Callable[[], object]) -> tuple[float, float]:
    def done() -> None:
        with transaction():
            deed()

    return _timed(done)


def _timed(deed: Callable[[], object]) -> tuple[float, float]:
    """Return seconds by the clock and of the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    deed()
    return time.perf_counter() - wall, time.process_time() - processor


def _say(name: str, seconds: tuple[float, float], goal: float) -> bool:
    wall, processor = (each * 1000 for each in seconds)
    print(f"{name:<28}{wall:>8.0f} ms, {processor:.0f} ms of the processor (goal {goal * 1000:.0f})")
    return seconds[0] < goal


if __name__ == "__main__":
    sys.exit(main())
