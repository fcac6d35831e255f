"""Events with the stamps of their revision, and what becomes of them in a calendar of one's own."""

import re
from datetime import datetime

from forumapp.exchange.ics.text import ascii_url, escape, fold, line, one_line, unfold, utc_value

_CANCELLED_LINE = b"\r\nSTATUS:CANCELLED\r\n"
_TRANSPARENT_LINE = b"\r\nTRANSP:TRANSPARENT\r\n"
_OPAQUE_LINE = b"\r\nTRANSP:OPAQUE\r\n"
_LOCATION = re.compile(rb"(?<=\r\n)LOCATION[^\r]*\r\n(?: [^\r]*\r\n)*")
_URL = re.compile(rb"(?<=\r\n)URL:[^\r]*\r\n(?: [^\r]*\r\n)*")


def event(body: bytes, *, sequence: int, last_modified: datetime) -> bytes:
    """The whole event: its body with the stamps of its revision (RFC 5545 3.8.7.2 to 3.8.7.4).

    ``last_modified`` is aware, written in whole seconds, and DTSTAMP as well, as defined where there is no METHOD.
    """
    stamp = utc_value(last_modified)
    stamps = f"DTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\nSEQUENCE:{sequence}\r\n".encode("ascii")
    return b"".join([b"BEGIN:VEVENT\r\n", body, stamps, b"END:VEVENT\r\n"])


def personal(event_octets: bytes, *, join_url: str | None, label: str = "") -> bytes:
    """The same event for one who takes part: it makes the calendar busy, and says where to join.

    ``join_url`` is the forum's own ``/join/`` address, which checks the right to enter; it takes the place of the
    session's page in LOCATION and stands in CONFERENCE (RFC 7986 5.11) with ``label``. A cancelled event stays.
    """
    if _CANCELLED_LINE in event_octets:
        return event_octets
    octets = event_octets.replace(_TRANSPARENT_LINE, _OPAQUE_LINE, 1)
    if join_url is None:
        return octets
    join_url = ascii_url(join_url)
    name = one_line(label).replace('"', "'")
    parameters = f';LABEL="{name}"' if name else ""
    conference = line(f"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO{parameters}", join_url)
    return _located(octets, join_url).removesuffix(b"END:VEVENT\r\n") + conference + b"END:VEVENT\r\n"


def _located(octets: bytes, join_url: str) -> bytes:
    """The event with the join address for the session's page at the end of LOCATION."""
    location, url = _LOCATION.search(octets), _URL.search(octets)
    if location is None or url is None:
        return octets
    page = escape(unfold(url.group()).removeprefix(b"URL:").decode()).encode()
    content = unfold(location.group())
    if not content.endswith(page):
        return octets
    joined = fold(content.removesuffix(page) + escape(join_url).encode())
    return octets[: location.start()] + joined + octets[location.end() :]
