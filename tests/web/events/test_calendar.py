"""Further events in calendars: an event of their own, a kind of their own, revisions and tombstones as sessions have."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp import clock
from forumapp.exchange.document import Document, Visibility
from forumapp.forums.queries import forum_by_slug
from forumapp.policy import TeamRole
from forumapp.registration.models import Star
from forumapp.registration.service import renew_feed
from forumapp.schedule.service import uids_of
from tests import factories, parts
from tests.publishing import NOW, publish
from tests.signing_in import sign_in_as
from tests.web.feeds.reading import Event, read

HOUR = timedelta(hours=1)
WHOLE, KIND = "/forums/forum/calendar.ics?lang=en", "/forums/forum/calendar/kind/event.ics?lang=en"
DAYS = parts.event("same", title={"en": "Exhibition"})
EVENING = parts.event(
    "evening",
    title={"en": "Evening"},
    starts_at=parts.at("2027-04-12T18:00"),
    ends_at=parts.at("2027-04-12T20:00"),
)
FORUM = parts.document(
    parts.session("same", title={"en": "Session"}),
    events=(DAYS, EVENING, parts.event("members", audience=Visibility.REGISTERED, title={"en": "Members"})),
)


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock stand shortly after the releases."""
    monkeypatch.setattr(clock, "now", lambda: NOW + 5 * HOUR)


def events(client: FlaskClient, address: str = WHOLE) -> list[Event]:
    response = client.get(address)
    assert response.status_code == 200
    return read(response.data)


def titles(client: FlaskClient, address: str = WHOLE) -> list[str]:
    return [event.summary for event in events(client, address)]


def block(client: FlaskClient, title: str, address: str = WHOLE) -> str:
    """The lines of the event with this title."""
    body = client.get(address).data.replace(b"\r\n ", b"").decode()
    return next(each for each in re.findall("BEGIN:VEVENT.*?END:VEVENT", body, re.DOTALL) if title in each)


def uid_of(name: str) -> str:
    forum = forum_by_slug("forum")
    assert forum is not None
    return uids_of(forum)[name]


def publish_later(document: Document, hours: int) -> None:
    assert publish(document, later=hours * HOUR) is not None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("calendar.ics?lang=en", ["Session", "Evening", "Exhibition"]),
        ("calendar.ics?lang=en&kind=event", ["Evening", "Exhibition"]),
        ("calendar/kind/event.ics?lang=en", ["Evening", "Exhibition"]),
        ("calendar/kind/event.ics?lang=en&day=2027-04-12", ["Evening"]),
        ("calendar/kind/panel.ics?lang=en", ["Session"]),
        ("calendar/day/2027-04-12.ics?lang=en", ["Session", "Evening"]),
        ("calendar/day/2027-04-13.ics?lang=en", []),
        ("calendar/language/ru.ics?lang=en", ["Session"]),
    ],
)
def test_a_feed_holds_the_events_that_its_address_selects(
    client: FlaskClient, session: DatabaseSession, address: str, expected: list[str]
) -> None:
    publish(FORUM)

    assert titles(client, f"/forums/forum/{address}") == expected


def test_whole_days_and_times_have_their_forms_and_a_category_of_their_own(
    client: FlaskClient, session: DatabaseSession
) -> None:
    publish(FORUM)

    days, evening = block(client, "Exhibition"), block(client, "Evening")

    assert "DTSTART;VALUE=DATE:20270420\r\nDTEND;VALUE=DATE:20270422\r\n" in days
    assert "DTSTART;TZID=Asia/Ashgabat:20270412T180000\r\nDTEND;TZID=Asia/Ashgabat:20270412T200000\r\n" in evening
    assert [line for each in (days, evening) for line in each.split("\r\n") if line[:6] in ("CATEGO", "TRANSP")] == [
        "CATEGORIES:Further event",
        "TRANSP:TRANSPARENT",
    ] * 2


def test_the_subscription_page_offers_them_as_a_kind_and_counts_them(
    client: FlaskClient, session: DatabaseSession
) -> None:
    publish(FORUM)

    page = client.get("/forums/forum/calendar/?lang=en").text

    feed = page[page.index(">Further events</h3>") :]
    assert re.findall(r'<p class="muted small">([^<]+)</p>', feed)[0] == "2 further events"
    assert "/calendar/kind/event.ics?lang=en" in feed[: feed.index("</li>")]
    assert re.findall(r'<p class="muted">([^<]+)</p>', page)[0] == "1 session; 2 further events"


