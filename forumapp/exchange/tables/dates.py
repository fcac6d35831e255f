"""Days as programmes write them: «11 марта 2021 г., четверг», "March 11", 11.03.2021, «День 1»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from forumapp.exchange.zones import FIRST_YEAR, LAST_YEAR

_MONTHS = (
    ("янв", 1), ("jan", 1), ("фев", 2), ("feb", 2), ("мар", 3), ("mar", 3), ("апр", 4), ("apr", 4), ("ма", 5), ("may", 5),
    ("июн", 6), ("jun", 6), ("июл", 7), ("jul", 7), ("авг", 8), ("aug", 8), ("сен", 9), ("sep", 9), ("окт", 10),
    ("oct", 10), ("ноя", 11), ("nov", 11), ("дек", 12), ("dec", 12),
)  # fmt: skip
_MONTH = (
    r"(?P<month>январ[яьюе]|феврал[яьюе]|марта?|апрел[яьюе]|ма[яйюе]|июн[яьюе]|июл[яьюе]|августа?|сентябр[яьюе]|октябр[яьюе]|ноябр[яьюе]|декабр[яьюе]"
    r"|янв|фев|апр|авг|сент?|окт|нояб?|дек|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
)
_YEAR = r"(?:\s*,?\s*(?P<year>(?:19|20|21)\d\d)(?:\s*(?:г\.|г\b|года?\b))?)?"
_DAY_NUMBER = r"(?<![\d.:])(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|-?(?:го|е|ое))?"
_RANGE_TAIL = r"(?:\s*(?:[-–—−,]|и|по|and|to)\s*(?P<last>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?)?"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?<!\d)(?P<year>(?:19|20|21)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
        r"(?<![\d.])(?P<day>[0-3]?\d)\.(?P<number>[01]?\d)\.(?P<year>(?:(?:19|20|21)\d\d|\d\d))(?![\d.:]\d|\d)(?:\s*(?:г\.|г\b|года?\b))?",
        r"(?<![\d/])(?P<day>[0-3]?\d)/(?P<number>[01]?\d)/(?P<year>(?:19|20|21)\d\d)(?!\d)",
        _DAY_NUMBER + _RANGE_TAIL + r"\s+(?:of\s+)?" + _MONTH + _YEAR,
        _MONTH + r"\s+(?P<day>[12]\d|3[01]|0?[1-9])(?![\d:.]\d|\d)(?:st|nd|rd|th)?"
        + r"(?:\s*(?:[-–—−]|and|to)\s*(?P<last>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d))?" + _YEAR,
    )
)  # fmt: skip
_SHORT = re.compile(r"^\s*(?P<day>[0-3]?\d)[./](?P<number>[01]\d)\.?(?!\d)")
_ORDINALS = (
    ("перв", 1), ("втор", 2), ("трет", 3), ("четв[её]рт(?!г)", 4), ("пят(?!н)", 5), ("шест", 6), ("one", 1), ("two", 2), ("three", 3), ("four", 4),
    ("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("iii", 3), ("iv", 4), ("ii", 2), ("i", 1), ("v", 5),
)  # fmt: skip
_ORDINAL_WORDS = (
    r"(?:перв\w+|втор\w+|трет\w+|четв[её]рт\w+|пят\w+|one|two|three|four|first|second|third|fourth|i{1,3}|iv|v|\d{1,2})"
)
_NTH_DAY = re.compile(
    rf"(?<![\w.])(?:(?:день|day)\s*(?:№\s*)?(?P<after>{_ORDINAL_WORDS})(?![\w:]|\.\d)|(?P<before>{_ORDINAL_WORDS})(?:-?[йиое]{{1,2}})?\s+(?:день|day)\b)",
    re.IGNORECASE,
)
_WEEKDAYS = re.compile(
    r"(?<!\w)(?:понедельник|вторник|сред[аы]|четверг|пятниц[аы]|суббот[аы]|воскресень[ея]|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|пн|вт|ср|чт|пт|сб|вс|mon|tue|wed|thu|fri|sat|sun)(?!\w)\.?",
    re.IGNORECASE,
)
_WEEKDAY_STARTS = ("пн пон mo", "вт tu", "ср we", "чт чет th", "пт пят fr", "сб суб sa", "вс вос su")
_FILLERS = re.compile(
    r"(?<!\w)(?:дата|день|day|date|год[ау]?|г|программа|programme|program|работы|форума|конференции|заседаний|проведения|of|the|forum|conference|agenda|расписание)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day found in a text: a date, or only its number among the days, or only its weekday (Monday is 0)."""

    day: date | None = None
    ordinal: int | None = None
    weekday: int | None = None
    last: date | None = None
    """The last day where the text says a range: that is the forum, not a day of it."""
    begin: int = 0
    end: int = 0


