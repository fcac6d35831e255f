"""Which times a session can have."""

from datetime import datetime
from zoneinfo import ZoneInfo

from forumapp.errors import RuleBroken
from forumapp.exchange.document import ForumPart, SessionPart
from forumapp.exchange.zones import FIRST_YEAR, LAST_YEAR, day_of, exists
from forumapp.i18n import date_words
from forumapp.i18n import gettext as _


def check_times(part: SessionPart, forum: ForumPart) -> None:
    """Refuse a session's times that cannot be (RuleBroken); a session may run on past the end of its day.

    Both are given or none; both are on the clock of the forum's zone; it ends after it starts; it begins on a day of
    the forum, whose days end at 04:00.
    """
    if part.starts_at is None and part.ends_at is None:
        return
    if part.starts_at is None:
        raise RuleBroken(_("Say when the session starts, or leave both times empty."), field="starts_at")
    if part.ends_at is None:
        raise RuleBroken(_("Say when the session ends, or leave both times empty."), field="ends_at")
    if not all(FIRST_YEAR <= moment.year <= LAST_YEAR for moment in (part.starts_at, part.ends_at)):
        raise _on_no_day(forum)
    _check_clock(part.starts_at, forum.timezone, field="starts_at")
    _check_clock(part.ends_at, forum.timezone, field="ends_at")
    if part.ends_at <= part.starts_at:
        raise RuleBroken(_("The session must end after it starts."), field="ends_at")
    if not forum.starts_on <= day_of(part.starts_at, forum.starts_on) <= forum.ends_on:
        raise _on_no_day(forum)


def _on_no_day(forum: ForumPart) -> RuleBroken:
    sentence = _(
        "The forum lasts from %(first)s to %(last)s; the session must start on one of its days.",
        first=date_words(forum.starts_on),
        last=date_words(forum.ends_on),
    )
    return RuleBroken(sentence, field="starts_at")


def _check_clock(wall: datetime, zone: str, *, field: str) -> None:
    if not exists(wall, ZoneInfo(zone)):
        sentence = _(
            "There is no %(time)s on %(day)s in %(zone)s: clocks are put forward then.",
            time=f"{wall:%H:%M}",
            day=date_words(wall.date()),
            zone=zone,
        )
        raise RuleBroken(sentence, field=field)
