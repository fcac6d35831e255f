"""The timetable at the desk: what stands where, moving by the page's script, what others did meanwhile."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp.exchange.document import Kind, Role
from forumapp.policy import TeamRole
from forumapp.programme import queries
from forumapp.programme.models import Session, SessionPerson
from tests import factories
from tests.browsing import Browser, forms_of
from tests.parts import at
from tests.signing_in import sign_in, sign_in_as

DESK = "/forums/forum/manage/programme/"
PAGE = f"{DESK}timetable/?lang=en"


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give a forum with two rooms whose programme the client's person edits."""
    forum = factories.Forum(slug="forum")
    for position, key in enumerate(("hall", "library")):
        factories.Room(forum_id=forum.id, key=key, title={"en": key.title()}, position=position)
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    return forum


def stored(session: DatabaseSession, key: str) -> Session:
    session.expire_all()
    found = queries.session_by_key("forum", key)
    assert found is not None
    return found


def places(page: TestResponse) -> dict[str, str]:
    """Return the classes that say where each session stands."""
    found = re.findall(r'<li class="slot (t\d+ h\d+ c\d+ w\d+) [^"]*" data-slot="(.*?)"', page.get_data(as_text=True))
    return {key: classes for classes, key in found}


def put(client: FlaskClient, key: str, version: int = 1, **values: str) -> TestResponse:
    """Put a session somewhere as the page's script does."""
    page = client.get(PAGE)
    token = re.findall(r'data-token="(.*?)"', page.get_data(as_text=True))[0]
    given = {"key": key, "version": str(version), "minutes": "60", "room": "", "shown_day": "2027-04-12"}
    return client.post(
        f"{DESK}timetable/place?lang=en", data={"csrf_token": token, **given, **values}, headers={"X-Board": "1"}
    )


@pytest.mark.parametrize(
    ("until", "zoom", "classes"),
    [
        ("10:45", 15, []),
        ("10:30", 15, ["is-short"]),
        ("10:15", 15, ["is-short", "is-brief"]),
        ("10:15", 5, ["is-short"]),
    ],
)
def test_a_session_is_written_on_as_many_lines_as_there_is_room_for(
    client: FlaskClient, session: DatabaseSession, forum: Any, until: str, zoom: int, classes: list[str]
) -> None:
    factories.Session(forum=forum, key="one", ends_at=at(f"2027-04-12T{until}"))
    session.commit()

    page = client.get(f"{PAGE}&zoom={zoom}").get_data(as_text=True)

    assert re.findall(r"is-(?:short|brief)", page) == classes


def test_sessions_stand_by_room_and_time(client: FlaskClient, session: DatabaseSession, forum: Any) -> None:
    hall, library = queries.rooms(forum)
    factories.Session(forum=forum, key="one", room=hall)
    factories.Session(forum=forum, key="meets", room=hall, starts_at=at("2027-04-12T10:30"))
    factories.Session(forum=forum, key="two", room=library)
    factories.Session(forum=forum, key="nowhere")
    factories.Session(
        forum=forum, key="lunch", kind=Kind.BREAK, starts_at=at("2027-04-12T11:00"), ends_at=at("2027-04-12T12:00")
    )
    factories.Session(forum=forum, key="late", starts_at=at("2027-04-13T10:00"), ends_at=at("2027-04-13T11:00"))
    session.commit()

    assert places(client.get(PAGE)) == {
        "one": "t12 h12 c1 w1",
        "meets": "t18 h6 c2 w1",
        "two": "t12 h12 c3 w1",
        "nowhere": "t12 h12 c4 w1",
        "lunch": "t24 h12 c1 w3",
    }


def test_a_session_is_put_in_another_place_and_the_board_comes_back(
    client: FlaskClient, session: DatabaseSession, forum: Any
) -> None:
    factories.Session(forum=forum, key="one")
    session.commit()

    response = put(client, "one", starts_at="2027-04-12T12:15", minutes="45", room="library")

    row = stored(session, "one")
    assert row.room is not None
    assert (row.starts_at, row.ends_at, row.room.key) == (at("2027-04-12T12:15"), at("2027-04-12T13:00"), "library")
    assert (response.status_code, places(response)) == (200, {"one": "t15 h9 c2 w1"})


def test_a_session_is_taken_out_of_the_timetable(client: FlaskClient, session: DatabaseSession, forum: Any) -> None:
    factories.Session(forum=forum, key="one", room=queries.rooms(forum)[0])
    session.commit()

    put(client, "one", starts_at="", room="hall")

    row = stored(session, "one")
    assert row.room is not None
    assert (row.starts_at, row.room.key) == (None, "hall")


