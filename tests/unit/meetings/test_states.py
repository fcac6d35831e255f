"""Until when invitations are answered and their links open, and how often one is written to."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from forumapp.meetings.rules.states import is_link_over, may_write, takes_answers
from forumapp.meetings.rules.tokens import code_fingerprint, invitation_token

pytestmark = pytest.mark.once

ZONE = "Asia/Ashgabat"
"""Five hours before UTC."""
LAST = date(2027, 4, 13)
UID = UUID(int=7)


def at(day: int, hour: int, month: int = 4) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answer_by", "now", "is_open"),
    [
        (None, at(13, 18), True),
        (None, at(13, 19), False),
        (date(2027, 4, 1), at(1, 18), True),
        (date(2027, 4, 1), at(1, 19), False),
    ],
)
def test_answers_are_taken_through_a_day_of_the_forums_clock(
    answer_by: date | None, now: datetime, is_open: bool
) -> None:
    assert takes_answers(answer_by=answer_by, last=LAST, zone=ZONE, now=now) is is_open


def test_links_open_for_thirty_days_after_the_forum() -> None:
    assert [is_link_over(last=LAST, zone=ZONE, now=at(day, 12, month=5)) for day in (13, 14)] == [False, True]


@pytest.mark.parametrize(
    ("written_at", "is_free"), [(None, True), (at(1, 3), False), (datetime(2027, 3, 31, 18, tzinfo=UTC), True)]
)
def test_nobody_is_written_to_twice_on_a_day_of_the_forums_clock(written_at: datetime | None, is_free: bool) -> None:
    assert may_write(written_at=written_at, zone=ZONE, now=at(1, 10)) is is_free


def test_a_token_is_of_one_instance_invitation_and_generation() -> None:
    tokens = {
        invitation_token(key, uid=UUID(int=number), generation=generation)
        for key in ("a", "b")
        for number in (1, 2)
        for generation in (1, 2)
    }

    assert (len(tokens), {len(token) for token in tokens}) == (8, {32})


def test_a_code_is_the_same_with_and_without_its_gap() -> None:
    assert code_fingerprint("k", uid=UID, code="1234 5678") == code_fingerprint("k", uid=UID, code="12345678")
    assert code_fingerprint("k", uid=UID, code="12345678") != code_fingerprint("k", uid=UID, code="12345679")
