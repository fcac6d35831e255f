"""The zones in which programmes say their times: «10.00 (МСК)», «12.00 по ташкентскому времени», «Время (Астана)»."""

import re
from typing import NamedTuple

LOCAL = "local"
"""The forum's own zone, where a programme says «местное время»."""
_PLACES = (
    r"мск|msk|московск\w+|москв\w+|moscow|ашхабад\w*|ashgabat|aşgabat|минск\w*|minsk|ташкент\w*|tashkent|toshkent|астан\w+|astana|алмат\w+|almaty"
    r"|бишкек\w*|bishkek|душанбин\w+|душанбе|dushanbe|бакинск\w+|баку|baku|bakı|ереван\w*|yerevan|кишин[её]в\w*|chisinau|chișinău|местн\w+|local"
)
_ZONE = rf"(?P<zone>(?:utc|gmt)(?:\s*[+−-]\s*\d{{1,2}}(?::\d\d)?)?|{_PLACES})(?!\w)(?P<shift>\s*[+−-]\s*\d{{1,2}}(?!\d|[.:]\d))?"
_TIME = r"(?:врем(?:я|ени|енем)|time)\b"
_SAID = re.compile(
    rf"[\s,]*(?P<opens>[(\[])?\s*(?P<by>по\s+)?(?P<before>{_TIME}\s+(?:г\.\s*)?(?:по\s+)?)?{_ZONE}(?P<after>\s+{_TIME})?"
    r"(?P<closes>\s*[)\]])?(?=\s*(?P<sign>[/|]|$)?)",
    re.IGNORECASE,
)
_ADJECTIVE = r"(?:московск|ашхабадск|минск|ташкентск|астанинск|алматинск|бишкекск|душанбинск|бакинск|ереванск|кишин[её]вск|местн)(?:[оы]\w|ому|ого)"
_LINE = re.compile(
    rf"\bврем(?:я|ени)\b(?:.{{0,40}}?(?<!\w)(?P<told>мск|msk|{_ADJECTIVE})(?!\w)"
    rf"|(?:\W{{1,3}}(?:указано|дано|начала|проведения|везде|по|г))*\W{{1,3}}(?P<city>{_PLACES})(?!\w))|(?<!\w)(?P<other>{_PLACES})\s+{_TIME}"
    r"|\b(?:time zone|часовой пояс)\b.*?(?P<named>(?:utc|gmt)\s*[+−-]\s*\d{1,2}|мск)",
    re.IGNORECASE,
)
_CODE = re.compile(r"мск|msk|utc|gmt", re.IGNORECASE)
_ZONES = (
    (("мск", "msk", "моск", "mosc"), "Europe/Moscow"), (("ашх", "ashg", "aşg"), "Asia/Ashgabat"), (("мин", "mins"), "Europe/Minsk"),
    (("таш", "tash", "tosh"), "Asia/Tashkent"), (("аст", "asta", "алм", "alma"), "Asia/Almaty"), (("биш", "bish"), "Asia/Bishkek"),
    (("душ", "dush"), "Asia/Dushanbe"), (("бак", "bak"), "Asia/Baku"), (("ере", "yere"), "Asia/Yerevan"), (("киш", "chi"), "Europe/Chisinau"),
    (("мест", "local"), LOCAL),
)  # fmt: skip


class Named(NamedTuple):
    """A zone that a text names, an IANA name, ``+05:00`` or LOCAL, and where it stands."""

    zone: str | None
    begin: int
    end: int


def behind(text: str, *, is_alone: bool = False) -> Named | None:
    """Return the zone with which the text behind a time begins.

    A city is one in brackets, before a stroke, and with ``is_alone`` where nothing follows; else it may be where something takes place.
    """
    found = _SAID.match(text)
    if found is None:
        return None
    is_plain = re.fullmatch(_ADJECTIVE, found["zone"], re.IGNORECASE) is None
    is_sure = (
        (found["opens"] and found["closes"])
        or found["before"]
        or found["after"]
        or _CODE.match(found["zone"])
        or (is_plain and (found["by"] or found["closes"]))
        or found["sign"]
        or (is_alone and found["sign"] is not None)
    )
    return Named(zone_of(found["zone"], found["shift"]), found.start(), found.end()) if is_sure else None


def in_head(words: str) -> str | None:
    """Return the zone that the head of a column of times names, «Время (мск)»."""
    for place in [found.start() for found in re.finditer(r"(?<!\w)\w", words)]:
        if found := _SAID.match(words[place:]):
            return zone_of(found["zone"], found["shift"])
    return None


def in_line(line: str) -> Named | None:
    """Return the zone that a line says of the whole programme, «Время московское»."""
    found = _LINE.search(line)
    if found is None:
        return None
    return Named(zone_of(next(filter(None, found.groups()))), found.start(), found.end())


def zone_of(words: str, shift: str | None = None) -> str | None:
    """Return the zone that words in brackets behind a time, or in a heading, name."""
    lowered = words.lower().replace(" ", "").replace("−", "-")
    if offset := re.match(r"(?:utc|gmt)(?:([+-])(\d{1,2})(?::(\d\d))?)?", lowered):
        return f"{offset[1] or '+'}{int(offset[2] or 0):02d}:{offset[3] or '00'}"
    zone = next((zone for starts, zone in _ZONES if lowered.startswith(starts)), None)
    if zone == "Europe/Moscow" and shift:
        hours = 3 + int(shift.replace(" ", "").replace("−", "-"))
        return f"{'-' if hours < 0 else '+'}{abs(hours):02d}:00"
    return zone
