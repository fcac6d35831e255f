"""Days of keeping personal data."""

from datetime import UTC, date, datetime, timedelta

import pytest

from forumapp.privacy.rules.keeping import NOTICE, earliest, is_due, is_near, suggestion
from forumapp.privacy.rules.secrets import without_secrets

LAST, ZONE = date(2027, 4, 13), "Asia/Ashgabat"
NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("last", "expected"), [(LAST, date(2028, 4, 13)), (date(2028, 2, 29), date(2029, 3, 1))])
def test_a_year_after_the_forum_is_suggested(last: date, expected: date) -> None:
    assert suggestion(last) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [(NOW, LAST + timedelta(days=1)), (NOW.replace(month=7), date(2027, 7, 15))],
)
def test_a_day_can_be_set_after_the_forum_and_two_weeks_ahead(now: datetime, expected: date) -> None:
    assert earliest(last=LAST, zone=ZONE, now=now) == expected


@pytest.mark.parametrize(("moment", "expected"), [("2028-03-29T18:59", False), ("2028-03-29T19:00", True)])
def test_the_team_is_told_two_weeks_before_on_the_forums_clock(moment: str, expected: bool) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=UTC)

    assert is_near(kept_until=date(2028, 4, 13), zone=ZONE, now=now) is expected


@pytest.mark.parametrize(
    ("moment", "told", "last", "expected"),
    [
        ("2028-04-13T18:59", 20, LAST, False),
        ("2028-04-13T19:00", 20, LAST, True),
        ("2028-04-13T19:00", 13, LAST, False),
        ("2028-04-13T19:00", None, LAST, False),
        ("2028-04-13T19:00", 20, date(2028, 4, 14), False),
    ],
)
def test_data_go_once_the_day_and_the_forum_are_past_and_the_team_knew(
    moment: str, told: int | None, last: date, expected: bool
) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    told_at = None if told is None else now - timedelta(days=told)

    assert NOTICE.days == 14
    assert is_due(kept_until=date(2028, 4, 13), last=last, told_at=told_at, zone=ZONE, now=now) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Open https://x.org/forums/f/registration/s3cret-_x/ now", "Open https://x.org/forums/f/registration/…/ now"),
        ("https://x.org/forums/f/address/s3cret", "https://x.org/forums/f/address/…"),
        ("https://x.org/forums/f/invitation/s3cret?lang=ru", "https://x.org/forums/f/invitation/…"),
        ("https://x.org/calendar/s3cret.ics", "https://x.org/calendar/…"),
        ("https://x.org/forums/f/programme/", "https://x.org/forums/f/programme/"),
    ],
)
def test_addresses_in_saved_letters_open_nothing(text: str, expected: str) -> None:
    assert without_secrets(text) == expected
