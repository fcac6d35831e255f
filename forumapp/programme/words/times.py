"""Days and times in words."""

from datetime import date, datetime, timedelta

from forumapp.i18n import date_words, weekday_words


def day_words(day: date) -> str:
    """Return a day as the heading of its list: "Thursday, 11 March"."""
    words = f"{weekday_words(day)}, {date_words(day, with_year=False)}"
    return words[:1].upper() + words[1:]


def times_of(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """Return start and end in figures; an end more than a day later with its date."""
    if starts_at is None or ends_at is None:
        return ""
    if ends_at - starts_at < timedelta(days=1):
        return f"{starts_at:%H:%M}–{ends_at:%H:%M}"
    return f"{starts_at:%H:%M} – {date_words(ends_at.date(), with_year=False)}, {ends_at:%H:%M}"
