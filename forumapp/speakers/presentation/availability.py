"""Spans of time in words."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from forumapp.directory.rules import Said
from forumapp.i18n import clock_time, date_range, date_words
from forumapp.i18n import gettext as _
from forumapp.speakers.words import AVAILABILITIES


def span_words(said: Iterable[Said]) -> list[str]:
    """Return what somebody says of times, a line each: "cannot take part: 11 March 2027, 09:00–12:00"."""
    return [
        _("%(kind)s: %(times)s", kind=str(AVAILABILITIES[span.kind]), times=times_words(span.starts_at, span.ends_at))
        for span in said
    ]


def times_words(starts_at: datetime, ends_at: datetime) -> str:
    """Return a span in words; whole days without times."""
    midnight = time()
    if starts_at.time() == midnight and ends_at.time() == midnight:
        return date_range(starts_at.date(), ends_at.date() - timedelta(days=1))
    if starts_at.date() == ends_at.date():
        return f"{date_words(starts_at.date())}, {clock_time(starts_at)}–{clock_time(ends_at)}"
    begin, end = (f"{date_words(each.date())}, {clock_time(each)}" for each in (starts_at, ends_at))
    return f"{begin} – {end}"
