"""Days as programmes write them: «11 марта 2021 г., четверг», "March 11", 11.03.2021, «Вторник, 13.04», «День 1»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from forumapp.exchange.tables.daywords import MONTH, WEEKDAY, month, weekday
from forumapp.exchange.zones import FIRST_YEAR, LAST_YEAR, LONGEST_FORUM

LONGEST_HEADING = 200
"""Characters of a text that may say a day and nothing besides."""
_FOUR = r"(?P<year>(?:19|20|21)\d\d)"
_YEAR_WORD = (
    r"(?:[\s-]*(?:г\.|г\b|года?\b|году\b|ж\.|р\.|року\b|(?:ci|cı|cu|cü|n[cj][iy])?\s*(?:жыл|йил|yil|ýyl|il\b)\w*))"
)
_YEAR = rf"(?:\s*,?\s*(?:соли\s+)?{_FOUR}{_YEAR_WORD}?)?"
_NUMBER = r"(?:[12]\d|3[01]|0?[1-9])"
_NTH = r"(?:st|nd|rd|th|-?(?:го|е|ое)|-[^\W\d]{1,5})?"
_DAY_NUMBER = rf"(?<![\d.:])[«\"“„]?(?P<day>{_NUMBER})[»\"”“]?{_NTH}"
_RANGE_TAIL = rf"(?:\s*(?:[-–—−,]|и|по|and|to)\s*[«\"“„]?(?P<last>{_NUMBER})[»\"”“]?{_NTH})?"
_DAY_OF_MONTH = rf"{_DAY_NUMBER}{_RANGE_TAIL}(?:\s+(?:of\s+)?|\s*-\s*){MONTH}"
_MONTH_FIRST = (
    rf"{MONTH}\s+(?P<day>{_NUMBER})(?![\d:.]\d|\d)(?:st|nd|rd|th)?"
    rf"(?:\s*(?:[-–—−]|and|to)\s*(?P<last>{_NUMBER})(?:st|nd|rd|th)?(?!\d))?"
)
_POINTED = r"(?P<day>[0-3]?\d)\s?[./](?P<number>[01]\d)\.?(?!\d|[./]\d)"
_BESIDE = r"[\s,.(–—-]{1,4}"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?<!\d){_FOUR}-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
        r"(?<![\d.])(?:(?P<day>[0-3]?\d)\s*[-–—−]\s*(?P<last>[0-3]?\d))\.(?P<number>[01]?\d)\.(?P<year>(?:19|20|21)\d\d)(?!\d)",
        rf"(?<![\d.])(?P<day>[0-3]?\d)\.(?P<number>[01]?\d)\.(?P<year>(?:(?:19|20|21)\d\d|\d\d))(?![\d.:]\d|\d){_YEAR_WORD}?",
        r"(?<![\d/])(?P<day>[0-3]?\d)/(?P<number>[01]?\d)/(?P<year>(?:19|20|21)\d\d)(?!\d)",
        _DAY_OF_MONTH + _YEAR,
        rf"(?<!\d){_FOUR}{_YEAR_WORD}\s*,?\s*{_DAY_OF_MONTH}",
        _MONTH_FIRST + _YEAR,
    )
)  # fmt: skip
_BEFORE_CLOCK = re.compile(rf"^\W*{_POINTED}[,\s]+(?=(?:[вс]\s+)?[0-2]?\d(?P<sign>[.:])[0-5]\d)", re.IGNORECASE)
_ORDINALS = (
    ("перв", 1), ("втор", 2), ("трет", 3), ("четв[её]рт(?!г)", 4), ("пят(?!н)", 5), ("шест", 6), ("one", 1), ("two", 2), ("three", 3), ("four", 4),
    ("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("iii", 3), ("iv", 4), ("ii", 2), ("i", 1), ("v", 5),
)  # fmt: skip
_ORDINAL_WORDS = (
    r"(?:перв\w+|втор\w+|трет\w+|четв[её]рт\w+|пят\w+|one|two|three|four|first|second|third|fourth|i{1,3}|iv|v|\d{1,2})"
)
_DAY_WORD = r"(?:день|дзень|day|ziua)"
_BESIDE_A_NAME = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?P<beside>{WEEKDAY}|(?<!\w){_DAY_WORD}\s*(?:№\s*)?{_ORDINAL_WORDS}){_BESIDE}(?<![\d.:]){_POINTED}(?!\s*[-–—−:]\s*\d)\)?",
        rf"(?<![\d.:/]){_POINTED}{_BESIDE}(?P<beside>{WEEKDAY})\)?",
    )
)
_NTH_DAY = re.compile(
    rf"(?<![\w.])(?:{_DAY_WORD}\s*(?:№\s*)?(?P<after>{_ORDINAL_WORDS})(?!\w|[:.]\d)|(?P<before>{_ORDINAL_WORDS})(?:-?[йиое]{{1,2}})?\s+{_DAY_WORD}\b"
    r"|(?P<hyphened>\d{1,2})-(?:[^\W\d]{2,5}\s+)?(?:күн|kun|gün)\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"(?<!\w)(?:{_DAY_WORD}|сесси[яи]|секци[яи]|част[ьи]|блок|этап|session|section|part|№)\s*(?:№\s*)?$", re.IGNORECASE
)
"""What a number is counted by that is no day of a range: «День 2 – 13 апреля»."""
_UNTIL = re.compile(r"\s*(?:[-–—−]|по|to)\s*", re.IGNORECASE)
_WEEKDAYS = re.compile(WEEKDAY, re.IGNORECASE)
_LEADING_WEEKDAY = re.compile(rf"^[\s,;(/|]*{WEEKDAY}\s*\)?", re.IGNORECASE)
_FILLERS = re.compile(
    rf"(?<!\w)(?:дата|{_DAY_WORD}|date|год[ау]?|г|жыл\w*|йил\w*|yil\w*|ýyl\w*|күні?|kuni?|güni?|программа|programme|program|работы|форума|конференции|заседаний|проведения|of|the|forum|conference|agenda|расписание)(?!\w)",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile(rf"{WEEKDAY}|(?<!\w){_DAY_WORD}(?!\w)", re.IGNORECASE)
_SHORT = re.compile(rf"^\s*(?:(?:{_BEFORE_DAY.pattern}){_BESIDE})*{_POINTED}", re.IGNORECASE)


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
    if found := _dates_in(text, days):
        return _until(min(found, key=lambda day: (day.begin, -day.end)), text, days)
    if is_alone and (match := _SHORT.search(text)) and (day := _dated(match, days)):
        return replace(day, begin=match.start("day"))
    if match := _NTH_DAY.search(text):
        return Day(ordinal=_ordinal(next(filter(None, match.groups()))), begin=match.start(), end=match.end())
    if is_alone and (match := _WEEKDAYS.search(text)):
        return Day(weekday=weekday(match[0]), begin=match.start(), end=match.end())
    return None


def heading(text: str, *, days: Sequence[date] = ()) -> Day | None:
    """Return the day that a text says and nothing besides; 11.03 without a weekday only as one of ``days``: else it is a time."""
    said = find(text, days=days)
    found = said or find(text, days=days, is_alone=True)
    if found is None or found.last is not None or not is_only_day(text, found):
        return None
    return found if said or found.day is None or found.day in days else None


def is_only_day(text: str, found: Day) -> bool:
    """Tell whether a text says a day and nothing besides it, so that it heads what follows."""
    if len(text) > LONGEST_HEADING:
        return False
    rest = text[: found.begin] + " " + text[found.end :]
    while again := find(rest):
        rest = rest[: again.begin] + " " + rest[again.end :]
    rest = _FILLERS.sub(" ", _WEEKDAYS.sub(" ", rest))
    return not re.search(r"\w{2,}", rest)


def begins(text: str, found: Day) -> bool:
    """Tell whether a text begins with a day: nothing stands before it but its weekday."""
    return found.begin <= 3 or not re.search(r"\w", _BEFORE_DAY.sub(" ", text[: found.begin]))


def without(text: str, found: Day) -> str:
    """Return what a text says besides the day and its weekday; a day that it says in two languages goes twice."""
    rest = _LEADING_WEEKDAY.sub(" ", f"{text[: found.begin]} {text[found.end :]}")
    again = find(rest)
    if again and again.day and found.day and begins(rest, again) and _is_same(again.day, found.day):
        rest = _LEADING_WEEKDAY.sub(" ", f"{rest[: again.begin]} {rest[again.end :]}")
    return rest.strip(" ,;:.–—-()|/\n")


def on(found: Day, days: Sequence[date]) -> date | None:
    """Return the date of a day: as written, else by its number or weekday among the forum's days."""
    if found.day is not None:
        return found.day
    if found.ordinal is not None:
        return days[found.ordinal - 1] if 1 <= found.ordinal <= len(days) else None
    fitting = [day for day in days if day.weekday() == found.weekday]
    return fitting[0] if len(fitting) == 1 else None


