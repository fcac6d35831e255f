"""The day list: what stands where, what clashes, what a filter shows, who may see it."""

import html
import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import Kind, Role, Status, Visibility
from forumapp.policy import TeamRole
from forumapp.programme.models import SessionPerson
from tests import factories
from tests.parts import at
from tests.signing_in import sign_in_as

DESK = "/forums/forum/manage/programme/"


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> object:
    """Give a forum whose programme the client's person edits."""
    forum = factories.Forum(slug="forum")
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    return forum


def rows(client: FlaskClient, query: str = "") -> list[list[str]]:
    """Return the table's rows, a day's heading as one cell, in plain words."""
    page = client.get(f"{DESK}?lang=en{query}").get_data(as_text=True)
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [_cells(row) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]


def titles(client: FlaskClient, query: str = "") -> list[str]:
    return [row[1] for row in rows(client, query) if len(row) > 1]


def _cells(row: str) -> list[str]:
    found = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in found]


def test_sessions_stand_by_day_in_order_of_time_and_the_unscheduled_last(
    client: FlaskClient, session: DatabaseSession, forum: object
) -> None:
    hall = factories.Room(forum_id=forum.id, key="hall")
    factories.Session(forum=forum, title={"en": "Later"}, starts_at=None, ends_at=None)
    factories.Session(
        forum=forum, title={"en": "Night"}, starts_at=at("2027-04-13T01:00"), ends_at=at("2027-04-13T02:00")
    )
    factories.Session(forum=forum, title={"en": "Day"}, room=hall, kind=Kind.WORKSHOP, visibility=Visibility.INVITED)
    session.commit()

    assert rows(client) == [
        ["Monday, 12 April 2"],
        ["10:00–11:00", "Day", "Great Hall", "Workshop", "Confirmed. Invited people only", "Move : Day"],
        ["01:00–02:00", "Night", "", "Panel discussion", "Confirmed", "Move : Night"],
        ["Not scheduled 1"],
        ["", "Later", "", "Panel discussion", "Confirmed", "Move : Later"],
    ]


def test_a_clash_is_told_at_both_sessions_in_the_list_and_at_the_session(
    client: FlaskClient, session: DatabaseSession, forum: object
) -> None:
    hall = factories.Room(forum_id=forum.id)
    factories.Session(forum=forum, key="one", title={"en": "One"}, room=hall)
    factories.Session(forum=forum, key="two", title={"en": "Two"}, room=hall, starts_at=at("2027-04-12T10:30"))
    session.commit()

    assert titles(client) == [
        "One Great Hall is also used by “Two”, 10:30–11:00",
        "Two Great Hall is also used by “One”, 10:00–11:00",
    ]
    page = client.get(f"{DESK}sessions/one/?lang=en").get_data(as_text=True)
    assert re.findall(r'<p class="clash">(.*?)</p>', page) == ["Great Hall is also used by “Two”, 10:30–11:00"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("&day=2027-04-13", ["Second"]),
        ("&room=hall", ["First"]),
        ("&track=heritage", ["First"]),
        ("&kind=workshop", ["Second"]),
        ("&person=ayna", ["First Ayna Ataeva (moderator) Heritage"]),
        ("&q=Атаева", ["First Ayna Ataeva (moderator) Heritage"]),
        ("&q=ataewa", ["First Ayna Ataeva (moderator) Heritage"]),
        ("&q=nobody", []),
        ("&kind=party&day=soon", ["First", "Second"]),
    ],
)
def test_a_filter_in_the_address_shows_what_fits(
    client: FlaskClient, session: DatabaseSession, forum: object, query: str, found: list[str]
) -> None:
    hall = factories.Room(forum_id=forum.id, key="hall")
    heritage = factories.Track(forum_id=forum.id, key="heritage")
    person = factories.Person(search_text="ataeva aina aina")
    ayna = factories.ForumPerson(forum_id=forum.id, key="ayna", person=person)
    first = factories.Session(forum=forum, title={"en": "First"}, room=hall, track=heritage)
    session.add(SessionPerson(session_id=first.id, forum_person_id=ayna.id, role=Role.MODERATOR, position=0))
    factories.Session(
        forum=forum,
        title={"en": "Second"},
        kind=Kind.WORKSHOP,
        starts_at=at("2027-04-13T10:00"),
        ends_at=at("2027-04-13T11:00"),
    )
    session.commit()

    assert [title.split(" ")[0] for title in titles(client, query)] == [words.split(" ")[0] for words in found]


def test_an_empty_programme_offers_the_first_step(client: FlaskClient, session: DatabaseSession, forum: object) -> None:
    session.commit()

    page = client.get(f"{DESK}?lang=en").get_data(as_text=True)

    assert "No sessions yet." in page
    assert "Bring in a file" in page


def test_deleted_sessions_can_be_brought_back(client: FlaskClient, session: DatabaseSession, forum: object) -> None:
    factories.Session(forum=forum, key="gone", deleted_at=datetime(2026, 11, 2, tzinfo=UTC))
    session.commit()

    page = client.get(f"{DESK}deleted/?lang=en").get_data(as_text=True)

    assert 'action="/forums/forum/manage/programme/sessions/gone/bring-back?lang=en"' in page
    assert titles(client) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_day_list_takes_the_same_number_of_queries_for_any_number_of_sessions(
    client: FlaskClient, session: DatabaseSession, forum: object, queries: list[str], own_queries: None, count: int
) -> None:
    hall = factories.Room(forum_id=forum.id)
    for number in range(count):
        person = factories.ForumPerson(forum_id=forum.id)
        row = factories.Session(forum=forum, room=hall, status=Status.TENTATIVE, title={"en": f"Session {number}"})
        session.add(SessionPerson(session_id=row.id, forum_person_id=person.id, role=Role.SPEAKER, position=0))
    session.commit()
    client.get(DESK)
    queries.clear()

    client.get(DESK)

    assert len([statement for statement in queries if statement.startswith("SELECT")]) == QUERIES


QUERIES = 13
"""The sign-in, roles, forum; sessions with people and reports, deleted ones; rooms and tracks; the newest deed, overrulings; steps to undo and redo.

What the checks found is kept until the next deed: the first page after one reads the working copy again.
"""


def test_a_stranger_is_sent_to_sign_in(client: FlaskClient, session: DatabaseSession) -> None:
    factories.Forum(slug="forum")
    session.commit()

    response = client.get(DESK)

    assert (response.status_code, response.location.split("?")[0]) == (302, "/account/login")


def test_another_teams_member_learns_nothing(client: FlaskClient, session: DatabaseSession) -> None:
    factories.Forum(slug="forum")
    sign_in_as(client, session, factories.Forum(slug="other"), TeamRole.OWNER)

    assert client.get(DESK).status_code == 404


def test_who_only_reads_sees_the_list_but_changes_nothing(client: FlaskClient, session: DatabaseSession) -> None:
    forum = factories.Forum(slug="forum")
    factories.Session(forum=forum, key="one")
    sign_in_as(client, session, forum, TeamRole.READ_ONLY)

    assert client.get(DESK).status_code == 200
    assert client.get(f"{DESK}sessions/one/").status_code == 200
    assert client.get(f"{DESK}add-session/").status_code == 403
    assert client.get(f"{DESK}sessions/one/move/").status_code == 403
