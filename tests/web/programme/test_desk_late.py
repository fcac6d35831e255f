"""Running late: the preview says what moves, the button moves it as one step."""

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp.exchange.document import Role, Status
from forumapp.policy import TeamRole
from forumapp.programme import queries
from forumapp.programme.models import SessionPerson
from tests import factories
from tests.browsing import Browser
from tests.parts import at
from tests.signing_in import sign_in_as

DESK = "/forums/forum/manage/programme/"
LATE = f"{DESK}late/?lang=en&day=2027-04-12&begin=10:30&minutes=15&room=&runs_on=y"


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give a forum with two rooms: a session under way at 10:30, two later ones, one in the night, one on the next day."""
    forum = factories.Forum(slug="forum")
    hall, library = (
        factories.Room(forum_id=forum.id, key=key, title={"en": key.title()}) for key in ("hall", "library")
    )
    for key, day, begin, end, room in (
        ("before", 12, "09:00", "10:00", hall),
        ("under-way", 12, "10:00", "11:00", hall),
        ("after", 12, "11:00", "12:00", hall),
        ("beside", 12, "11:00", "12:00", library),
        ("night", 13, "01:00", "02:00", hall),
        ("tomorrow", 13, "11:00", "12:00", hall),
    ):
        starts_at, ends_at = at(f"2027-04-{day}T{begin}"), at(f"2027-04-{day}T{end}")
        factories.Session(forum=forum, key=key, title={"en": key}, room=room, starts_at=starts_at, ends_at=ends_at)
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    return forum


def shown(page: TestResponse) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", page.get_data(as_text=True).partition("<tbody>")[2], re.DOTALL)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]
    return [[html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in cells]


def standing(session: DatabaseSession, forum: Any) -> dict[str, str]:
    session.expire_all()
    found = queries.sessions(forum)
    return {each.key: f"{each.starts_at:%d %H:%M}–{each.ends_at:%H:%M}" for each in found}


def test_the_preview_says_what_would_move_and_moves_nothing(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    before = standing(session, forum)

    page = browser.get(LATE)

    assert shown(page) == [
        ["10:00–11:00", "10:00–11:15", "under-way", "Hall"],
        ["11:00–12:00", "11:15–12:15", "after", "Hall"],
        ["11:00–12:00", "11:15–12:15", "beside", "Library"],
        ["01:00–02:00", "01:15–02:15", "night", "Hall"],
    ]
    assert standing(session, forum) == before


def test_the_button_moves_them_as_one_step(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    before = standing(session, forum)

    browser.fill(LATE)
    moved = standing(session, forum)
    browser.fill(f"{DESK}timetable/", form="/undo")

    assert {key: value for key, value in moved.items() if value != before[key]} == {
        "under-way": "12 10:00–11:15",
        "after": "12 11:15–12:15",
        "beside": "12 11:15–12:15",
        "night": "13 01:15–02:15",
    }
    assert standing(session, forum) == before


def test_one_room_moves_alone_and_earlier_too(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    page = browser.get(f"{DESK}late/?lang=en&day=2027-04-12&begin=11:00&minutes=-10&room=library")

    assert shown(page) == [["11:00–12:00", "10:50–11:50", "beside", "Library"]]


def test_what_was_cancelled_stays(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    queries.sessions(forum)[2].status = Status.CANCELLED
    session.commit()

    assert [row[2] for row in shown(browser.get(LATE))] == ["under-way", "beside", "night"]


def test_clashes_that_the_delay_would_make_are_said(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    person = factories.ForumPerson(forum_id=forum.id)
    under_way, beside = queries.sessions(forum)[1], queries.sessions(forum)[3]
    for each in (under_way, beside):
        session.add(SessionPerson(session_id=each.id, forum_person_id=person.id, role=Role.SPEAKER, position=0))
    session.commit()

    page = browser.get(LATE.replace("room=", "room=hall")).get_data(as_text=True)

    assert re.findall(r'<p class="clash">(.*?)</p>', page) == [
        "Ayna Ataeva would be needed by “beside” and “under-way” at the same time."
    ]


def test_a_session_that_would_leave_its_days_is_named(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    night = queries.sessions(forum)[4]
    night.starts_at, night.ends_at = at("2027-04-14T03:50"), at("2027-04-14T04:00")
    session.commit()

    page = browser.get(f"{DESK}late/?lang=en&day=2027-04-13&begin=10:00&minutes=15&room=")

    assert page.status_code == 422
    assert "“night”: The forum lasts from 12 April 2027 to 13 April 2027" in html.unescape(page.get_data(as_text=True))


def test_what_changed_since_the_preview_is_shown_again(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    page = browser.get(LATE)
    browser.fill(LATE)
    before = standing(session, forum)

    response = browser.send(page, LATE)

    assert (response.status_code, standing(session, forum)) == (409, before)
    assert len(shown(response)) == 4


@pytest.mark.parametrize("query", ["minutes=0", "minutes=900", "minutes=soon", "minutes=15&begin=noon"])
def test_an_odd_delay_is_refused(browser: Browser, forum: Any, query: str) -> None:
    assert browser.get(f"{DESK}late/?day=2027-04-12&begin=10:30&{query}").status_code == 422
