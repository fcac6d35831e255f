"""The public pages of a released programme."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import InstitutionKind, InstitutionPart, Kind, Status
from tests import parts, publishing

FORUM = parts.document(
    parts.session("talk", room="hall", track="main", people=(parts.speaker("ayna"),)),
    parts.session(
        "pause", kind=Kind.BREAK, starts_at=parts.at("2027-04-12T11:00"), ends_at=parts.at("2027-04-12T11:30")
    ),
    parts.session("night", starts_at=parts.at("2027-04-12T23:00"), ends_at=parts.at("2027-04-13T00:30")),
    parts.session("someday", starts_at=None, ends_at=None),
    rooms=(parts.room("hall"),),
    tracks=(parts.track("main"),),
    people=(parts.person("ayna"),),
)
PATHS = (
    "/",
    "/forums/forum/",
    "/forums/forum/programme/",
    "/forums/forum/programme/?view=rooms",
    "/forums/forum/programme/?day=2027-04-12&track=main&tz=Europe/Moscow",
    "/forums/forum/programme/talk/",
    "/forums/forum/programme/someday/",
    "/forums/forum/people/",
    "/forums/forum/people/ayna/",
    "/forums/forum/changes/",
    "/forums/forum/changes.atom",
    "/forums/forum/colors.css",
)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_every_public_page_opens(client: FlaskClient, session: DatabaseSession, path: str, language: str) -> None:
    publishing.publish(FORUM)

    response = client.get(path, headers={"Accept-Language": language})

    assert response.status_code == 200
    assert "no-store" not in response.headers["Cache-Control"]
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("path", [path for path in PATHS if path != "/"])
def test_an_unpublished_forum_is_unknown(client: FlaskClient, session: DatabaseSession, path: str) -> None:
    publishing.load(FORUM)

    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["programme/none/", "people/none/", "programme/?track=none", "programme/?day=2027-05-01", "programme/?kind=none"],
)
def test_what_the_programme_does_not_have_is_not_found(
    client: FlaskClient, session: DatabaseSession, path: str
) -> None:
    publishing.publish(FORUM)

    assert client.get(f"/forums/forum/{path}").status_code == 404


def test_changes_that_are_not_published_do_not_show(client: FlaskClient, session: DatabaseSession) -> None:
    publishing.publish(FORUM)
    publishing.load(replace(FORUM, sessions=(replace(FORUM.sessions[0], title={"en": "Half-done"}),)))

    assert "Half-done" not in client.get("/forums/forum/programme/").text


def test_a_session_past_midnight_stands_on_the_day_it_began(client: FlaskClient, session: DatabaseSession) -> None:
    publishing.publish(FORUM)

    page = client.get("/forums/forum/programme/?day=2027-04-12").text

    assert 'id="session-night"' in page


def test_the_visitors_time_stands_beside_the_forums(client: FlaskClient, session: DatabaseSession) -> None:
    publishing.publish(FORUM)

    page = client.get("/forums/forum/programme/talk/?tz=Europe/Moscow&lang=en").text

    assert '<time datetime="2027-04-12T08:00+03:00">08:00</time>' in page
    assert "in Moscow" in page


def test_a_cancelled_session_stays_with_the_word(client: FlaskClient, session: DatabaseSession) -> None:
    publishing.publish(FORUM)
    cancelled = replace(FORUM.sessions[0], status=Status.CANCELLED)
    publishing.publish(replace(FORUM, sessions=(cancelled, *FORUM.sessions[1:])), later=timedelta(hours=1))

    assert "Cancelled" in client.get("/forums/forum/programme/talk/?lang=en").text
    assert "Cancelled" in client.get("/forums/forum/changes/?lang=en").text


def test_links_keep_the_language_that_the_address_names(client: FlaskClient, session: DatabaseSession) -> None:
    publishing.publish(FORUM)

    assert "/forums/forum/programme/talk/?lang=ru" in client.get("/forums/forum/programme/?lang=ru").text
    assert "/forums/forum/programme/talk/?lang" not in client.get("/forums/forum/programme/").text


def test_a_page_known_to_the_browser_is_not_sent_again(client: FlaskClient, session: DatabaseSession) -> None:
    publishing.publish(FORUM)
    etag = client.get("/forums/forum/programme/").headers["ETag"]

    again = client.get("/forums/forum/programme/", headers={"If-None-Match": etag})

    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_programme_takes_the_same_few_reads_however_long_it_is(
    client: FlaskClient, session: DatabaseSession, queries: list[str], sessions: int
) -> None:
    many = tuple(replace(FORUM.sessions[0], key=f"talk-{number}") for number in range(sessions))
    publishing.publish(replace(FORUM, sessions=many, forum=parts.forum(slug=f"forum-with-{sessions}")))
    queries.clear()

    client.get(f"/forums/forum-with-{sessions}/programme/")

    assert len([statement for statement in queries if statement.startswith("SELECT")]) == 2


def test_the_front_page_names_the_organizers_in_the_files_order(client: FlaskClient, session: DatabaseSession) -> None:
    libraries = [
        InstitutionPart(key=key, name={"en": name}, country="TM", kind=InstitutionKind.NATIONAL)
        for key, name in (("one", "First <Library>"), ("two", "Second Library"), ("three", "Third Library"))
    ]
    forum = replace(FORUM.forum, organizers=("three", "one"))
    publishing.publish(replace(FORUM, forum=forum, institutions=tuple(libraries)))

    page = client.get("/forums/forum/", headers={"Accept-Language": "en"}).get_data(as_text=True)

    assert "<dt>Organizers</dt><dd>Third Library<br>First &lt;Library&gt;</dd>" in page


def test_a_title_that_changed_in_another_language_is_told_in_that_language(
    client: FlaskClient, session: DatabaseSession
) -> None:
    publishing.publish(FORUM)
    talk = replace(FORUM.sessions[0], title={**FORUM.sessions[0].title, "ru": "Другое название"})
    publishing.publish(replace(FORUM, sessions=(talk, *FORUM.sessions[1:])), later=timedelta(hours=1))

    page = client.get("/forums/forum/changes/", headers={"Accept-Language": "en"}).get_data(as_text=True)

    assert re.findall(r"The title changed in another language: (.*?)\.", page) == ["Russian"]
