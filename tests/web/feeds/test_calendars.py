"""Public calendars: what is in which, and how a client keeps one."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.http import http_date

from forumapp.exchange.document import Status
from forumapp.schedule.models import EventRevision
from forumapp.schedule.words import calendar_words
from tests.web.feeds.samples import HIDDEN, NOW, SECRET, SLUG, document, revised, uids, wall, without

WHOLE = ["opening", "reports", "lunch", "night", "workshop", "planned"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("calendar.ics", WHOLE),
        ("calendar/day/2027-04-12.ics", ["opening", "reports", "lunch", "night"]),
        ("calendar/day/2027-04-13.ics", ["workshop", "planned"]),
        ("calendar/track/heritage.ics", ["opening", "workshop"]),
        ("calendar/room/hall.ics", ["opening", "night"]),
        ("calendar/kind/break.ics", ["lunch"]),
        ("calendar/language/en.ics", ["reports", "night"]),
        ("calendar/person/ayna.ics", ["opening"]),
        ("calendar/person/olga.ics", ["reports"]),
        ("calendar/session/night.ics", ["night"]),
        ("calendar.ics?track=heritage&day=2027-04-13", ["workshop"]),
        ("calendar.ics?person=olga", ["reports"]),
        ("calendar.ics?room=&kind=plenary", ["opening"]),
        ("calendar/room/hall.ics?language=en", ["night"]),
        ("calendar/room/hall.ics?room=office", ["opening", "night"]),
        ("calendar.ics?utm_source=x", WHOLE),
        ("calendar/room/empty.ics", []),
        ("calendar/track/unused.ics", []),
        ("calendar/person/quiet.ics", []),
        ("calendar/kind/ceremony.ics", []),
    ],
)
def test_a_feed_holds_what_its_address_selects_in_the_order_of_time(reader, path, expected):
    assert reader.keys(path) == expected


@pytest.mark.parametrize(
    "path",
    [
        "calendar/day/2027-04-14.ics",
        "calendar/day/today.ics",
        "calendar/track/nothing.ics",
        "calendar/room/nothing.ics",
        "calendar/kind/nothing.ics",
        "calendar/language/de.ics",
        "calendar/person/nobody.ics",
        "calendar/session/nothing.ics",
        "calendar/session/someday.ics",
        "calendar.ics?room=nothing",
        "calendar/room/hall.ics?track=nothing",
        *(f"calendar/session/{key}.ics" for key in HIDDEN),
        *(f"calendar/room/room-{key}.ics" for key in HIDDEN),
        *(f"calendar/track/track-{key}.ics" for key in HIDDEN),
        *(f"calendar/person/person-{key}.ics" for key in HIDDEN),
    ],
)
def test_what_nobody_knows_and_what_is_hidden_is_equally_unknown(reader, path):
    response = reader.client.get(f"/forums/{SLUG}/{path}")

    assert response.status_code == 404
    assert SECRET.encode() not in response.data


def test_a_forum_without_a_release_has_no_feeds(client):
    assert client.get("/forums/nothing/calendar.ics").status_code == 404


@pytest.mark.parametrize(
    ("query", "title", "name"),
    [
        ("", "Заседание opening", "Содружество библиотек: Наследие"),
        ("?lang=en", "Session opening", "The Library Community: Heritage"),
        ("?lang=tk", "Заседание opening", "Содружество библиотек: Наследие"),
    ],
)
def test_a_feed_speaks_the_language_of_its_address_else_the_forums_first(reader, query, title, name):
    response = reader.client.get(
        f"/forums/{SLUG}/calendar/track/heritage.ics{query}", headers={"Accept-Language": "en"}
    )

    assert f":{title}\r\n" in response.text
    assert f"\r\nX-WR-CALNAME:{name}\r\n" in response.text
    assert "\r\nX-APPLE-CALENDAR-COLOR:#335577\r\n" in response.text
    assert "Accept-Language" not in response.headers["Vary"]


def test_a_feed_names_its_own_address_without_what_it_does_not_depend_on(reader):
    octets = reader.octets("calendar/room/hall.ics?utm=x&lang=en&language=en&lang=ru")

    unfolded = octets.replace(b"\r\n ", b"").decode()

    own = f"/forums/{SLUG}/calendar/room/hall.ics?language=en&lang=en"
    assert [line for line in unfolded.splitlines() if line.startswith("SOURCE")] == [
        f"SOURCE;VALUE=URI:http://127.0.0.1:8000{own}"
    ]


def test_the_headers_are_those_of_a_public_calendar(reader):
    response = reader.client.get(f"/forums/{SLUG}/calendar/day/2027-04-12.ics?kind=panel")

    headers = {
        name: response.headers[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control", "Vary")
    }
    assert headers == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": f'inline; filename="{SLUG}-2027-04-12-panel.ics"',
        "Cache-Control": "public, max-age=300",
        "Vary": "Accept-Encoding",
    }
    assert response.headers["Last-Modified"] == http_date(NOW)
    assert "Set-Cookie" not in response.headers


def test_a_session_is_a_file_to_open_and_makes_the_reader_busy(reader):
    response = reader.client.get(f"/forums/{SLUG}/calendar/session/opening.ics")

    assert response.headers["Content-Disposition"] == f'attachment; filename="{SLUG}-opening.ics"'
    assert b"X-WR-CALNAME" not in response.data
    assert reader.event("opening", "calendar/session/opening.ics").transparency == "OPAQUE"
    assert reader.event("opening").transparency == "TRANSPARENT"


def test_a_client_that_knows_the_feed_is_told_so(reader):
    path = f"/forums/{SLUG}/calendar.ics"
    first = reader.client.get(path)
    tag = first.headers["ETag"]
    packed = reader.client.get(path, headers={"Accept-Encoding": "gzip"})

    def status(**headers):
        answer = reader.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return answer.status_code

    assert status(If_None_Match=tag) == 304
    assert status(If_None_Match=f"W/{tag}") == 304
    assert status(If_None_Match=f'"other", W/{tag}') == 304
    assert status(If_None_Match=packed.headers["ETag"]) == 304
    assert status(If_None_Match='"other"') == 200
    assert status(If_Modified_Since=http_date(NOW)) == 304
    assert status(If_Modified_Since=http_date(NOW - timedelta(seconds=1))) == 200
    assert status(If_Modified_Since="yesterday") == 200
    assert status(If_None_Match='"other"', If_Modified_Since=http_date(NOW)) == 200
    assert packed.headers["ETag"] == f'{tag[:-1]}-gz"'
    assert gzip.decompress(packed.data) == first.data


def test_a_304_repeats_what_caches_need(reader):
    path = f"/forums/{SLUG}/calendar.ics"
    first = reader.client.get(path)

    again = reader.client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert again.data == b""
    kept = ("ETag", "Cache-Control", "Vary")
    assert [again.headers[name] for name in kept] == [first.headers[name] for name in kept]


def test_head_has_the_headers_of_get_and_no_body(reader):
    path = f"/forums/{SLUG}/calendar.ics"
    get, head = reader.client.get(path), reader.client.head(path)

    assert head.data == b""
    assert {k: v for k, v in head.headers.items() if k != "X-Request-Id"} == {
        k: v for k, v in get.headers.items() if k != "X-Request-Id"
    }
    assert head.headers["Content-Length"] == str(len(get.data))


def test_other_methods_are_refused_cheaply(reader, queries):
    response = reader.client.open(f"/forums/{SLUG}/calendar.ics", method="PROPFIND")

    assert response.status_code == 405
    assert queries == []


def test_a_change_raises_the_sequence_and_keeps_the_uid(reader):
    first = reader.event("opening")
    steps = [
        revised(document(), "opening", starts_at=wall("2027-04-12T09:00")),
        replace(
            document(),
            rooms=tuple(
                replace(each, title={"ru": "Зал"}) if each.key == "hall" else each for each in document().rooms
            ),
        ),
        revised(document(), "opening", status=Status.CANCELLED),
        document(),
    ]

    seen = []
    for number, step in enumerate(steps, 1):
        reader.publish(step, now=NOW + timedelta(minutes=number))
        seen.append(reader.event("opening"))

    assert {event.uid for event in seen} == {first.uid}
    assert [event.sequence for event in [first, *seen]] == [0, 1, 2, 3, 4]
    assert [event.last_modified for event in seen] == [NOW + timedelta(minutes=number) for number in (1, 2, 3, 4)]
    assert [event.status for event in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert [event.summary for event in seen][2] == f"{calendar_words('ru').cancelled}: Заседание opening"
    assert reader.event("workshop").sequence == 0


def test_a_release_that_leaves_a_feed_alone_leaves_its_etag(reader):
    path = f"/forums/{SLUG}/calendar/room/office.ics"
    before = reader.client.get(path).headers["ETag"]

    reader.publish(revised(document(), "workshop", title={"ru": "Другое"}), now=NOW + timedelta(minutes=1))

    after = reader.client.get(path)
    assert after.headers["ETag"] == before
    assert after.headers["Last-Modified"] == http_date(NOW + timedelta(minutes=1))


@pytest.mark.parametrize(
    "path",
    [
        "calendar.ics",
        "calendar/day/2027-04-12.ics",
        "calendar/room/hall.ics",
        "calendar/track/heritage.ics",
        "calendar/person/maral.ics",
        "calendar/kind/plenary.ics",
    ],
)
def test_a_removed_session_stays_as_cancelled_in_the_feeds_that_had_it(reader, path):
    sequence = reader.event("opening", path).sequence

    reader.publish(without(document(), "opening"), now=NOW + timedelta(minutes=1))

    event = reader.events(path)[0]
    assert (event.status, event.sequence) == ("CANCELLED", sequence + 1)
    assert event.summary == f"{calendar_words('ru').cancelled}: Заседание opening"
    assert event.url.endswith(f"/forums/{SLUG}/programme/")


def test_a_removed_session_is_not_in_feeds_that_never_had_it_nor_a_file_any_more(reader):
    reader.publish(without(document(), "opening"), now=NOW + timedelta(minutes=1))

    assert reader.keys("calendar/room/office.ics") == ["reports"]
    assert reader.client.get(f"/forums/{SLUG}/calendar/session/opening.ics").status_code == 404


def test_a_removed_session_leaves_thirty_days_after_its_end(reader, clock):
    reader.publish(without(document(), "opening"), now=NOW + timedelta(minutes=1))
    path = f"/forums/{SLUG}/calendar.ics"
    ends = datetime(2027, 4, 12, 6, 0, tzinfo=UTC) + timedelta(days=30)

    clock.move_to(ends - timedelta(seconds=1))
    last = reader.client.get(path)
    clock.move_to(ends)
    after = reader.client.get(path, headers={"If-Modified-Since": last.headers["Last-Modified"]})

    assert last.text.count("STATUS:CANCELLED") == 1
    assert after.status_code == 200
    assert after.text.count("STATUS:CANCELLED") == 0
    assert after.headers["Last-Modified"] == http_date(ends)


def test_a_session_that_comes_back_is_alive_under_its_uid(reader):
    first = reader.event("opening")

    reader.publish(without(document(), "opening"), now=NOW + timedelta(minutes=1))
    reader.publish(document(), now=NOW + timedelta(minutes=2))

    event = reader.event("opening")
    assert (event.uid, event.status, event.sequence) == (first.uid, "CONFIRMED", 2)


def test_a_session_that_loses_its_time_is_cancelled_once(reader):
    reader.publish(revised(document(), "opening", starts_at=None, ends_at=None), now=NOW + timedelta(minutes=1))

    states = [event.status for event in reader.events() if event.uid == f"{uids()['opening']}@forumapp"]

    assert states == ["CANCELLED"]


def test_a_session_that_is_hidden_later_is_gone_without_a_word(reader):
    hidden = revised(document(), "opening", visibility=document().sessions[-1].visibility, title={"ru": SECRET})
    reader.publish(hidden, now=NOW + timedelta(minutes=1))

    assert reader.keys() == WHOLE[1:]
    assert SECRET.encode() not in reader.octets()


def test_clients_shall_ask_more_often_while_the_forum_takes_place(reader, clock):
    before = reader.client.get(f"/forums/{SLUG}/calendar.ics")
    clock.move_to(datetime(2027, 4, 12, 5, 0, tzinfo=UTC))
    during = reader.client.get(f"/forums/{SLUG}/calendar.ics")
    clock.move_to(datetime(2027, 4, 13, 19, 0, tzinfo=UTC))
    after = reader.client.get(f"/forums/{SLUG}/calendar.ics")

    assert "\r\nX-PUBLISHED-TTL:PT1H\r\n" in before.text
    assert "\r\nX-PUBLISHED-TTL:PT15M\r\n" in during.text
    assert during.headers["Last-Modified"] == http_date(datetime(2027, 4, 11, 19, 0, tzinfo=UTC))
    assert after.data == before.data
    assert after.headers["Last-Modified"] == http_date(datetime(2027, 4, 13, 19, 0, tzinfo=UTC))


def test_a_calendar_that_cannot_be_complete_is_not_sent(reader, session):
    session.query(EventRevision).filter_by(session_key="night", language="ru").delete()
    session.commit()

    response = reader.client.get(f"/forums/{SLUG}/calendar.ics")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_all_forums_have_one_event_of_whole_days_each(reader):
    first = reader.client.get("/calendar.ics")
    reader.publish(revised(document(), "night", title={"ru": "Иначе"}), now=NOW + timedelta(minutes=1))
    second = reader.client.get("/calendar.ics?lang=ru")

    lines = second.text.splitlines()
    assert [line for line in lines if line.startswith("DT")] == [
        "DTSTART;VALUE=DATE:20270412",
        "DTEND;VALUE=DATE:20270414",
        "DTSTAMP:20270110T090100Z",
    ]
    assert "SEQUENCE:0" in first.text.splitlines()
    assert "SEQUENCE:1" in lines
    assert "SUMMARY;LANGUAGE=ru:Содружество библиотек" in lines
    assert [line for line in lines if line.startswith("UID")] == [
        line for line in first.text.splitlines() if line.startswith("UID")
    ]
    assert second.headers["Last-Modified"] == http_date(NOW + timedelta(minutes=1))


def test_the_calendar_of_no_forums_is_valid(client):
    response = client.get("/calendar.ics")

    assert response.status_code == 200
    assert response.text.count("BEGIN:VTIMEZONE") == 1


@pytest.mark.parametrize("path", ["calendar.ics", "calendar/track/heritage.ics", "calendar/session/night.ics"])
def test_a_feed_takes_the_same_few_queries_for_few_and_many_sessions(reader, queries, path):
    queries.clear()
    reader.octets(path)
    few = len(queries)
    sessions = document().sessions
    more = tuple(replace(sessions[4], key=f"more-{number}") for number in range(20))
    reader.publish(replace(document(), sessions=(*sessions, *more)), now=NOW + timedelta(minutes=1))
    queries.clear()

    reader.octets(path)

    assert len(queries) == few == 3


def test_removed_sessions_cost_one_query_more_however_many_they_are(reader, queries):
    programme = document()
    for number, key in enumerate(["opening", "reports", "night"], 1):
        programme = without(programme, key)
        reader.publish(programme, now=NOW + timedelta(minutes=number))
    queries.clear()

    events = reader.events()

    assert len(queries) == 4
    assert [event.status for event in events] == [
        "CANCELLED",
        "CANCELLED",
        "CONFIRMED",
        "CANCELLED",
        "CONFIRMED",
        "CONFIRMED",
    ]
