"""Going from day to day: a few days stand in a line, many as in a calendar."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import Document
from tests import parts, publishing

SWITCHER = re.compile(r'<nav class="days.*?</nav>', re.DOTALL)


def lasting(days: int) -> Document:
    """Return a forum of so many days with a session on each."""
    first = parts.at("2027-04-12T10:00")
    sessions = [
        parts.session(
            f"talk-{number}",
            room="hall",
            starts_at=first + timedelta(days=number),
            ends_at=first + timedelta(days=number, hours=1),
        )
        for number in range(days)
    ]
    whole = parts.document(*sessions, rooms=(parts.room("hall"), parts.room("attic")))
    return replace(whole, forum=replace(whole.forum, ends_on=first.date() + timedelta(days=days - 1)))


def shown(client: FlaskClient, path: str) -> str:
    return client.get(f"/forums/forum/{path}", headers={"Accept-Language": "en"}).get_data(as_text=True)


@pytest.mark.parametrize(
    ("days", "months"), [(3, []), (10, []), (11, ["April 2027"]), (60, ["April 2027", "May 2027", "June 2027"])]
)
def test_many_days_stand_as_in_a_calendar(
    client: FlaskClient, session: DatabaseSession, days: int, months: list[str]
) -> None:
    publishing.publish(lasting(days))

    switcher = SWITCHER.findall(shown(client, "programme/"))[0]

    assert switcher.count("?day=2027-") == days
    assert re.findall(r'<div class="month">\s*<p>([^<]+)</p>', switcher) == months


def test_the_day_that_is_shown_is_marked_in_the_calendar(client: FlaskClient, session: DatabaseSession) -> None:
    publishing.publish(lasting(60))

    switcher = SWITCHER.findall(shown(client, "programme/?day=2027-05-01"))[0]

    marked = r'href="[^"]*day=2027-05-01[^"]*" aria-label="Saturday, 1 May" aria-current="true">1<'
    assert len(re.findall(marked, switcher)) == 1
    assert switcher.count("aria-current") == 1


def test_the_front_page_of_a_long_forum_is_a_calendar_too(client: FlaskClient, session: DatabaseSession) -> None:
    publishing.publish(lasting(60))

    page = shown(client, "")

    assert page.count('<div class="month">') == 3
    assert '<p class="muted small">60 sessions</p>' in page
    assert 'class="contents"' not in page


@pytest.mark.parametrize("days", [1, 60])
def test_a_long_programme_takes_no_more_reads(
    client: FlaskClient, session: DatabaseSession, queries: list[str], days: int
) -> None:
    publishing.publish(lasting(days))
    queries.clear()

    shown(client, "programme/")

    assert len(queries) == 2


def test_rooms_side_by_side_show_the_visitors_time_once_a_row(client: FlaskClient, session: DatabaseSession) -> None:
    publishing.publish(lasting(2))

    page = shown(client, "programme/?view=rooms&tz=Europe/Moscow")

    rows = re.findall(r'<th scope="row" data-own-time>(.*?)</th>', page, re.DOTALL)
    assert [re.findall(r"\d\d:\d\d(?=<)", row) for row in rows] == [["10:00", "08:00"]] * 2
    assert page.count('class="own-time"') == 2


def test_rooms_leave_the_way_back_to_times_on_every_screen(client: FlaskClient, session: DatabaseSession) -> None:
    publishing.publish(lasting(2))

    assert '<li class="other-view"><a' in shown(client, "programme/?view=rooms")
    assert '<li class="other-view wide-only"><a' in shown(client, "programme/")


def test_the_first_night_belongs_to_the_first_day_and_later_ones_to_the_day_before(
    client: FlaskClient, session: DatabaseSession
) -> None:
    night = parts.session("arrival", starts_at=parts.at("2027-04-12T02:00"), ends_at=parts.at("2027-04-12T03:00"))
    late = parts.session("poems", starts_at=parts.at("2027-04-13T01:00"), ends_at=parts.at("2027-04-13T02:00"))
    publishing.publish(parts.document(night, late))

    switcher = re.findall(r"\?day=([0-9-]+)", shown(client, "programme/?view=rooms"))
    day = client.get("/forums/forum/programme/?day=2027-04-12").get_data(as_text=True)
    feed = client.get("/forums/forum/calendar/day/2027-04-12.ics").get_data(as_text=True)

    assert set(switcher) <= {"2027-04-12"}
    assert all(f"/programme/{key}/" in day for key in ("arrival", "poems"))
    assert feed.count("BEGIN:VEVENT") == 2
