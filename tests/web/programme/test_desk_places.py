"""Rooms and tracks at the desk."""

import html
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import Attendance
from forumapp.policy import TeamRole
from forumapp.programme import queries as programme
from forumapp.programme.models import Room, Track
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as

DESK = "/forums/forum/manage/programme/"


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give a forum with two rooms and a track, the first room and the track in use."""
    forum = factories.Forum(slug="forum")
    hall = factories.Room(forum_id=forum.id, key="hall")
    factories.Room(forum_id=forum.id, key="studio", title={"en": "Studio"})
    heritage = factories.Track(forum_id=forum.id, key="heritage")
    factories.Session(forum=forum, room=hall, track=heritage)
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    return forum


def room_keys(session: DatabaseSession, forum: Any) -> list[str]:
    session.expire_all()
    return [room.key for room in programme.rooms(forum)]


def test_a_new_room_gets_a_key_of_its_name(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    browser.fill(
        f"{DESK}add-room/",
        {
            "title-ru": "Зал",
            "title-en": "Hall",
            "attendance": "online",
            "capacity": "300",
            "join_url": "https://a.example.org/",
        },
    )

    room = session.scalars(select(Room).order_by(Room.id.desc())).first()
    assert room is not None
    assert (room.key, room.title, room.attendance, room.capacity, room.join_url) == (
        "hall-2",
        {"ru": "Зал", "en": "Hall"},
        Attendance.ONLINE,
        300,
        "https://a.example.org/",
    )


def test_a_rooms_change_keeps_its_key(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    browser.fill(f"{DESK}rooms/hall/", {"title-en": "Small Hall"})

    session.expire_all()
    room = programme.rooms(forum)[0]
    assert (room.key, room.title) == ("hall", {"ru": "Большой зал", "en": "Small Hall"})


def test_a_room_changes_places(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    browser.fill(f"{DESK}rooms/", form="/rooms/studio/earlier")

    assert room_keys(session, forum) == ["studio", "hall"]


def test_a_used_room_stays_and_the_page_says_why(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    browser.fill(f"{DESK}rooms/", form="/rooms/hall/remove")

    page = html.unescape(browser.get(f"{DESK}rooms/?lang=en").get_data(as_text=True))
    assert "Sessions take place in this room. Move them elsewhere first." in page
    assert room_keys(session, forum) == ["hall", "studio"]


def test_an_unused_room_is_removed(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    browser.fill(f"{DESK}rooms/", form="/rooms/studio/remove")

    assert room_keys(session, forum) == ["hall"]


@pytest.mark.parametrize(
    "wrong", [{"title-ru": "", "title-en": ""}, {"join_url": "ftp://a.example.org/"}, {"attendance": "maybe"}]
)
def test_a_room_that_cannot_be_is_refused(
    browser: Browser, session: DatabaseSession, forum: Any, wrong: dict[str, str]
) -> None:
    response = browser.fill(f"{DESK}add-room/", {"title-en": "Hall"} | wrong)

    assert response.status_code == 422
    assert room_keys(session, forum) == ["hall", "studio"]


@pytest.mark.parametrize(("color", "is_warned"), [("#8a5a2b", False), ("#ffff00", True), ("#000000", True)])
def test_a_color_that_can_hardly_be_seen_is_told(
    browser: Browser, session: DatabaseSession, forum: Any, color: str, is_warned: bool
) -> None:
    browser.fill(f"{DESK}add-track/", {"title-en": "Reading", "color": color})

    page = browser.get(f"{DESK}tracks/?lang=en").get_data(as_text=True)
    track = session.scalars(select(Track).where(Track.key == "reading")).one()
    assert track.color == color
    assert ("On some screens the color can hardly be seen." in page) == is_warned


def test_a_used_track_stays(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    browser.fill(f"{DESK}tracks/", form="/tracks/heritage/remove")

    assert [track.key for track in programme.tracks(forum)] == ["heritage"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", ["rooms", "tracks"])
def test_lists_take_the_same_number_of_queries_for_any_number_of_rows(
    client: FlaskClient, session: DatabaseSession, queries: list[str], own_queries: None, page: str, count: int
) -> None:
    forum = factories.Forum(slug="forum")
    for _number in range(count):
        factories.Session(forum=forum, room=factories.Room(forum_id=forum.id), track=factories.Track(forum_id=forum.id))
    sign_in_as(client, session, forum, TeamRole.READ_ONLY)
    queries.clear()

    client.get(f"{DESK}{page}/")

    assert len([statement for statement in queries if statement.startswith("SELECT")]) == 7
