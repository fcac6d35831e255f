"""The list of forums: now, coming, past."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import url_for

from forumapp.exchange.document import Document, ForumPart
from forumapp.i18n import current_language, date_range, language_name, localized
from forumapp.i18n import gettext as _
from forumapp.schedule.words import attendance_word


@dataclass(frozen=True, kw_only=True)
class ForumEntry:
    """A forum in the list."""

    href: str
    title: str
    title_language: str | None
    dates: str
    place: str | None
    languages_words: str
    register_href: str | None


@dataclass(frozen=True, kw_only=True)
class ForumLists:
    """Forums that take place now, that come (the next first) and that are past (the latest first)."""

    now: tuple[ForumEntry, ...]
    coming: tuple[ForumEntry, ...]
    past: tuple[ForumEntry, ...]


def forum_entries(forums: Iterable[tuple[Document, str | None]], *, now: datetime) -> ForumLists:
    """Sort forums, given by first day with where to register, by where they stand on the clock of each."""
    lists: dict[str, list[ForumEntry]] = {"now": [], "coming": [], "past": []}
    for document, register_href in forums:
        today = now.astimezone(ZoneInfo(document.forum.timezone)).date()
        is_past, is_coming = document.forum.ends_on < today, document.forum.starts_on > today
        lists["past" if is_past else "coming" if is_coming else "now"].append(_entry(document.forum, register_href))
    return ForumLists(now=tuple(lists["now"]), coming=tuple(lists["coming"]), past=tuple(reversed(lists["past"])))


def next_midnight(zones: Iterable[str], *, now: datetime) -> datetime | None:
    """Return the next instant at which a day ends in one of the zones: the list may change then."""
    ends = []
    for zone in set(zones):
        place = ZoneInfo(zone)
        tomorrow = now.astimezone(place).date() + timedelta(days=1)
        ends.append(datetime.combine(tomorrow, time(), tzinfo=place))
    return min(ends, default=None)


def _entry(forum: ForumPart, register_href: str | None) -> ForumEntry:
    is_own = bool(forum.title.get(current_language()))
    return ForumEntry(
        href=url_for("schedule.front", slug=forum.slug),
        title=localized(forum.title, forum.languages),
        title_language=None if is_own else next(iter(forum.title), None),
        dates=date_range(forum.starts_on, forum.ends_on),
        place=place_words(forum),
        languages_words=", ".join(language_name(code) for code in forum.languages),
        register_href=register_href,
    )


def place_words(forum: ForumPart) -> str:
    """Return where a forum takes place: the venue, how people take part, or both."""
    venue = localized(forum.venue, forum.languages)
    how = attendance_word(forum.attendance)
    return _("%(venue)s, %(how)s", venue=venue, how=how) if venue else how
