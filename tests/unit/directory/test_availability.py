"""When people cannot take part, by what they say."""

from datetime import date

import pytest

from forumapp.directory.rules import Availability, Said, absences, presences, whole_days
from tests.parts import at

pytestmark = pytest.mark.once

FIRST, LAST = date(2027, 4, 12), date(2027, 4, 13)


def said(*spans: tuple[str, str, str]) -> list[Said]:
    return [Said(Availability(kind), at(f"2027-04-{begin}"), at(f"2027-04-{end}")) for kind, begin, end in spans]


def found(*spans: tuple[str, str, str]) -> list[tuple[str, str]]:
    absent = absences(said(*spans), first=FIRST, last=LAST)
    return [(f"{begin:%dT%H:%M}", f"{end:%dT%H:%M}") for begin, end in absent]


def test_who_says_nothing_is_never_absent() -> None:
    assert found() == []


def test_spans_that_touch_or_overlap_are_one() -> None:
    assert found(
        ("cannot", "12T11:00", "12T12:00"), ("cannot", "12T09:00", "12T11:00"), ("cannot", "12T09:30", "12T10:00")
    ) == [("12T09:00", "12T12:00")]


def test_who_names_times_cannot_at_any_other_time_of_the_forum_and_its_last_night() -> None:
    assert found(("can", "12T09:00", "12T12:00"), ("can", "13T09:00", "13T18:00")) == [
        ("12T00:00", "12T09:00"),
        ("12T12:00", "13T09:00"),
        ("13T18:00", "15T00:00"),
    ]


def test_a_span_of_absence_holds_inside_a_time_that_was_named() -> None:
    assert found(("can", "12T00:00", "15T00:00"), ("cannot", "12T13:00", "12T14:00")) == [("12T13:00", "12T14:00")]


def test_a_time_named_before_the_forum_leaves_nothing_of_it_free() -> None:
    assert found(("can", "10T09:00", "10T12:00")) == [("12T00:00", "15T00:00")]


def test_presences_are_what_absences_leave_of_a_forum() -> None:
    absent = [(at("2027-04-12T10:00"), at("2027-04-12T12:00"))]

    assert presences(absent, first=FIRST, last=LAST) == [
        (at("2027-04-12T00:00"), at("2027-04-12T10:00")),
        (at("2027-04-12T12:00"), at("2027-04-15T00:00")),
    ]


def test_whole_days_end_at_midnight() -> None:
    assert whole_days(FIRST, LAST) == (at("2027-04-12T00:00"), at("2027-04-14T00:00"))
