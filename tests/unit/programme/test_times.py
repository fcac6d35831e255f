"""Times of sessions and their reports."""

from datetime import date

import pytest

from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance, ForumPart, ReportPart
from forumapp.programme import rules
from tests.unit.exchange.forums import session, wall

FORUM = ForumPart(
    slug="helsinki-2027",
    title={"en": "Forum"},
    timezone="Europe/Helsinki",
    starts_on=date(2027, 3, 27),
    ends_on=date(2027, 3, 28),
    attendance=Attendance.ONSITE,
    languages=("en",),
)


def check(starts_at: str | None, ends_at: str | None) -> None:
    times = (None if written is None else wall(written) for written in (starts_at, ends_at))
    begin, end = times
    rules.check_times(session("a", starts_at=begin, ends_at=end), FORUM)


@pytest.mark.parametrize(
    ("starts_at", "ends_at"),
    [
        (None, None),
        ("2027-03-27T10:00", "2027-03-27T11:00"),
        ("2027-03-27T23:00", "2027-03-28T01:30"),
        ("2027-03-29T01:30", "2027-03-29T03:00"),
        ("2027-03-28T22:00", "2027-03-29T09:00"),
    ],
    ids=["not scheduled", "on a day", "past midnight", "night of the last day", "running on"],
)
def test_times_that_can_be(starts_at: str | None, ends_at: str | None) -> None:
    check(starts_at, ends_at)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "field", "sentence"),
    [
        (None, "2027-03-27T11:00", "starts_at", "Say when the session starts, or leave both times empty."),
        ("2027-03-27T11:00", None, "ends_at", "Say when the session ends, or leave both times empty."),
        ("2027-03-27T11:00", "2027-03-27T11:00", "ends_at", "The session must end after it starts."),
        (
            "2027-03-28T03:30",
            "2027-03-28T05:00",
            "starts_at",
            "There is no 03:30 on 28 March 2027 in Europe/Helsinki: clocks are put forward then.",
        ),
        (
            "2027-03-29T04:00",
            "2027-03-29T05:00",
            "starts_at",
            "The forum lasts from 27 March 2027 to 28 March 2027; the session must start on one of its days.",
        ),
    ],
)
def test_times_that_cannot_be_are_refused_with_words(
    starts_at: str | None, ends_at: str | None, field: str, sentence: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        check(starts_at, ends_at)

    assert (broken.value.field, broken.value.sentence) == (field, sentence)


@pytest.mark.parametrize(
    ("starts_at", "day"),
    [
        ("2027-03-27T23:30", date(2027, 3, 27)),
        ("2027-03-28T01:30", date(2027, 3, 27)),
        ("2027-03-28T04:00", date(2027, 3, 28)),
        ("2027-03-27T01:30", date(2027, 3, 27)),
    ],
    ids=["late", "after midnight", "at four", "before the first day's morning"],
)
def test_a_session_belongs_to_the_day_that_ends_at_four(starts_at: str, day: date) -> None:
    assert rules.day_of(wall(starts_at), FORUM.starts_on) == day


REPORTS = tuple(
    ReportPart(key=key, title={"en": key}, minutes=minutes, people=()) for key, minutes in (("a", 20), ("b", 15))
)


def test_reports_follow_each_other() -> None:
    part = session("a", starts_at=wall("2027-03-27T10:00"), ends_at=wall("2027-03-27T11:00"), reports=REPORTS)

    assert [
        (turn.report.key, f"{turn.starts_at:%H:%M}", f"{turn.ends_at:%H:%M}") for turn in rules.running_order(part)
    ] == [
        ("a", "10:00", "10:20"),
        ("b", "10:20", "10:35"),
    ]


def test_reports_of_a_session_without_a_time_have_none() -> None:
    assert [turn[1:] for turn in rules.running_order(session("a", reports=REPORTS))] == [(None, None), (None, None)]


def test_reports_longer_than_the_session_are_odd_but_not_refused() -> None:
    begin = wall("2027-03-27T10:00")

    short = session("a", starts_at=begin, ends_at=wall("2027-03-27T10:30"), reports=REPORTS)
    exact = session("a", starts_at=begin, ends_at=wall("2027-03-27T10:35"), reports=REPORTS)

    assert (rules.overrun(short), rules.overrun(exact)) == (5, 0)
