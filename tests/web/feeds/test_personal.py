"""A delegate's own calendar: what is in it, who may have it, what it gives away."""

from datetime import timedelta

import pytest

from forumapp.exchange.document import Status
from forumapp.forums.queries import forum_by_slug
from forumapp.registration import service
from forumapp.registration.models import FeedToken, RegistrationStatus, Star
from forumapp.registration.queries import live_feed_token
from tests import factories
from tests.web.feeds.reading import read
from tests.web.feeds.samples import NOW, SLUG, document, revised, without


class Delegate:
    """A delegate who marked sessions and subscribed to them."""

    def __init__(self, session, keys, **changes) -> None:
        self.registration = factories.Registration(forum=forum_by_slug(SLUG), **changes)
        self.session = session
        for key in keys:
            session.add(Star(registration_id=self.registration.id, session_key=key, created_at=NOW))
        self.token = service.renew_feed(self.registration, now=NOW)
        session.commit()

    @property
    def path(self) -> str:
        return f"/calendar/{self.token}.ics"


@pytest.fixture
def delegate(reader, session):
    """Somebody who marked an open session, one for delegates, a closed one, one on site and one that never was."""
    return Delegate(session, ["opening", "delegates", "closed", "reports", "gone"])


def test_it_holds_the_marked_sessions_that_the_delegate_may_know(delegate, client):
    events = read(client.get(delegate.path).data)

    assert [event.url.rpartition("/programme/")[2] for event in events] == ["opening/", "reports/", "delegates/"]
    assert {event.transparency for event in events} == {"OPAQUE"}


@pytest.mark.parametrize("status", [RegistrationStatus.WAITLISTED, RegistrationStatus.UNVERIFIED])
def test_who_is_not_confirmed_sees_what_strangers_see_and_no_way_in(reader, session, client, status):
    delegate = Delegate(session, ["opening", "delegates"], status=status)

    events = read(client.get(delegate.path).data)

    assert [event.summary for event in events] == ["Заседание opening"]
    assert "/join/" not in client.get(delegate.path).text


def test_it_says_where_to_join_what_has_an_online_side(delegate, client):
    events = read(client.get(delegate.path).data)

    join = f"http://127.0.0.1:8000/forums/{SLUG}/join"
    assert [event.conference for event in events] == [f"{join}/opening", "", f"{join}/delegates"]
    assert "meet.example.org" not in "".join(event.conference + event.location for event in events)


def test_it_names_neither_its_address_nor_the_delegate(delegate, client):
    response = client.get(delegate.path)

    text = response.text.replace("\r\n ", "")
    registration = delegate.registration
    for secret in (delegate.token, registration.email, registration.family_name, "SOURCE", "meet.example.org"):
        assert secret not in text
        assert secret not in str(response.headers)


def test_the_headers_are_those_of_a_private_calendar(delegate, client):
    response = client.get(delegate.path)

    headers = {name: response.headers[name] for name in ("Content-Type", "Cache-Control", "X-Robots-Tag")}
    assert headers == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Cache-Control": "private, no-cache",
        "X-Robots-Tag": "noindex",
    }
    assert response.headers["Content-Disposition"] == 'inline; filename="my-programme.ics"'
    assert "Last-Modified" not in response.headers


def test_a_client_that_knows_it_is_told_so_until_a_mark_changes(delegate, client, session):
    tag = client.get(delegate.path).headers["ETag"]
    known = {"If-None-Match": tag}

    again = client.get(delegate.path, headers=known)
    service.unstar(delegate.registration, "opening", now=NOW)
    session.commit()
    changed = client.get(delegate.path, headers=known)

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert changed.status_code == 200


def test_it_speaks_the_delegates_language_unless_the_address_names_another(reader, session, client):
    delegate = Delegate(session, ["opening"], language="en")

    assert read(client.get(delegate.path).data)[0].summary == "Session opening"
    assert read(client.get(f"{delegate.path}?lang=ru").data)[0].summary == "Заседание opening"
    assert read(client.get(f"{delegate.path}?lang=de").data)[0].summary == "Session opening"


def test_cancelled_and_removed_sessions_stay_and_let_nobody_in(delegate, reader, client):
    reader.publish(revised(document(), "opening", status=Status.CANCELLED), now=NOW + timedelta(minutes=1))
    cancelled = read(client.get(delegate.path).data)
    reader.publish(without(document(), "opening"), now=NOW + timedelta(minutes=2))
    removed = read(client.get(delegate.path).data)

    assert [(event.status, event.sequence, event.conference) for event in (cancelled[0], removed[0])] == [
        ("CANCELLED", 1, ""),
        ("CANCELLED", 2, ""),
    ]


def test_a_revoked_address_is_gone(delegate, client, session):
    service.revoke_feed(delegate.registration, now=NOW)
    session.commit()

    assert refusal(client, delegate) == (410, "private, no-store")


@pytest.mark.parametrize("status", [RegistrationStatus.WITHDRAWN, RegistrationStatus.DECLINED])
def test_the_address_of_a_delegate_who_left_is_gone(reader, session, client, status):
    assert refusal(client, Delegate(session, ["opening"], status=status)) == (410, "private, no-store")


def test_an_unknown_address_is_not_there(client):
    response = client.get("/calendar/nobody.ics")

    assert (response.status_code, response.headers["Cache-Control"]) == (404, "private, no-store")


def refusal(client, delegate):
    """Status and Cache-Control of a refusal that names nobody."""
    response = client.get(delegate.path)
    for secret in (delegate.registration.email, delegate.registration.family_name, SLUG):
        assert secret not in response.text
    return response.status_code, response.headers["Cache-Control"]


def test_a_fetch_is_noted_once_an_hour(delegate, client, session, clock, queries):
    def noted():
        session.expire_all()
        token = session.get(FeedToken, token_id)
        return token.fetched_at, token.fetched_by

    token_id = live_feed_token(delegate.registration).id
    first = NOW + timedelta(hours=1)
    client.head(delegate.path)
    assert noted() == (None, None)
    client.get(delegate.path, headers={"User-Agent": f"Mozilla/5.0 ({'1' * 80}) Thunderbird/115.0"})
    assert noted() == (first, "Thunderbird")
    clock.move_to(first + timedelta(minutes=59))
    queries.clear()
    client.get(delegate.path)
    assert noted()[0] == first
    assert [statement for statement in queries if statement.startswith("UPDATE")] == []
    clock.move_to(first + timedelta(hours=1))
    client.get(delegate.path, headers={"User-Agent": "other"})
    assert noted() == (first + timedelta(hours=1), "other")


def test_the_token_is_not_in_the_log(delegate, client, caplog):
    client.get(delegate.path)

    assert delegate.token not in str([vars(record) for record in caplog.records])
    assert caplog.records[-1].facts["path"] == "/calendar/….ics"


def test_it_takes_the_same_few_queries_for_one_mark_and_for_many(reader, session, client, queries):
    one, many = (
        Delegate(session, ["opening"]),
        Delegate(session, ["opening", "reports", "night", "workshop", "planned"]),
    )
    counts = []
    for delegate in (one, many):
        client.get(delegate.path)
        queries.clear()
        client.get(delegate.path)
        counts.append(len(queries))

    assert counts == [6, 6]