def test_who_drags_what_somebody_else_moved_sees_where_it_stands(
    client: FlaskClient, session: DatabaseSession, forum: Any
) -> None:
    factories.Session(forum=forum, key="one")
    session.commit()
    put(client, "one", starts_at="2027-04-12T12:00")

    response = put(client, "one", version=1, starts_at="2027-04-12T15:00")

    assert response.status_code == 409
    assert stored(session, "one").starts_at == at("2027-04-12T12:00")
    assert "in the meantime. This is where it stands now." in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"starts_at": "2027-05-12T12:00"}, 422),
        ({"starts_at": "2027-04-12T12:00", "room": "attic"}, 422),
        ({"starts_at": "soon"}, 422),
        ({"starts_at": "2027-04-12T12:00", "minutes": "0"}, 422),
        ({"key": "nothing", "starts_at": "2027-04-12T12:00"}, 422),
    ],
)
def test_a_place_that_cannot_be_is_refused_with_the_board_as_it_stands(
    client: FlaskClient, session: DatabaseSession, forum: Any, values: dict[str, str], status: int
) -> None:
    factories.Session(forum=forum, key="one")
    session.commit()

    response = put(client, **{"key": "one", **values})

    assert (response.status_code, places(response)) == (status, {"one": "t12 h12 c3 w1"})
    assert re.findall(r'<div class="notice warn" role="status">', response.get_data(as_text=True)) != []


def test_undo_and_redo_stand_on_the_board_and_survive_a_reload(
    client: FlaskClient, session: DatabaseSession, forum: Any
) -> None:
    factories.Session(forum=forum, key="one")
    session.commit()
    put(client, "one", starts_at="2027-04-12T12:00")
    browser = Browser(client)

    browser.fill(f"{DESK}timetable/", form="/undo")
    undone = stored(session, "one").starts_at
    browser.fill(f"{DESK}timetable/", form="/redo")

    assert (undone, stored(session, "one").starts_at) == (at("2027-04-12T10:00"), at("2027-04-12T12:00"))


def test_the_board_comes_again_only_after_a_deed_and_says_what_others_did(
    client: FlaskClient, session: DatabaseSession, forum: Any
) -> None:
    factories.Session(forum=forum, key="one", title={"en": "Opening"})
    session.commit()
    mark = re.findall(r'data-mark="(.*?)"', client.get(PAGE).get_data(as_text=True))[0]
    board = f"{DESK}timetable/board?lang=en&day=2027-04-12&since={mark}"
    quiet = client.get(board).status_code

    other = factories.Account(email="olga@example.org")
    factories.Membership(forum=forum, account=other, role=TeamRole.PROGRAMME_EDITOR)
    me = client.get_cookie("forumapp")
    assert me is not None
    sign_in(client, session, other)
    put(client, "one", starts_at="2027-04-12T12:00")
    client.set_cookie("forumapp", me.value)

    response = client.get(board)
    assert (quiet, response.status_code) == (204, 200)
    assert re.findall(r'data-news="(.*?)"', response.get_data(as_text=True)) == ["olga@example.org: moved: “Opening”"]


def test_who_only_reads_sees_the_board_without_its_handles(
    client: FlaskClient, session: DatabaseSession, forum: Any
) -> None:
    factories.Session(forum=forum, key="one")
    session.commit()
    sign_in_as(client, session, forum, TeamRole.READ_ONLY)

    page = client.get(PAGE)

    assert places(page) == {"one": "t12 h12 c3 w1"}
    assert re.findall(r"data-grip|data-place|/undo", page.get_data(as_text=True)) == []
    assert [form.action for form in forms_of(page)] == []


@pytest.mark.usefixtures("own_queries")
@pytest.mark.parametrize("count", [1, 3])
def test_the_board_asks_the_database_as_often_for_one_session_as_for_three(
    client: FlaskClient, session: DatabaseSession, forum: Any, queries: list[str], count: int
) -> None:
    for number in range(count):
        person = factories.ForumPerson(forum_id=forum.id)
        row = factories.Session(forum=forum, key=f"session-{number}")
        session.add(SessionPerson(session_id=row.id, forum_person_id=person.id, role=Role.SPEAKER, position=0))
    session.commit()
    queries.clear()

    client.get(PAGE)

    assert len([statement for statement in queries if statement.startswith("SELECT")]) == 11
