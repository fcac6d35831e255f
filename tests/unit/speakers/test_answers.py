"""What is missing of speakers, and when they may be written to."""

from datetime import UTC, date, datetime

import pytest

from forumapp.speakers.rules.answers import Lack, Standing, is_link_over, lacks_of, may_write

pytestmark = pytest.mark.once


def standing(**changes: object) -> Standing:
    given = {"sessions": ("a", "b"), "answered": ("a", "b"), "has_biography": True, "has_photo": True}
    return Standing(**{**given, **changes})


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({}, set()),
        ({"answered": ("a",)}, {Lack.ANSWER}),
        ({"answered": ("a", "b", "gone")}, set()),
        ({"has_biography": False, "has_photo": False}, {Lack.BIOGRAPHY, Lack.PHOTO}),
        ({"sessions": (), "answered": (), "has_photo": False}, set()),
    ],
)
def test_what_is_missing(changes: dict[str, object], lacks: set[Lack]) -> None:
    assert lacks_of(standing(**changes)) == lacks


@pytest.mark.parametrize(
    ("moment", "is_it"), [((2027, 5, 13, 18, 59), False), ((2027, 5, 13, 19, 0), True), ((2027, 4, 1, 0, 0), False)]
)
def test_links_end_thirty_days_after_the_forum_by_its_clock(moment: tuple[int, ...], is_it: bool) -> None:
    now = datetime(*moment, tzinfo=UTC)

    assert is_link_over(last=date(2027, 4, 13), zone="Asia/Ashgabat", now=now) is is_it


@pytest.mark.parametrize(
    ("written", "now", "is_it"),
    [
        (None, (2027, 4, 1, 10, 0), True),
        ((2027, 4, 1, 10, 0), (2027, 4, 1, 18, 59), False),
        ((2027, 4, 1, 18, 59), (2027, 4, 1, 19, 0), True),
    ],
)
def test_a_day_of_letters_is_one_of_the_forums_clock(
    written: tuple[int, ...] | None, now: tuple[int, ...], is_it: bool
) -> None:
    written_at = datetime(*written, tzinfo=UTC) if written else None

    assert may_write(written_at=written_at, zone="Asia/Ashgabat", now=datetime(*now, tzinfo=UTC)) is is_it
