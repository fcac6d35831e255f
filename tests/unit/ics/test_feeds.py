"""Calendars around events."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from forumapp.exchange.ics import download, feed, vtimezone
from tests.unit.ics.samples import DOCUMENT, events, in_zone

pytestmark = pytest.mark.once

HOUR = timedelta(hours=1)


def test_a_feed_is_its_head_its_zone_and_its_events():
    octets = feed(
        events(),
        name="Форум\n2027",
        description="Программа, полностью",
        timezone="Asia/Ashgabat",
        zones=["Asia/Ashgabat"],
        refresh=HOUR,
        source_url="https://forum.example/forums/libraries-2027/calendar.ics",
        color="#0a7d55",
    )

    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Forum//Programme 1//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Форум 2027",
        "X-WR-CALNAME:Форум 2027",
        "X-WR-CALDESC:Программа\\, полностью",
        "X-WR-TIMEZONE:Asia/Ashgabat",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "SOURCE;VALUE=URI:https://forum.example/forums/libraries-2027/calendar.ics",
        "X-APPLE-CALENDAR-COLOR:#0A7D55",
    ]
    zone = vtimezone("Asia/Ashgabat", 2027, 2027)
    assert octets == b"".join([*(f"{line}\r\n".encode() for line in head), zone, *events(), b"END:VCALENDAR\r\n"])


@pytest.mark.parametrize(("refresh", "value"), [(HOUR / 4, b"PT15M"), (HOUR * 25, b"PT25H"), (HOUR * 1.5, b"PT90M")])
def test_the_time_to_the_next_look_is_written_in_hours_or_minutes(refresh, value):
    assert b"X-PUBLISHED-TTL:" + value + b"\r\n" in feed([], name="x", refresh=refresh)


def test_a_feed_without_events_keeps_the_zone_of_its_forum():
    octets = feed([], name="x", timezone="Europe/Chisinau")

    assert [part.name for part in Calendar.from_ical(octets).subcomponents] == ["VTIMEZONE"]
    assert b"TZID:Europe/Chisinau" in octets


@pytest.mark.parametrize("zone", ["Asia/Jerusalem", None])
def test_a_feed_without_events_and_without_a_simple_zone_is_still_valid(zone):
    octets = feed([], name="x", timezone=zone)

    assert b"BEGIN:VTIMEZONE\r\nTZID:UTC\r\n" in octets


def test_only_zones_in_use_are_defined_in_order_of_their_names():
    moscow, chisinau, almaty = in_zone("Europe/Moscow"), in_zone("Europe/Chisinau"), in_zone("Asia/Almaty", year=2023)
    octets = feed(
        [*events(moscow), *events(chisinau), *events(almaty)],
        name="x",
        timezone="Europe/Moscow",
        zones={"Europe/Moscow", "Europe/Chisinau", "Asia/Almaty", "Asia/Baku"},
    )

    zones = [part["TZID"] for part in Calendar.from_ical(octets).subcomponents if part.name == "VTIMEZONE"]
    assert zones == ["Europe/Chisinau", "Europe/Moscow"]


def test_a_download_is_one_busy_event_without_a_name_for_the_calendar():
    octets = download(events()[0], zone="Asia/Ashgabat")

    calendar = Calendar.from_ical(octets)
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE", "VEVENT"]
    assert calendar.events[0]["TRANSP"] == "OPAQUE"
    assert not {"NAME", "X-WR-CALNAME", "METHOD"} & set(calendar)


def test_no_feed_has_a_method():
    assert b"METHOD" not in feed(events(), name="x", zones=["Asia/Ashgabat"])


def test_each_line_of_a_feed_keeps_the_octet_rules():
    octets = feed(events(), name="очень длинное имя " * 9, zones=["Asia/Ashgabat"])

    lines = octets.split(b"\r\n")
    assert lines.pop() == b""
    assert not [line for line in lines if len(line) > 75 or not line.strip() or b"\n" in line or b"\r" in line]
    assert len(Calendar.from_ical(octets).events) == len(DOCUMENT.sessions)
