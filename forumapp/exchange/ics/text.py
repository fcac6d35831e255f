"""Text as RFC 5545 wants it: cleaned, escaped, cut to length, folded into content lines.

Works on bytes where it can, because a release of a large forum writes tens of thousands of lines.
"""

import re
from datetime import UTC, date, datetime
from urllib.parse import quote, urlsplit, urlunsplit

from icalendar import vText

LINE_OCTETS = 75
"""Longest line without its CRLF (RFC 5545 3.1)."""

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
_SPECIAL = re.compile(r"[\\;,\n]")
_LANGUAGE_TAG = re.compile("[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


def clean(text: str) -> str:
    """Take out what makes parsers refuse a whole feed: controls, surrogates, byte order marks; lines end in ``\\n``.

    Such characters come from text pasted out of word processors. Blanks at both ends go, a tabulator becomes a space.
    """
    if text.isprintable():
        return text.strip()
    text = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    return _CONTROLS.sub("", text).strip()


def one_line(text: str) -> str:
    """A title: cleaned, on one line, ``/`` for a backslash, which some clients take for the start of a line break."""
    return " ".join(clean(text).replace("\\", "/").split())


def shorten(text: str, limit: int) -> str:
    """Cut to at most ``limit`` characters, at a blank where there is one near, and say so with an ellipsis."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    blank = max(kept.rfind(" "), kept.rfind("\n"))
    if blank > limit * 2 // 3:
        kept = kept[:blank]
    return kept.rstrip(" \n,;:.–—-") + "…"


def escape(text: str) -> str:
    """Escape a TEXT value (RFC 5545 3.3.11), cleaned already; icalendar would take a typed ``\\N`` for a line end."""
    if not _SPECIAL.search(text):
        return text
    return r"\\N".join(vText(piece).to_ical().decode() for piece in text.split(r"\N"))


def line(name: str, value: str) -> bytes:
    """One folded content line: ``name`` with its parameters, ``value`` escaped already where its type asks for it."""
    return fold(f"{name}:{value}".encode())


def text_line(name: str, text: str, *, language: str | None = None) -> bytes:
    """One folded line with a TEXT value, cleaned and escaped here; nothing when there is no text."""
    text = clean(text)
    if not text:
        return b""
    if language is not None and _LANGUAGE_TAG.fullmatch(language):
        name = f"{name};LANGUAGE={language}"
    return line(name, escape(text))


def fold(octets: bytes) -> bytes:
    """Fold into lines of at most 75 octets, never inside a character or an escape, and end with CRLF (RFC 5545 3.1)."""
    if len(octets) <= LINE_OCTETS:
        return octets + b"\r\n"
    pieces = []
    start, room = 0, LINE_OCTETS
    while len(octets) - start > room:
        end = _cut(octets, start, start + room)
        pieces.append(octets[start:end])
        start, room = end, LINE_OCTETS - 1
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def unfold(octets: bytes) -> bytes:
    """Undo ``fold``, the last CRLF included."""
    return octets.replace(b"\r\n ", b"").removesuffix(b"\r\n")


def ascii_url(address: str) -> str:
    """The address in ASCII, percent-encoded, its host in IDNA (RFC 3986); what is encoded already stays."""
    parts = urlsplit(address)
    host, colon, port = parts.netloc.partition(":")
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    path, query, fragment = (quote(part, safe="/?:@!$&'()*+,;=-._~%") for part in parts[2:])
    return urlunsplit((parts.scheme, host + colon + port, path, query, fragment))


def utc_value(instant: datetime) -> str:
    """An aware instant as a UTC DATE-TIME value, in whole seconds (RFC 5545 3.3.5)."""
    return f"{wall_value(instant.astimezone(UTC))}Z"


def wall_value(wall_time: datetime) -> str:
    """A wall time as a DATE-TIME value for a line that names its zone."""
    return f"{date_value(wall_time)}T{wall_time.hour:02}{wall_time.minute:02}{wall_time.second:02}"


def date_value(day: date) -> str:
    """A day as a DATE value."""
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _cut(octets: bytes, start: int, end: int) -> int:
    """The last place at or before ``end`` that splits neither a UTF-8 sequence nor a backslash from what it escapes."""
    while octets[end] & 0xC0 == 0x80:
        end -= 1
    backslashes = end - len(octets[start:end].rstrip(b"\\")) - start
    return end - backslashes % 2
