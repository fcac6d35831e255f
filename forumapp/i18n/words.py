"""Dates, times and zones in words of the current language."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_location

from forumapp.i18n.languages import current_language


def date_words(day: date, *, with_year: bool = True) -> str:
    """Return a date with its month in words: «11 марта 2021», "11 March 2021"."""
    return format_date(day, "d MMMM y" if with_year else "d MMMM", locale=current_language()).replace(" г.", "")


def month_words(day: date) -> str:
    """Return a date's month and year, without a capital where the language has none: «март 2027», "March 2027"."""
    return format_date(day, "LLLL y", locale=current_language())


def weekday_words(day: date) -> str:
    """Return the weekday's name, without a capital where the language has none."""
    return format_date(day, "EEEE", locale=current_language())


def date_range(first: date, last: date) -> str:
    """Return two dates in words, saying what they share once: "11–12 March 2021"."""
    if first == last:
        return date_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_words(last)}"
    if first.year == last.year:
        return f"{date_words(first, with_year=False)} – {date_words(last)}"
    return f"{date_words(first)} – {date_words(last)}"


def clock_time(moment: datetime) -> str:
    """Return the time of day as it stands on ``moment``'s own clock: "09:30"."""
    return f"{moment:%H:%M}"


def instant_words(instant: datetime, zone: str = "UTC") -> str:
    """Return an instant in words on the clock of ``zone``: "11 March 2021, 10:42"."""
    return format_datetime(instant, "d MMMM y, HH:mm", tzinfo=ZoneInfo(zone), locale=current_language())


def zone_words(zone: str) -> str:
    """Return the city by which people know a zone: "Ashgabat", «Ашхабад»."""
    return get_timezone_location(zone, locale=current_language(), return_city=True)


def offset_words(offset: timedelta) -> str:
    """Return a distance from UTC in words: "UTC+5", "UTC+5:30"."""
    minutes = int(offset.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")
