"""Further events as the public reads them: front page, programme, text, search engines, changes."""

import html
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import Attendance, Visibility
from tests import parts
from tests.publishing import publish

HOUR = timedelta(hours=1)
READINGS = parts.event(
    "readings",
    title={"ru": "Чтения", "en": "Readings"},
    description={"ru": "**Стихи** и проза", "en": "**Poems** and prose"},
    attendance=Attendance.HYBRID,
    place={"ru": "Ашхабад", "en": "Ashgabat"},
    link="https://events.example.org/readings",
    institutions=("host",),
)
EVENING = parts.event("evening", starts_at=parts.at("2027-05-25T18:00"), ends_at=parts.at("2027-05-25T20:00"))
POINTER = parts.event("pointer", title={"en": "The other forum"}, forum="other")
FORUM = parts.document(
    parts.session("one"), institutions=(parts.institution("host"),), events=(READINGS, EVENING, POINTER)
)
FRONT = "/forums/forum/"


@pytest.fixture
def published(session: DatabaseSession) -> None:
    """Publish a forum with three events; the forum to which one of them leads is published."""
    publish(parts.document(forum=parts.forum(slug="other")))
    publish(FORUM)


def text(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return html.unescape(response.get_data(as_text=True))


def plain(page: str) -> str:
    """The words of a page in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def section(page: str) -> str:
    start = page.index('<section class="section" id="events">')
    return page[start : page.index("</section>", start)]


@pytest.mark.parametrize(
    ("language", "title", "where", "words"),
    [
        (
            "ru",
            "Участников также приглашают 20–21 апреля 2027 Чтения",
            "Ашхабад, очно и онлайн. Приглашает: Library host",
            "Стихи и проза events.example.org : Чтения",
        ),
        (
            "en",
            "Participants are also invited 20–21 April 2027 Readings",
            "Ashgabat, on site and online. Invited by: Library host",
            "Poems and prose events.example.org : Readings",
        ),
    ],
)
def test_the_front_page_invites_under_a_heading_of_its_own(
    client: FlaskClient, published: None, language: str, title: str, where: str, words: str
) -> None:
    assert plain(section(text(client, f"{FRONT}?lang={language}"))).startswith(f"{title} {where} {words}")


def test_a_time_is_told_with_the_city_of_its_clock(client: FlaskClient, published: None) -> None:
    assert "25 May 2027, 18:00–20:00 (Ashgabat)" in section(text(client, f"{FRONT}?lang=en"))


def test_an_event_that_is_another_forum_leads_to_its_front_page(client: FlaskClient, published: None) -> None:
    assert section(text(client, f"{FRONT}?lang=en")).count('href="/forums/other/?lang=en"') == 2


def test_nothing_leads_to_a_forum_that_is_not_published(client: FlaskClient, session: DatabaseSession) -> None:
    publish(FORUM)
    assert "/forums/other/" not in text(client, FRONT)

    publish(parts.document(forum=parts.forum(slug="other")))
    publish(FORUM, later=HOUR)
    assert "/forums/other/" in text(client, FRONT)


def test_a_forum_without_events_has_no_heading_for_them(client: FlaskClient, session: DatabaseSession) -> None:
    publish(replace(FORUM, events=None))

    assert 'id="events"' not in text(client, FRONT)


def test_the_programme_lists_them_alone_or_with_the_sessions(client: FlaskClient, published: None) -> None:
    alone = text(client, f"{FRONT}programme/?kind=event&lang=en")
    others = text(client, f"{FRONT}programme/?kind=panel&lang=en")
    whole = text(client, f"{FRONT}programme/?lang=en")

    assert ['id="session-one"' in page for page in (alone, others, whole)] == [False, True, True]
    assert ['id="event-readings"' in page for page in (alone, others, whole)] == [True, False, True]
    assert '<option value="event" selected>Further events (3)</option>' in alone


def test_the_text_programme_ends_with_them(client: FlaskClient, published: None) -> None:
    lines = text(client, f"{FRONT}programme.txt?lang=en").partition("Participants are also invited")[2].splitlines()

    assert lines[1:9] == [
        "=============================",
        "",
        "20–21 April 2027",
        "Readings",
        "Ashgabat, on site and online",
        "Library host",
        "https://events.example.org/readings",
        "",
    ]
    assert lines[-1] == "http://127.0.0.1:8000/forums/other/?lang=en"


def test_search_engines_are_told_of_each_beside_the_forum(client: FlaskClient, published: None) -> None:
    page = text(client, f"{FRONT}?lang=en")
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    forum, events = json.loads(scripts[0]), json.loads(scripts[1])

    assert [each["name"] for each in forum["subEvent"]] == ["Session one"]
    assert [(each["name"], each["startDate"], each["endDate"]) for each in events] == [
        ("Readings", "2027-04-20", "2027-04-21"),
        ("Exhibition evening", "2027-05-25T18:00+05:00", "2027-05-25T20:00+05:00"),
        ("The other forum", "2027-04-20", "2027-04-21"),
    ]
    assert [each["url"] for each in events][:2] == [
        "https://events.example.org/readings",
        "http://127.0.0.1:8000/forums/forum/#event-evening",
    ]


def test_the_changes_page_says_what_became_of_an_event(client: FlaskClient, published: None) -> None:
    moved = replace(READINGS, starts_on=date(2027, 4, 22), ends_on=date(2027, 4, 23), place={"en": "Minsk"})
    publish(replace(FORUM, events=(moved, POINTER)), later=HOUR)

    page = text(client, f"{FRONT}changes/?lang=en")
    words = plain(page)

    assert "Readings When: 22–23 April 2027 (was: 20–21 April 2027). Place: Minsk (was: Ashgabat)." in words
    assert "Exhibition evening Taken out of the programme." in words
    assert 'href="/forums/forum/?lang=en#event-readings"' in page


@pytest.mark.parametrize("audience", [Visibility.REGISTERED, Visibility.INVITED])
def test_changes_of_hidden_events_are_hidden_and_losing_sight_is_a_removal(
    client: FlaskClient, published: None, audience: Visibility
) -> None:
    secret: Any = parts.event("secret", title={"en": "Quite secret"}, audience=audience)
    publish(replace(FORUM, events=(READINGS, EVENING, POINTER, secret)), later=HOUR)
    publish(replace(FORUM, events=(READINGS, EVENING, POINTER)), later=2 * HOUR)

    assert "Quite secret" not in text(client, f"{FRONT}changes/?lang=en")
    assert "Quite secret" not in text(client, f"{FRONT}changes.atom?lang=en")


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page_takes_the_same_number_of_queries(
    client: FlaskClient, session: DatabaseSession, queries: list[str], count: int
) -> None:
    publish(replace(FORUM, events=tuple(parts.event(f"event-{number}") for number in range(count))))
    queries.clear()

    client.get(FRONT)

    assert len(queries) == 2
