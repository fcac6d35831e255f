"""Races around the queue, before several real serving processes on one database; each is shown to go wrong without the lock."""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import create_engine, text

from forumapp import clock, create_app
from forumapp.db import db, transaction
from forumapp.exchange.document import Attendance
from forumapp.forums.queries import forum_by_slug
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service import token_of
from tests.browsing import _Forms
from tests.cli.instances import SECONDS
from tests.conftest import settings_for
from tests.contracts.race import open_form, send_form
from tests.contracts.test_places import _serving, racing

HOLDERS, WAITING = 8, 20
SECRET = {"secret_key": "a key for tests only, long enough"}


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Give a database of the kind that this run tests, with the published forum of the race."""
    with racing(tmp_path, places=HOLDERS) as url:
        yield url


def people(address: str, folder: Path, *, first: RegistrationStatus) -> list[str]:
    """Store those who have the places, standing as ``first``, and those who wait; return the tokens of the former."""
    app = create_app(settings_for(folder, address, **SECRET))
    with app.app_context():
        with transaction():
            found = [_person(number, first) for number in range(1, HOLDERS + WAITING + 1)]
            tokens = [token_of(each) for each in found[:HOLDERS]]
        db.session.remove()
        db.engine.dispose()
    return tokens


def _person(number: int, first: RegistrationStatus) -> Registration:
    forum, now = forum_by_slug("race"), clock.now()
    assert forum is not None
    registration = Registration(
        forum_id=forum.id,
        arrived=number,
        status=first if number <= HOLDERS else RegistrationStatus.WAITLISTED,
        email=f"person{number}@example.org",
        email_key=f"person{number}@example.org",
        given_name="Айна",
        family_name="Атаева",
        country="TM",
        attendance=Attendance.ONSITE,
        language="en",
        created_at=now,
        verified_at=now,
        hold_until=now + timedelta(hours=1) if first is RegistrationStatus.OFFERED else None,
        token_hash=str(number),
    )
    db.session.add(registration)
    db.session.flush()
    registration.token_hash = fingerprint(token_of(registration))
    return registration


def press(port: int, token: str, deed: str) -> Callable[[], int]:
    """Open an own page and return what presses a button of it."""
    path = f"/forums/race/registration/{token}/"
    with closing(HTTPConnection("127.0.0.1", port, timeout=SECONDS)) as connection:
        connection.request("GET", path)
        page = connection.getresponse()
        reader = _Forms()
        reader.feed(page.read().decode())
        cookies = [value.partition(";")[0] for name, value in page.getheaders() if name.casefold() == "set-cookie"]
    form = next(each for each in reader.forms if each.action.endswith(f"/{deed}"))
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": "; ".join(cookies)}

    def send() -> int:
        with closing(HTTPConnection("127.0.0.1", port, timeout=SECONDS)) as connection:
            connection.request("POST", form.action, urlencode(form.values.to_dict()), headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status

    return send


def at_once(deeds: Iterable[Callable[[], int]]) -> list[int]:
    """Do all at the same time and return the answers of the servers."""
    every = list(deeds)
    together = threading.Barrier(len(every))

    def start(deed: Callable[[], int]) -> int:
        together.wait()
        return deed()

    with ThreadPoolExecutor(len(every)) as pool:
        return sorted(pool.map(start, every))


def standing(address: str) -> tuple[list[str], dict[str, int]]:
    """Return where all stand in order of arrival, and how many letters of each kind were written."""
    engine = create_engine(address)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT status FROM registrations ORDER BY arrived")).scalars().all()
        letters = connection.execute(
            text("SELECT kind, count(*) FROM outbox_letters GROUP BY kind ORDER BY kind")
        ).all()
    engine.dispose()
    return list(rows), dict(letters)


def all_withdraw(address: str, folder: Path, *options: str) -> tuple[list[int], list[str], dict[str, int]]:
    """Let everybody who has a place withdraw at once, each twice."""
    tokens = people(address, folder, first=RegistrationStatus.CONFIRMED)
    with _serving(address, folder, *options) as port:
        answers = at_once(press(port, token, "withdraw") for token in [*tokens, *tokens])
    return answers, *standing(address)


ALL_WITHDRAWN = (
    [303] * (2 * HOLDERS),
    ["withdrawn"] * HOLDERS + ["confirmed"] * HOLDERS + ["waitlisted"] * (WAITING - HOLDERS),
    {"registration:promote": HOLDERS, "registration:withdraw": HOLDERS},
)


def test_places_given_back_at_once_go_to_the_first_in_the_queue_each_once(address: str, tmp_path: Path) -> None:
    assert all_withdraw(address, tmp_path) == ALL_WITHDRAWN


def test_without_the_lock_places_given_back_go_wrong(address: str, tmp_path: Path) -> None:
    outcome = all_withdraw(address, tmp_path, "--without-lock")

    assert 303 in outcome[0]
    assert outcome != ALL_WITHDRAWN


def some_take(address: str, folder: Path, *options: str) -> tuple[list[int], list[str], dict[str, int]]:
    """Let each who is offered a place take it and withdraw at once."""
    tokens = people(address, folder, first=RegistrationStatus.OFFERED)
    with _serving(address, folder, *options) as port:
        answers = at_once(press(port, token, deed) for token in tokens for deed in ("take", "withdraw"))
    return answers, *standing(address)


def is_in_order(outcome: tuple[list[int], list[str], dict[str, int]]) -> bool:
    """Say whether each who was offered a place withdrew, whichever came first, and their places went on, each once."""
    answers, statuses, letters = outcome
    queue = ["confirmed"] * HOLDERS + ["waitlisted"] * (WAITING - HOLDERS)
    wrote = letters.get("registration:promote") == HOLDERS and letters.get("registration:withdraw") == HOLDERS
    return answers == [303] * (2 * HOLDERS) and statuses == ["withdrawn"] * HOLDERS + queue and wrote


def test_taking_and_giving_back_an_offered_place_at_once_leaves_one_truth(address: str, tmp_path: Path) -> None:
    assert is_in_order(some_take(address, tmp_path))


def test_without_the_lock_taking_and_giving_back_go_wrong(address: str, tmp_path: Path) -> None:
    outcome = some_take(address, tmp_path, "--without-lock")

    assert 303 in outcome[0]
    assert not is_in_order(outcome)


def sent_often(address: str, folder: Path, keys: list[str]) -> tuple[list[int], list[str], dict[str, int]]:
    """Send the form of one person with these keys, all at once."""
    with _serving(address, folder) as port:
        cookie, values = open_form(port)
        values = {**values, "email": "delegate@example.org"}
        answers = at_once(partial(send_form, port, cookie, {**values, "submission_key": key}) for key in keys)
    return answers, *standing(address)


def test_a_form_sent_twenty_times_at_once_is_one_registration_and_one_letter(address: str, tmp_path: Path) -> None:
    sent_once = ([303] * 20, ["unverified"], {"registration:confirm": 1})

    assert sent_often(address, tmp_path, ["one-form"] * 20) == sent_once


def test_twenty_forms_of_one_person_at_once_are_one_registration_and_a_letter_that_says_so(
    address: str, tmp_path: Path
) -> None:
    """The reverse test: without the same key in the form, the others count as attempts of their own."""
    told = ([303] * 20, ["unverified"], {"registration:confirm": 1, "registration:remind": 1})

    assert sent_often(address, tmp_path, [f"form-{number}" for number in range(20)]) == told
