"""What can be chosen, how many places it has, and what overlaps."""

from dataclasses import replace

import pytest

from forumapp.exchange.document import Attendance, Kind, Signup, Status
from forumapp.programme.rules.capacity import places_of
from forumapp.signups.rules.offers import clashing, offers
from tests import parts


@pytest.mark.parametrize(
    ("capacity", "room", "attendance", "expected"),
    [
        (None, None, Attendance.ONSITE, None),
        (20, None, Attendance.ONSITE, 20),
        (None, 30, Attendance.ONSITE, 30),
        (None, 30, Attendance.ONLINE, 30),
        (40, 30, Attendance.ONSITE, 30),
        (20, 30, Attendance.ONSITE, 20),
        (None, 30, Attendance.HYBRID, None),
        (40, 30, Attendance.HYBRID, 40),
    ],
)
def test_the_smaller_number_counts_and_a_hybrid_room_says_nothing(
    capacity: int | None, room: int | None, attendance: Attendance, expected: int | None
) -> None:
    session = parts.session("one", capacity=capacity, room="hall")

    assert places_of(session, parts.room("hall", capacity=room, attendance=attendance)) == expected
    assert places_of(session, None) == capacity


def test_only_open_sessions_and_those_with_approval_that_take_place_are_offered() -> None:
    sessions = [parts.session(kind.value, signup=kind) for kind in Signup]
    sessions.append(parts.session("cancelled", signup=Signup.OPEN, status=Status.CANCELLED))
    sessions.append(parts.session("break", signup=Signup.OPEN, kind=Kind.BREAK))

    assert set(offers(parts.document(*sessions))) == {"open", "approval"}


@pytest.mark.parametrize(
    ("starts", "ends", "does_clash"),
    [
        ("09:00", "10:00", False),
        ("09:00", "10:01", True),
        ("10:15", "10:30", True),
        ("10:59", "12:00", True),
        ("11:00", "12:00", False),
    ],
)
def test_sessions_clash_when_they_overlap_and_not_when_they_touch(starts: str, ends: str, does_clash: bool) -> None:
    one = parts.session("one")
    other = parts.session("other", starts_at=parts.at(f"2027-04-12T{starts}"), ends_at=parts.at(f"2027-04-12T{ends}"))

    assert bool(clashing(one, [one, other])) is does_clash
    assert clashing(one, [replace(other, status=Status.CANCELLED)]) == []


def test_what_has_no_time_clashes_with_nothing() -> None:
    timeless = parts.session("one", starts_at=None, ends_at=None)

    assert clashing(timeless, [parts.session("other")]) == []
    assert clashing(parts.session("other"), [timeless]) == []