def _dates_in(text: str, days: Sequence[date]) -> list[Day]:
    if not re.search(r"\d", text):
        return []
    found = [day for shape in _SHAPES if (match := shape.search(text)) and (day := _dated(match, days))]
    found += [
        day
        for shape in _BESIDE_A_NAME
        if (match := shape.search(text)) and (day := _dated(match, days)) and _is_likely(day, match["beside"], days)
    ]
    if (match := _BEFORE_CLOCK.search(text)) and (day := _dated(match, days)):
        found += [replace(day, begin=match.start("day"))] if match["sign"] == ":" or day.day in days else []
    return found


def _is_likely(found: Day, word: str, days: Sequence[date]) -> bool:
    """Tell whether 10.10 beside a weekday, or behind «День 1», is a date and no time: it is one of the days, or that weekday."""
    return not days or found.day in days or (found.day is not None and found.day.weekday() == weekday(word))


def _until(found: Day, text: str, days: Sequence[date]) -> Day:
    """Return the range that a date and a later one behind a dash are."""
    dash = _UNTIL.match(text, found.end)
    if dash is None or found.day is None or found.last is not None:
        return found
    behind = text[dash.end() :]
    later = [day for day in _dates_in(behind, days) if day.begin == 0 and day.day]
    last = later[0].day if later else None
    if last is None or not 0 < (last - found.day).days < LONGEST_FORUM:
        return found
    return replace(found, last=last, end=dash.end() + later[0].end)


