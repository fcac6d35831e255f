"""What the calendar event of a further event says, line by line."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from forumapp.exchange.document import Attendance, EventPart
from forumapp.exchange.ics import EventWriter
from tests import parts
from tests.unit.ics.samples import WORDS

pytestmark = pytest.mark.once

EXHIBITION = parts.event(
    "exhibition",
    title={"ru": "Выставка; рукописи, диваны", "en": "Exhibition; manuscripts, divans"},
    description={"en": "**A hundred** pages."},
    place={"en": "Ashgabat"},
    link="https://events.example.org/pages",
    institutions=("host",),
)
EVENING = parts.event("evening", starts_at=parts.at("2027-05-25T18:00"), ends_at=parts.at("2027-05-25T20:00"))


def writer(**changes: Any) -> EventWriter:
    document = parts.document(forum=parts.forum(**changes), institutions=(parts.institution("host"),))
    return EventWriter(document, language="en", base_url="https://forum.example.org", words=WORDS)


def lines(event: EventPart, **changes: Any) -> list[str]:
    body = writer(**changes).body(event, uid="1@forumapp")
    return body.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def line(name: str, event: EventPart, **changes: Any) -> str:
    return next((each for each in lines(event, **changes) if each.startswith(name)), "")


def test_whole_days_end_before_the_day_after_and_leave_the_reader_free() -> None:
    assert lines(EXHIBITION) == [
        "UID:1@forumapp",
        "DTSTART;VALUE=DATE:20270420",
        "DTEND;VALUE=DATE:20270422",
        "SUMMARY;LANGUAGE=en:Exhibition\\; manuscripts\\, divans",
        "DESCRIPTION;LANGUAGE=en:Library host\\n\\nA hundred pages.\\n\\nhttps://events.example.org/pages",
        "LOCATION:Ashgabat",
        "URL:https://events.example.org/pages",
        "CATEGORIES:Further event",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
    ]


def test_one_day_ends_on_the_next() -> None:
    assert line("DTEND", replace(EXHIBITION, ends_on=None)) == "DTEND;VALUE=DATE:20270421"


def test_a_time_is_one_on_the_forums_clock() -> None:
    assert lines(EVENING)[1:3] == [
        "DTSTART;TZID=Asia/Ashgabat:20270525T180000",
        "DTEND;TZID=Asia/Ashgabat:20270525T200000",
    ]


@pytest.mark.parametrize(
    ("changes", "addresses"),
    [
        ({}, ["https://events.example.org/pages"]),
        (
            {"forum": "another"},
            ["https://events.example.org/pages", "https://forum.example.org/forums/another/"],
        ),
        ({"forum": "another", "link": None}, ["https://forum.example.org/forums/another/"]),
        ({"link": None}, ["https://forum.example.org/forums/forum/#event-exhibition"]),
    ],
)
def test_it_leads_to_its_page_to_the_forum_that_it_is_or_to_where_it_is_named(
    changes: dict[str, Any], addresses: list[str]
) -> None:
    event = replace(EXHIBITION, **changes)

    assert line("URL", event) == f"URL:{addresses[0]}"
    assert line("DESCRIPTION", event).endswith("\\n\\n" + "\\n".join(addresses))


@pytest.mark.parametrize(
    ("attendance", "location"),
    [
        (Attendance.ONSITE, "LOCATION:Ashgabat"),
        (Attendance.ONLINE, "LOCATION:https://events.example.org/pages"),
        (Attendance.HYBRID, "LOCATION:Ashgabat\\; онлайн: https://events.example.org/pages"),
    ],
)
def test_the_place_says_how_one_takes_part(attendance: Attendance, location: str) -> None:
    assert line("LOCATION", replace(EXHIBITION, attendance=attendance)) == location


def test_what_is_gone_says_what_and_when_and_no_more() -> None:
    body = writer().tombstone(replace(EXHIBITION, starts_on=date(2027, 4, 20)), uid="1@forumapp")

    assert body.decode().splitlines() == [
        "UID:1@forumapp",
        "DTSTART;VALUE=DATE:20270420",
        "DTEND;VALUE=DATE:20270422",
        "SUMMARY;LANGUAGE=en:Отменено: Exhibition\\; manuscripts\\, divans",
        "URL:https://forum.example.org/forums/forum/",
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
    ]