def find(text: str, *, days: Sequence[date] = (), is_alone: bool = False) -> Day | None:
    """Return the first day that a text says; a year that it leaves out is that of ``days``.

    With ``is_alone`` also shapes that mean a day only where one is expected: 11.03, a weekday.
    """
    found = [day for shape in _SHAPES if (match := shape.search(text)) and (day := _dated(match, days))]
    if found:
        return min(found, key=lambda day: (day.begin, -day.end))
    if is_alone and (match := _SHORT.search(text)) and (day := _dated(match, days)):
        return day
    if match := _NTH_DAY.search(text):
        return Day(ordinal=_ordinal(match["after"] or match["before"]), begin=match.start(), end=match.end())
    if is_alone and (match := _WEEKDAYS.search(text)):
        return Day(weekday=_weekday(match[0]), begin=match.start(), end=match.end())
    return None


def is_only_day(text: str, found: Day) -> bool:
    """Tell whether a text says a day and nothing besides it, so that it heads what follows."""
    rest = text[: found.begin] + " " + text[found.end :]
    if again := find(rest):
        rest = rest[: again.begin] + " " + rest[again.end :]
    rest = _FILLERS.sub(" ", _WEEKDAYS.sub(" ", rest))
    return not re.search(r"\w{2,}", rest)


def without(text: str, found: Day) -> str:
    """Return what a text says besides the day and its weekday."""
    rest = f"{text[: found.begin]} {text[found.end :]}"
    rest = re.sub(r"^\s*[,;(]?\s*" + _WEEKDAYS.pattern + r"\s*\)?", " ", rest, flags=re.IGNORECASE)
    return rest.strip(" ,;:.–—-()|/\n")


def on(found: Day, days: Sequence[date]) -> date | None:
    """Return the date of a day: as written, else by its number or weekday among the forum's days."""
    if found.day is not None:
        return found.day
    if found.ordinal is not None:
        return days[found.ordinal - 1] if 1 <= found.ordinal <= len(days) else None
    fitting = [day for day in days if day.weekday() == found.weekday]
    return fitting[0] if len(fitting) == 1 else None


def _dated(match: re.Match[str], days: Sequence[date]) -> Day | None:
    groups = match.groupdict()
    month = int(groups["number"]) if groups.get("number") else _month(groups.get("month") or "")
    day = _date(groups.get("year"), month, int(groups["day"]), days)
    if day is None:
        return None
    last = groups.get("last")
    end = _date(str(day.year), month, int(last), days) if last else None
    return Day(day=day, last=end, begin=match.start(), end=match.end())


def _date(written: str | None, month: int, day: int, days: Sequence[date]) -> date | None:
    if written:
        years = [int(written) if len(written) == 4 else 2000 + int(written)]
    else:
        years = [*dict.fromkeys(each.year for each in days)] or [FIRST_YEAR]
    made = [date(year, month, day) for year in years if FIRST_YEAR <= year <= LAST_YEAR and _exists(year, month, day)]
    return next((each for each in made if each in days), made[0] if made else None)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _month(word: str) -> int:
    return next((number for start, number in _MONTHS if word.lower().startswith(start)), 0)


def _ordinal(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return next((number for start, number in _ORDINALS if re.match(start, word.lower())), 0)


def _weekday(word: str) -> int:
    lowered = word.lower()
    return next(
        (
            number
            for number, starts in enumerate(_WEEKDAY_STARTS)
            if any(lowered.startswith(each) for each in starts.split())
        ),
        0,
    )
