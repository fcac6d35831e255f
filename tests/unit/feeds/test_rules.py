"""How fresh a feed is, which language it has, what is in it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from forumapp.exchange.document import Attendance, ForumPart, Kind
from forumapp.feeds.rules import OFTEN, SELDOM, Freshness, counts, feed_language, freshness, has_online_side
from forumapp.schedule.rules import Selection, selected
from tests.web.feeds.samples import document, session

pytestmark = pytest.mark.once

FORUM = ForumPart(
    slug="libraries-2027",
    title={"ru": "Форум"},
    timezone="Asia/Ashgabat",
    starts_on=date(2027, 4, 12),
    ends_on=date(2027, 4, 13),
    attendance=Attendance.HYBRID,
    languages=("ru", "en"),
)
PUBLISHED = datetime(2027, 1, 10, 9, tzinfo=UTC)
BEGINS, CLOSES = datetime(2027, 4, 11, 19, tzinfo=UTC), datetime(2027, 4, 13, 19, tzinfo=UTC)
GONE = datetime(2027, 5, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "modified", "until", "refresh"),
    [
        (PUBLISHED, PUBLISHED, BEGINS, SELDOM),
        (BEGINS - SECOND, PUBLISHED, BEGINS, SELDOM),
        (BEGINS, BEGINS, CLOSES, OFTEN),
        (CLOSES - SECOND, BEGINS, CLOSES, OFTEN),
        (CLOSES, CLOSES, GONE, SELDOM),
        (GONE, GONE, None, SELDOM),
    ],
)
def test_a_feed_changes_when_the_forum_begins_ends_and_a_removed_session_leaves(now, modified, until, refresh):
    found = freshness(FORUM, published_at=PUBLISHED, ends=[GONE], now=now)

    assert found == Freshness(last_modified=modified, fresh_until=until, refresh=refresh)


def test_a_release_after_all_turns_dates_the_feed():
    later = GONE + timedelta(days=1)

    assert freshness(FORUM, published_at=later, ends=[GONE], now=later + SECOND).last_modified == later


@pytest.mark.parametrize(("asked", "language"), [("en", "en"), ("ru", "ru"), ("tk", "ru"), ("", "ru"), (None, "ru")])
def test_the_language_is_one_of_the_forums_else_its_first(asked, language):
    assert feed_language(asked, ("ru", "en")) == language


@pytest.mark.parametrize("name", ["day", "track", "room", "kind", "language", "person"])
def test_counts_are_those_of_the_selections(name):
    whole = document()

    for value, count in counts(whole)[name].items():
        wanted = Selection(**{name: date.fromisoformat(value) if name == "day" else value})
        assert (
            len([each for each in selected(whole, wanted).sessions if each.starts_at]) == count.sessions + count.breaks
        )


@pytest.mark.parametrize(
    ("room", "kind", "is_online"),
    [("hall", Kind.PANEL, True), (None, Kind.PANEL, True), ("office", Kind.PANEL, False), ("hall", Kind.BREAK, False)],
)
def test_the_room_else_the_forum_says_whether_one_can_join_from_afar(room, kind, is_online):
    part = session("x", "2027-04-12T10:00", "2027-04-12T11:00", room=room, kind=kind)

    assert has_online_side(part, document()) is is_online
