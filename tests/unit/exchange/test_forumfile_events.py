"""Further events in the forum file: an optional list, byte for byte, refused with the place of what is wrong."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from forumapp.exchange import forumfile, frabjson, frabxml, frozen
from forumapp.exchange.document import Attendance, Document
from forumapp.exchange.problems import ExchangeError
from tests import parts

pytestmark = pytest.mark.once

FULL = parts.event(
    "readings",
    description={"en": "**Readings**"},
    attendance=Attendance.HYBRID,
    place={"ru": "Ашхабад", "en": "Ashgabat"},
    link="https://events.example.org/readings",
    forum="another",
    institutions=("host",),
)
TIMED = parts.event("evening", starts_at=parts.at("2027-05-25T18:00"), ends_at=parts.at("2027-05-25T20:00"))


def forum_with(events: Any) -> Document:
    return parts.document(parts.session("one"), institutions=(parts.institution("host"),), events=events)


def problems(**changes: Any) -> list[str]:
    """What is refused of a file whose second event is changed so; None takes a key out."""
    value = json.loads(forumfile.write(forum_with((FULL, TIMED))))
    event = value["events"][1] | changes
    value["events"][1] = {name: given for name, given in event.items() if given is not None}
    with pytest.raises(ExchangeError) as refused:
        forumfile.read(json.dumps(value).encode())
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("events", [None, (), (FULL,), (TIMED, FULL)])
def test_a_file_with_and_without_events_is_the_same_again(events: Any) -> None:
    document = forum_with(events)
    octets = forumfile.write(document)

    assert forumfile.read(octets) == document
    assert frozen.restore(octets) == document
    assert forumfile.write(forumfile.read(octets)) == octets
    assert ("events" in json.loads(octets)) == (events is not None)


def test_keys_stand_in_the_order_of_the_format() -> None:
    assert list(json.loads(forumfile.write(forum_with((FULL,))))["events"][0]) == [
        "key", "title", "description", "starts_on", "ends_on", "attendance", "place", "link", "forum", "audience",
        "institutions",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"whom": "all"}, ["events[1].whom: unknown key"]),
        ({"key": "readings"}, ["events[1].key: the key “readings” is given twice"]),
        ({"link": "http://a.example.org/"}, ["events[1].link: must be a web address that begins with https://"]),
        ({"audience": None}, ["events[1].audience: is missing"]),
        ({"forum": "forum"}, ["events[1].forum: must be another forum than this one"]),
        ({"institutions": ["nobody"]}, ["events[1].institutions[0]: there is no “nobody” among the institutions"]),
        ({"ends_at": None}, ["events[1].ends_at: is missing beside starts_at"]),
        ({"starts_at": None}, ["events[1].starts_at: is missing beside ends_at"]),
        ({"ends_at": "2027-05-25T18:00"}, ["events[1].ends_at: must be after starts_at"]),
        ({"starts_on": "2027-05-25"}, ["events[1].starts_at: must not stand beside starts_on: days or times"]),
        (
            {"starts_at": None, "ends_at": None},
            ["events[1].starts_on: is missing: an event has days or times"],
        ),
        (
            {"starts_at": None, "ends_at": None, "ends_on": "2027-05-25"},
            ["events[1].starts_on: is missing beside ends_on"],
        ),
        (
            {"starts_at": None, "ends_at": None, "starts_on": "2027-05-26", "ends_on": "2027-05-25"},
            ["events[1].ends_on: must not be before starts_on"],
        ),
    ],
)
def test_an_event_that_cannot_be_is_refused_with_its_place(changes: dict[str, Any], refused: list[str]) -> None:
    assert problems(**changes) == refused


def test_a_time_that_clocks_skip_is_refused() -> None:
    document = forum_with(
        (replace(TIMED, starts_at=parts.at("2027-03-28T03:30"), ends_at=parts.at("2027-03-28T05:00")),)
    )
    there = replace(document, forum=replace(document.forum, timezone="Europe/Chisinau"))

    with pytest.raises(ExchangeError) as refused:
        forumfile.read(forumfile.write(there))

    assert [problem.where for problem in refused.value.problems] == ["events[0].starts_at"]


def test_an_event_may_lie_outside_the_days_of_the_forum_and_last_one_day() -> None:
    document = forum_with((parts.event("day", starts_on=date(2026, 1, 1), ends_on=None),))

    assert forumfile.read(forumfile.write(document)) == document


@pytest.mark.parametrize("format_", [frabxml, frabjson])
def test_frab_files_leave_events_out(format_: Any) -> None:
    with_events = format_.write(forum_with((FULL, TIMED)), version="1", base_url="https://forum.example.org")

    assert with_events == format_.write(forum_with(None), version="1", base_url="https://forum.example.org")
