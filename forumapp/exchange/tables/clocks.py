"""Times of day as programmes write them: «10.00–11.30», «с 10 до 11.30», «10 ч. 30 мин.», "9.30 a.m.", "10:00 (MSK)"."""

import re
from dataclasses import dataclass

DAY = 24 * 60
LONGEST_CELL = 500
"""Characters of a cell of times that are looked at."""
_DASH = r"\s*(?:[-–—−‒―]+|\.\.\.?|…|/|→|до|to|till|until|по)\s*"
_HALF = r"(?:[ \t]*(?P<{0}half>[ap]\.?[ \t]?m\b\.?))?"
_CLOCK = (
    r"(?:(?P<{0}h>[01]?\d|2[0-4])(?:[ \t]*[.:][ \t]?(?P<{0}m>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?!\.\d)"
    r"|[ \t]*(?:ч(?:\.|ас\w*)?|h)(?![а-яa-z])(?:[ \t]*(?P<{0}w>[0-5]?\d)[ \t]*(?:мин\w*\.?|м\.?|min\w*|m\b)?)?)"
    + _HALF
    + ")"
)
_HYPHENED = r"(?P<{0}h>[01]?\d|2[0-4])-(?P<{0}m>[0-5]\d)"
_BARE = r"(?P<{0}h>[01]?\d|2[0-4])(?![\d.:])" + _HALF
_BEFORE = r"(?<![\d.:])"
_SHAPES: tuple[tuple[str, bool], ...] = (
    # from, to; whether only a text that is nothing but a time is read so
    (_CLOCK.format("a") + _DASH + _CLOCK.format("b"), False),
    (_HYPHENED.format("a") + r"\s*[-–—−]\s*" + _HYPHENED.format("b") + r"(?!\d)", False),
    (
        r"(?:с|from)[ \t]+"
        + _BARE.format("a")
        + r"(?:[ \t]*час\w*)?[ \t]+(?:до|to|till|until)[ \t]+"
        + _CLOCK.format("b"),
        False,
    ),
    (
        r"(?:с|from)[ \t]+" + _CLOCK.format("a") + r"[ \t]+(?:до|to|till|until)[ \t]+" + _BARE.format("b") + r"(?!\d)",
        False,
    ),
    (
        r"(?:с|from)[ \t]+"
        + _BARE.format("a")
        + r"[ \t]+(?:до|to|till|until)[ \t]+"
        + _BARE.format("b")
        + r"(?:[ \t]*(?:час|ч\b)\w*)?(?!\d)",
        False,
    ),
    (_BARE.format("a") + _DASH + _CLOCK.format("b"), False),
    (_CLOCK.format("a") + _DASH + _BARE.format("b") + r"(?!\d)", True),
    (_CLOCK.format("a"), False),
    (r"(?P<ah>[01]?\d|2[0-4])[ \t]*(?P<ahalf>[ap]\.?[ \t]?m\b\.?)", False),
    (r"(?P<ah>[01]?\d|2[0-4])-(?P<am>[0-5][05])(?!\d)", True),
    (_BARE.format("a") + r"\s*[-–—−]\s*" + _BARE.format("b") + r"(?!\d)", True),
)
_COMPILED = tuple((re.compile(_BEFORE + shape, re.IGNORECASE), is_strict) for shape, is_strict in _SHAPES)
_LEAD = re.compile(r"^[\s•*·▪\-–—(\[]*(?:(?:с|в|from|at|начало|начало в|время|time|start)[\s:]+)?", re.IGNORECASE)
_UNTIL = re.compile(r"^(?:до|until|till|to)\s+" + _CLOCK.format("b") + r"\s*$", re.IGNORECASE)
_ZONE = re.compile(
    r"^[\s,]*[(\[]?\s*(?:по\s+)?(?P<zone>мск|msk|московск\w+|moscow|utc\s*[+-]\s*\d{1,2}(?::\d\d)?|gmt\s*[+-]\s*\d{1,2}(?::\d\d)?|utc|gmt"
    r"|ашхабад\w*|ashgabat|минск\w*|minsk|ташкент\w*|tashkent|астан\w+|astana|алмат\w+|almaty|бишкек\w*|bishkek|душанбин\w+|душанбе|dushanbe"
    r"|бакинск\w+|баку|baku|ереван\w*|yerevan|кишин[её]в\w*|chisinau)(?P<shift>\s*[+-]\s*\d{1,2})?(?:\s+(?:врем\w+|time))?\s*[)\]]?",
    re.IGNORECASE,
)
_ZONES = (
    ("мск", "Europe/Moscow"), ("msk", "Europe/Moscow"), ("моск", "Europe/Moscow"), ("mosc", "Europe/Moscow"),
    ("ашх", "Asia/Ashgabat"), ("ashg", "Asia/Ashgabat"), ("мин", "Europe/Minsk"), ("mins", "Europe/Minsk"),
    ("таш", "Asia/Tashkent"), ("tash", "Asia/Tashkent"), ("аст", "Asia/Almaty"), ("asta", "Asia/Almaty"),
    ("алм", "Asia/Almaty"), ("alma", "Asia/Almaty"), ("биш", "Asia/Bishkek"), ("bish", "Asia/Bishkek"),
    ("душ", "Asia/Dushanbe"), ("dush", "Asia/Dushanbe"), ("бак", "Asia/Baku"), ("baku", "Asia/Baku"),
    ("ере", "Asia/Yerevan"), ("yere", "Asia/Yerevan"), ("киш", "Europe/Chisinau"), ("chis", "Europe/Chisinau"),
)  # fmt: skip
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
    """The zone it is said to be in: an IANA name, or ``+05:00``."""
    begin: int = 0
    end: int = 0


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
    return None if best is None else _with_zone(best, text)


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
    if span is None or span.starts is None or _LEAD.sub("", text[: span.begin], count=1).strip():
        return None
    rest = text[span.end :]
    if re.match(r"\s*(?:млн|тыс|руб|%|лет|год|км|ч\b|экз)", rest):
        return None
    return span, re.sub(r"^[\s.,:;)\]|–—-]+", "", rest)


