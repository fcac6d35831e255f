"""How much a release touches: sessions, people, delegates who marked them, and the calendars whose octets change."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import Document, Signup, Visibility
from forumapp.feeds.presentation.touched import feeds_touched
from forumapp.forums.models import Forum
from forumapp.registration.models import RegistrationStatus, Star
from forumapp.schedule.rules import differences, touched
from forumapp.signups.models import SessionSignup, SignupStatus
from forumapp.signups.queries import count_touched
from tests import factories, parts, publishing

SECOND_DAY = {"starts_at": parts.at("2027-04-13T10:00"), "ends_at": parts.at("2027-04-13T11:00")}
FIRST = parts.document(
    parts.session("one", room="great", track="main", people=(parts.speaker("ayna"),)),
    parts.session("two", room="small", track="main", people=(parts.speaker("oleg"),), **SECOND_DAY),
    rooms=(parts.room("great"), parts.room("small")),
    tracks=(parts.track("main"),),
    people=(parts.person("ayna", institution="host"), parts.person("oleg")),
    institutions=(parts.institution("host"),),
)
ONE, TWO = FIRST.sessions


@pytest.fixture(autouse=True)
def speaking(app: Flask, session: DatabaseSession) -> Iterator[None]:
    """Let words be said."""
    with app.test_request_context():
        yield


def with_one(**changes: object) -> Document:
    return replace(FIRST, sessions=(replace(ONE, **changes), TWO))  # type: ignore[arg-type]


def addresses() -> list[str]:
    """Return every public calendar of the first programme."""
    names = ["day/2027-04-12", "day/2027-04-13", "track/main", "room/great", "room/small", "kind/panel"]
    names += ["language/ru", "language/en", "person/ayna", "person/oleg"]
    return ["/forums/forum/calendar.ics", *(f"/forums/forum/calendar/{name}.ics" for name in names)]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (FIRST, 0),
        (with_one(title={"en": "Other", "ru": "Другое"}), 7),
        (with_one(room="small"), 8),
        (with_one(people=(parts.speaker("oleg"),)), 8),
        (with_one(**SECOND_DAY), 8),
        (with_one(signup=Signup.OPEN, capacity=3), 0),
        (replace(FIRST, sessions=(TWO,)), 7),
        (with_one(visibility=Visibility.INVITED), 7),
        (replace(FIRST, rooms=(parts.room("great", title={"en": "Other"}), parts.room("small"))), 7),
        (replace(FIRST, institutions=(parts.institution("host", name={"en": "Other"}),)), 7),
        (replace(FIRST, tracks=(parts.track("main", color="#112233"),)), 1),
        (replace(FIRST, forum=parts.forum(title={"en": "Other", "ru": "Другой"})), 11),
        (replace(FIRST, forum=parts.forum(description={"en": "Other"})), 0),
        (replace(FIRST, sessions=(*FIRST.sessions, parts.session("hidden", visibility=Visibility.INVITED))), 0),
    ],
)
def test_the_calendars_that_are_counted_are_those_whose_octets_change(
    client: FlaskClient, app: Flask, after: Document, expected: int
) -> None:
    publishing.publish(FIRST)
    before = {address: _body(client, address) for address in addresses()}
    publishing.publish(after)
    changed = [address for address, body in before.items() if _body(client, address) != body]

    assert (feeds_touched(FIRST, after), len(changed)) == (expected, expected)


def _body(client: FlaskClient, address: str) -> tuple[int, list[bytes]]:
    """Return a calendar in both languages; the forum's first is what it has without a word."""
    answers = [client.get(f"{address}?lang={language}") for language in ("ru", "en")]
    return answers[0].status_code, [answer.data for answer in answers]


def test_nobody_reads_a_calendar_before_the_first_release() -> None:
    assert feeds_touched(None, FIRST) == 0


def test_people_of_the_sessions_before_and_after_are_touched() -> None:
    after = with_one(people=(parts.speaker("oleg"),))

    found = touched(FIRST, after, differences(FIRST, after))

    assert (found.sessions, found.people) == ({"one"}, {"ayna", "oleg"})


def test_delegates_who_marked_a_touched_session_or_signed_up_count_once_and_while_confirmed(
    session: DatabaseSession,
) -> None:
    forum = factories.Forum()
    other = factories.Forum()
    delegates = [
        factories.Registration(forum=forum),
        factories.Registration(forum=forum),
        factories.Registration(forum=forum, status=RegistrationStatus.WITHDRAWN),
        factories.Registration(forum=other),
    ]
    for delegate in delegates:
        for key in ("one", "two"):
            session.add(Star(registration_id=delegate.id, session_key=key, created_at=factories.CREATED))
    for key, status in (("one", SignupStatus.SIGNED), ("three", SignupStatus.WAITING), ("four", SignupStatus.DECLINED)):
        given = {"title": {"en": key}, "status": status, "arrived": 1, "created_at": factories.CREATED}
        session.add(SessionSignup(registration_id=delegates[0].id, session_key=key, **given))
    session.flush()

    counted = [count_touched(forum, keys) for keys in ({"one", "two"}, {"three"}, {"four"}, frozenset())]
    assert counted == [2, 1, 0, 0]
    assert session.get(Forum, forum.id) is forum