def _is_same(one: date, other: date) -> bool:
    return (one.month, one.day) == (other.month, other.day)


def _dated(match: re.Match[str], days: Sequence[date]) -> Day | None:
    groups = match.groupdict()
    number = int(groups["number"]) if groups.get("number") else month(groups.get("month") or "")
    first, last, begin = groups["day"], groups.get("last"), match.start()
    if last and _COUNTED.search(match.string[: match.start()]):
        first, last, begin = last, None, match.start("last")
    day = _date(groups.get("year"), number, int(first), days)
    if day is None:
        return None
    end = _date(str(day.year), number, int(last), days) if last else None
    return Day(day=day, last=end, begin=begin, end=match.end())


def _date(written: str | None, number: int, day: int, days: Sequence[date]) -> date | None:
    if written:
        years = [int(written) if len(written) == 4 else 2000 + int(written)]
    else:
        years = [*dict.fromkeys(each.year for each in days)] or [FIRST_YEAR]
    made = [date(year, number, day) for year in years if FIRST_YEAR <= year <= LAST_YEAR and _exists(year, number, day)]
    return next((each for each in made if each in days), made[0] if made else None)


def _exists(year: int, number: int, day: int) -> bool:
    try:
        date(year, number, day)
    except ValueError:
        return False
    return True


def _ordinal(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return next((number for start, number in _ORDINALS if re.match(start, word.lower())), 0)
