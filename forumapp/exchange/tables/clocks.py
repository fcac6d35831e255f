"""Times of day as programmes write them: «10.00–11.30», «с 10 до 11.30», «10 ч. 30 мин.», "9.30 a.m.", "10:00 (MSK)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from forumapp.exchange.tables import timezones

DAY = 24 * 60
LONGEST_CELL = 500
"""Characters of a cell of times, or of a line for the times behind its first, that are looked at."""
_DASH = r"\s*(?:[-–—−‒―]+|\.\.\.?|…|/|→|до|to|till|until|по)\s*"
_HALVED = r"[ \t]*(?P<{0}half>[ap]\.?[ \t]?m\b\.?|noon\b|midday\b|midnight\b)"
_HALF = f"(?:{_HALVED})?"
_CLOCK = (
    r"(?:(?P<{0}h>[01]?\d|2[0-4])(?:[ \t]*[.:][ \t]?(?P<{0}m>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?!\.\d)"
    r"|[ \t]*(?:ч(?:\.|ас\w*)?|h)(?![а-яa-z])(?:[ \t]*(?P<{0}w>[0-5]?\d)[ \t]*(?:мин\w*\.?|м\.?|min\w*|m\b)?)?)"
    + _HALF
    + ")"
)
_HYPHENED = r"(?P<{0}h>[01]?\d|2[0-4])-(?P<{0}m>[0-5]\d)"
_SPACED = r"(?P<{0}h>[01]?\d|2[0-4])[ ](?P<{0}m>[0-5][05])"
_BARE = r"(?P<{0}h>[01]?\d|2[0-4])(?![\d.:])" + _HALF
_NOON = r"(?P<{0}h>[01]?\d|2[0-4])(?![\d.:])" + _HALVED
_BEFORE = r"(?<![\d.:])"
_FROM, _TILL = r"(?:[сc]|from)[ \t]+", r"[ \t]+(?:до|to|till|until)[ \t]+"
_TO = r"\s*[-–—−]\s*"
_NO_LENGTH = r"(?!\d|\s*(?:мин|min|['′]))"


def _range(begin: str, between: str, end: str) -> str:
    return begin.format("a") + between + end.format("b")


_SHAPES: tuple[tuple[str, bool], ...] = (
    # from, to; whether only a text that is nothing but a time is read so
    (_range(_CLOCK, _DASH, _CLOCK), False),
    (_range(_HYPHENED, _TO, _HYPHENED) + r"(?!\d)", False),
    (_range(_SPACED, _TO, _SPACED) + r"(?!\d)", False),
    (_FROM + _range(_CLOCK, _TILL, _CLOCK), False),
    (_FROM + _range(_HYPHENED, _TILL, _HYPHENED) + r"(?!\d)", False),
    (_FROM + _range(_BARE, r"(?:[ \t]*час\w*)?" + _TILL, _CLOCK), False),
    (_FROM + _range(_CLOCK, _TILL, _BARE) + r"(?!\d)", False),
    (_FROM + _range(_BARE, _TILL, _BARE) + r"(?:[ \t]*(?:час|ч\b)\w*)?(?!\d)", False),
    (_range(_BARE, _DASH, _CLOCK), False),
    (_range(_CLOCK, _DASH, _NOON), False),
    (_range(_BARE, _DASH, _NOON), False),
    (_range(_CLOCK, _DASH, _BARE) + _NO_LENGTH, True),
    (_CLOCK.format("a"), False),
    (_NOON.format("a"), False),
    (r"(?P<ah>[01]?\d|2[0-4])-(?P<am>[0-5][05])(?!\d)", True),
    (r"(?<!\S)" + _SPACED.format("a") + r"(?!\S)", True),
    (_range(_BARE, _TO, _BARE) + _NO_LENGTH, True),
)
_COMPILED = tuple((re.compile(_BEFORE + shape, re.IGNORECASE), is_strict) for shape, is_strict in _SHAPES)
_LEAD = re.compile(
    r"^[\s•*·▪\-–—(\[~≈]*(?:(?:(?:начало|начинается|время|time|starts?|begins?)\s*(?:[:–—-]\s*)?)?(?:(?:с|c|в|from|at|сағат|soat|sagat|saat)[\s:]+)?)\s*$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"^(?:до|until|till|to)\s+" + _CLOCK.format("b") + r"\s*$", re.IGNORECASE)
_HOURS = re.compile(
    r"(?:[ \t]*(?:ч\.?|час(?:а|ов)?\.?|hrs?\.?|hours?|o['’]clock|soat|сағат)|(?-i: da|-(?:da|de|да|де|та|те)))(?!\w)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?P<sign>[/|;,(]|(?:и|and)(?=\s))?\s*", re.IGNORECASE)
_LENGTH = re.compile(
    r"[(\[]?\s*(?:до|не более|по|up to)?\s*(?P<minutes>\d{1,3})\s*(?:[-–]\s*(?P<most>\d{1,3})\s*)?(?:мин(?:ут\w*)?|min(?:ute)?s?|['′])(?![\w])\.?\s*[)\]]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Span:
    """A time found in a text: minutes since midnight, past 1440 on the next day; where it stands in the text."""

    starts: int | None
    ends: int | None = None
    zone: str | None = None
    """The zone it is said to be in: an IANA name, ``+05:00``, or LOCAL."""
    begin: int = 0
    end: int = 0
    others: tuple["Span", ...] = ()
    """Times that stand behind it: the same on another clock, or when it goes on."""

    @property
    def words(self) -> str:
        """The time as people read it, «14:00–16:00»."""
        said = [minutes for minutes in (self.starts, self.ends) if minutes is not None]
        return "–".join(f"{minutes // 60 % 24:02d}:{minutes % 60:02d}" for minutes in said)


def find(text: str, *, is_alone: bool = False) -> Span | None:
    """Return the first time that a text says; with ``is_alone`` also shapes that mean a time only where one is expected."""
    if found := _UNTIL.match(text.strip()):
        return _span(found)
    best: Span | None = None
    for shape, is_strict in _COMPILED:
        if is_strict and not is_alone:
            continue
        found = shape.search(text)
        if found is None or (best is not None and found.start() >= best.begin):
            continue
        span = _span(found)
        if span is not None:
            best = span
    return None if best is None else _with_zone(best, text, is_alone=is_alone)


def find_all(text: str) -> list[Span]:
    """Return every time of a cell of times, in order: «10.00 (МСК) / 12.00 (Ашхабад)» says two."""
    text = text[:LONGEST_CELL]
    spans, place = [], 0
    while place < len(text) and (span := find(text[place:], is_alone=True)) and span.end > span.begin:
        spans.append(
            Span(starts=span.starts, ends=span.ends, zone=span.zone, begin=place + span.begin, end=place + span.end)
        )
        place += span.end
    return spans


def leading(text: str) -> tuple[Span, str] | None:
    """Return the time with which a line begins, and the rest of the line; None when it begins with anything else."""
    span = find(text)
    if span is None or span.starts is None or not _LEAD.match(text[: span.begin]):
        return None
    others = tuple(_behind(span, text))
    rest = text[others[-1].end if others else span.end :]
    if re.match(r"\s*(?:млн|тыс|руб|%|лет|год|км|экз)", rest):
        return None
    span, rest = _with_length(replace(span, others=others), rest)
    return span, re.sub(r"^[\s.,:;)\]|–—-]+", "", rest)


def length(text: str) -> tuple[int, str] | None:
    """Return the length in minutes that a text names, «(15 мин.)», and the text without it."""
    found = _LENGTH.search(text)
    minutes = int(found["most"] or found["minutes"]) if found else 0
    if found is None or not 1 <= minutes <= 600:
        return None
    between = "\n" if "\n" in found[0] or text[found.end() :].lstrip(" .,;").startswith("\n") else " "
    return minutes, f"{text[: found.start()].rstrip()}{between}{text[found.end() :].lstrip()}".strip(" ,;–—-")


def _behind(span: Span, text: str) -> Iterator[Span]:
    """Yield the times that follow a time with which a line begins: on clocks of other zones, or from when to when it goes on."""
    last, text = span, text[:LONGEST_CELL]
    while found := _BETWEEN.match(text, last.end):
        behind = find(text[found.end() :])
        if behind is None or behind.begin or behind.starts is None:
            return
        is_clock = behind.zone != last.zone
        is_part = (span.ends is None) == (behind.ends is None) and found["sign"] not in {None, "(", "|"}
        if not (is_clock or is_part):
            return
        last = replace(behind, begin=found.end(), end=found.end() + behind.end)
        yield last


def _with_length(span: Span, rest: str) -> tuple[Span, str]:
    """Take the length in brackets behind a time, «10.00 (20 мин.) Открытие», where it agrees with the end or says it."""
    found = re.match(r"\s*(?=[(\[])", rest)
    timed = _LENGTH.match(rest, found.end()) if found else None
    if timed is None or timed["most"] or not timed[0].rstrip().endswith((")", "]")) or span.starts is None:
        return span, rest
    ends = span.starts + int(timed["minutes"])
    if span.ends not in {None, ends} or not 0 < ends - span.starts <= DAY:
        return span, rest
    return replace(span, ends=ends), rest[timed.end() :]


def _span(found: re.Match[str]) -> Span | None:
    groups = found.groupdict()
    ends_half, starts_half = _half(groups.get("bhalf")), _half(groups.get("ahalf"))
    if starts_half is None and ends_half is not None:
        starts_half = ends_half
        if groups.get("ah") and groups.get("bh") and int(groups["ah"]) % 12 > int(groups["bh"]) % 12 and ends_half:
            starts_half = 0
    starts, ends = _minutes(groups, "a", starts_half), _minutes(groups, "b", ends_half)
    if starts is None and ends is None:
        return None
    if starts is not None and ends is not None and ends <= starts:
        ends = ends + DAY if (ends % DAY) <= 8 * 60 and starts >= 15 * 60 else None if ends == starts else ends
    return Span(starts=starts, ends=ends, begin=found.start(), end=found.end())


def _minutes(groups: dict[str, str | None], which: str, half: int | None) -> int | None:
    hours = groups.get(f"{which}h")
    if hours is None:
        return None
    number = int(hours)
    if half is not None and number <= 12:
        number = number % 12 + 12 * half
    minutes = groups.get(f"{which}m") or groups.get(f"{which}w") or "0"
    return number * 60 + int(minutes)


def _half(written: str | None) -> int | None:
    """Return 0 for the morning, 1 for the afternoon, None where nothing says."""
    return None if not written else int(written.strip().lower().startswith(("p", "noon", "midday")))


def _with_zone(span: Span, text: str, *, is_alone: bool) -> Span:
    """Add the word for hours and the zone that stand right behind a time."""
    end = span.end
    if found := _HOURS.match(text, end):
        end = found.end()
    named = timezones.behind(text[end:], is_alone=is_alone)
    return replace(span, zone=named.zone if named else None, end=end + named.end if named else end)
