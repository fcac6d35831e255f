"""Single lines of a programme: what stands in brackets beside a time, sections one below the other, titles and greetings."""

import re
from collections.abc import Sequence
from datetime import date

from forumapp.exchange.tables import clocks, contents, dates, timezones
from forumapp.exchange.tables.clocks import Span
from forumapp.exchange.tables.entries import Entry
from forumapp.exchange.tables.tongues import Tongues

DEBATE = re.compile(
    r"(?:дискуссия|обсуждение|ответы на вопросы|вопросы|discussion|questions|q ?& ?a)(?!\w)[^«“\"]*$", re.IGNORECASE
)
PARALLEL = re.compile(
    r"(?:работа (?:в )?)?параллельн\w+ |работа секций|секционные заседания|parallel |breakout |concurrent ",
    re.IGNORECASE,
)
BEGINS = re.compile(r"(?:начало|начинается|время|time|starts?|begins?)(?!\w)", re.IGNORECASE)
LONGEST_PLACE = 60
"""Characters of what stands beside a time in brackets and may be a place."""
LONGEST_DAY = 80
"""Characters of a line that names a day anywhere in it and heads what follows."""
_DAY = re.compile(r"(?<!\w)(?:день|day)(?!\w)", re.IGNORECASE)
_NUMBERED_DAY = re.compile(r"^(?:день|day)\s*№?\s*\w{1,8}\W+", re.IGNORECASE)
_TIMED_TAIL = re.compile(r"[\s,;–—-]*[(\[]?\s*$")
NO_TITLE = re.compile(
    r"^(?:программа|проект программы|проект|programme|program|agenda|расписание|повестка|утвержд\w+|приложение|draft|тайминг|регламент)\b[^«“\"]*$",
    re.IGNORECASE,
)
LETTER = re.compile(
    r"^(?:уважаем|дорогие|добрый день|здравствуй|с уважением|с наилучшими|направля|высыла|просим|dear |kind regards|best regards|sincerely|hello|оргкомитет$|(?:from|sent|to|cc|subject|от|отправлено|кому|копия)\s*:)",
    re.IGNORECASE,
)
SECTION = re.compile(
    r"(?:под)?(?:секция|section|поток|stream|площадка)\s*(?:№\s*)?(?:\d|[IVX]+\b|[A-ZА-Я]\b|«)", re.IGNORECASE
)


def days_in(line: str, days: Sequence[date]) -> tuple[list[dates.Day], str]:
    """Return the days that a line turns to, in order, and what else it says: «День 2 – 13 апреля. Дом дружбы»."""
    if day := dates.heading(line, days=days):
        return [day], ""
    found = dates.find(line, days=days)
    if found is None:
        return [], line
    if found.last is not None:
        return [], "" if dates.is_only_day(line, found) else line
    is_day_named = len(line) < LONGEST_DAY and not clocks.leading(line) and bool(_DAY.search(line))
    if not (dates.begins(line, found) or is_day_named):
        return [], line
    rest = dates.without(line, found)
    if day := dates.heading(rest, days=days):
        return [found, day], ""
    return [found], _NUMBERED_DAY.sub("", rest) if found.begin else rest


def zone_in(line: str) -> tuple[str | None, str] | None:
    """Return the zone that a line says of the whole programme, None for the forum's own, and what else it says; None where it says none."""
    named = None if clocks.leading(line) else timezones.in_line(line)
    if named is None:
        return None
    rest = f"{line[: named.begin]} {line[named.end :]}".replace("( )", "").strip(" ().,;")
    return None if named.zone == timezones.LOCAL else named.zone, rest if re.search(r"\w{2,}|\d", rest) else ""


def side_by_side(entry: Entry) -> list[Entry]:
    """Return the sections that one cell names one below the other, each as an entry; nothing where it names one only."""
    starts = [number for number, line in enumerate(entry.main) if SECTION.match(line)]
    if len(starts) < 2:
        return []
    ends = [*starts[1:], len(entry.main)]
    return [
        Entry(
            row=entry.row,
            place=number + 1,
            lines={"": entry.main[start:end]},
            room=entry.room,
            track=entry.track,
            languages=entry.languages,
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


def title_score(line: str) -> tuple[int, int]:
    """Say how much a line before the programme looks like the forum's title."""
    if LETTER.match(line) or len(line) < 8:
        return 0, 0
    words = len(
        re.findall(
            r"форум|конференци|конгресс|симпозиум|чтени|саммит|встреч|ассамбле|forum|conference|congress|symposium|summit",
            line,
            re.IGNORECASE,
        )
    )
    return 2 * min(words, 1) + ("«" in line or "“" in line), len(line)


def as_entry(entry: Entry, text: str, *, is_first: bool) -> Entry:
    """Return one line of an entry as an entry of its own."""
    made = Entry(row=entry.row, lines={"": [text] if text else []}, is_heading=True)
    made.place = 0 if is_first else entry.main.index(text) + 1 if text in entry.main else 0
    return made


def without_time(entry: Entry, line: str, span: Span, tongues: Tongues, *, is_first: bool) -> Entry:
    """Return what a line says besides its time; a place that stands in brackets beside the time is the room."""
    before, behind = _TIMED_TAIL.sub("", line[: span.begin]), line[span.end :].lstrip(" .,;:")
    inside, bracket, rest = behind.partition(")")
    room = contents.place_of(inside) or inside.strip() if bracket and len(inside) < LONGEST_PLACE else None
    if not room and bracket and not inside.strip():
        behind = rest
    text = f"{before} {rest if room else behind}".strip()
    made = as_entry(entry, text, is_first=is_first)
    made.room = tongues.split(room) if room else {}
    return made