def length(text: str) -> tuple[int, str] | None:
    """Return the length in minutes that a text names, «(15 мин.)», and the text without it."""
    found = _LENGTH.search(text)
    minutes = int(found["most"] or found["minutes"]) if found else 0
    if found is None or not 1 <= minutes <= 600:
        return None
    between = "\n" if "\n" in found[0] or text[found.end() :].lstrip(" .,;").startswith("\n") else " "
    return minutes, f"{text[: found.start()].rstrip()}{between}{text[found.end() :].lstrip()}".strip(" ,;–—-")


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
    return None if not written else int(written.strip().lower().startswith("p"))


def _with_zone(span: Span, text: str) -> Span:
    found = _ZONE.match(text[span.end :])
    if found is None:
        return span
    return Span(
        starts=span.starts,
        ends=span.ends,
        zone=zone_of(found["zone"], found["shift"]),
        begin=span.begin,
        end=span.end + found.end(),
    )


def zone_in(words: str) -> str | None:
    """Return the zone that the head of a column of times names, «Время (мск)»."""
    for place in [found.start() for found in re.finditer(r"(?<!\w)\w", words)]:
        if found := _ZONE.match(words[place:]):
            return zone_of(found["zone"], found["shift"])
    return None


def zone_of(words: str, shift: str | None = None) -> str | None:
    """Return the zone that words in brackets behind a time, or in a heading, name."""
    lowered = words.lower().replace(" ", "")
    offset = re.match(r"(?:utc|gmt)(?:([+-])(\d{1,2})(?::(\d\d))?)?", lowered)
    if offset:
        return f"{offset[1] or '+'}{int(offset[2] or 0):02d}:{offset[3] or '00'}"
    zone = next((zone for start, zone in _ZONES if lowered.startswith(start)), None)
    if zone == "Europe/Moscow" and shift:
        hours = 3 + int(shift.replace(" ", ""))
        return f"{'-' if hours < 0 else '+'}{abs(hours):02d}:00"
    return zone