def test_a_forum_without_events_does_not_offer_them(client: FlaskClient, session: DatabaseSession) -> None:
    publish(replace(FORUM, events=None))

    assert "kind/event.ics" not in client.get("/forums/forum/calendar/").text
    assert titles(client, KIND) == []


def test_an_event_and_a_session_of_one_key_are_two_and_only_what_changed_has_a_new_revision(
    client: FlaskClient, session: DatabaseSession
) -> None:
    publish(FORUM)
    before = {event.uid: (event.sequence, event.last_modified) for event in events(client)}

    publish_later(replace(FORUM, events=(replace(DAYS, ends_on=date(2027, 4, 30)), *(FORUM.events or ())[1:])), 1)

    after = {event.uid: (event.sequence, event.last_modified) for event in events(client)}
    changed = f"{uid_of('event:same')}@forumapp"
    assert uid_of("event:same") != uid_of("same")
    assert {uid for uid in before if before[uid] != after[uid]} == {changed}
    assert after[changed] == (1, NOW + HOUR)


def test_a_removed_event_stays_as_cancelled_for_thirty_days_after_its_end(
    client: FlaskClient, session: DatabaseSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(FORUM)
    uid = f"{uid_of('event:same')}@forumapp"
    publish_later(replace(FORUM, events=(FORUM.events or ())[1:]), 1)

    gone = next(event for event in events(client, KIND) if event.uid == uid)
    assert (gone.summary, gone.status, gone.sequence) == ("Cancelled: Exhibition", "CANCELLED", 1)

    monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat("2027-05-22T00:01+05:00"))
    assert titles(client, KIND) == ["Evening"]


def test_an_event_that_comes_back_has_its_old_uid_and_a_higher_sequence(
    client: FlaskClient, session: DatabaseSession
) -> None:
    publish(FORUM)
    uid = f"{uid_of('event:same')}@forumapp"
    publish_later(replace(FORUM, events=(FORUM.events or ())[1:]), 1)
    publish_later(FORUM, 2)

    back = next(event for event in events(client) if event.uid == uid)

    assert (back.summary, back.sequence) == ("Exhibition", 2)


def test_an_event_that_is_hidden_leaves_without_a_word(client: FlaskClient, session: DatabaseSession) -> None:
    publish(FORUM)
    hidden = replace(DAYS, audience=Visibility.INVITED)
    publish_later(replace(FORUM, events=(hidden, *(FORUM.events or ())[1:])), 1)

    assert titles(client) == ["Session", "Evening"]


def test_nothing_changed_is_the_same_bytes(client: FlaskClient, session: DatabaseSession) -> None:
    publish(FORUM)
    first = client.get(KIND)

    publish_later(replace(FORUM, sessions=(replace(FORUM.sessions[0], title={"en": "Renamed"}),)), 1)
    second = client.get(KIND)

    assert second.data == first.data
    assert client.get(KIND, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_the_desks_calendar_holds_all_of_them_as_they_will_be_published(
    client: FlaskClient, session: DatabaseSession
) -> None:
    publish(FORUM)
    forum = forum_by_slug("forum")
    published = block(client, "Exhibition")
    sign_in_as(client, session, forum, TeamRole.READ_ONLY)

    address = "/forums/forum/manage/documents/programme.ics?lang=en"

    assert titles(client, address) == ["Session", "Evening", "Members", "Exhibition"]
    assert block(client, "Exhibition", address) == published


def test_a_personal_calendar_holds_marked_sessions_and_no_event_of_the_same_key(
    client: FlaskClient, session: DatabaseSession
) -> None:
    publish(FORUM)
    registration = factories.Registration(forum=forum_by_slug("forum"))
    session.add(Star(registration_id=registration.id, session_key="same", created_at=NOW))
    token: Any = renew_feed(registration, now=NOW)
    session.commit()

    assert titles(client, f"/calendar/{token}.ics") == ["Session"]
