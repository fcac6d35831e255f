"""The formats in which a forum comes in, and which of them a file is."""

from enum import StrEnum

from forumapp.exchange import forumfile, frabjson, frabxml, jsontext
from forumapp.exchange.problems import N_, ExchangeError, Reading, refusal
from forumapp.exchange.tables import sources
from forumapp.exchange.tables.sources import Source, SourceKind

_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


TABLES = {
    "ics": SourceKind.ICS,
    "xlsx": SourceKind.XLSX,
    "docx": SourceKind.DOCX,
    "csv": SourceKind.TEXT,
    "html": SourceKind.HTML,
}
"""Formats that say something of a forum's programme and not all of a forum."""


class Format(StrEnum):
    """A format that says all of a forum."""

    FORUM = "forum"
    FRAB_XML = "frab-xml"
    FRAB_JSON = "frab-json"


def detect(octets: bytes) -> Format:
    """Tell the format of a file from what it says; raises `ExchangeError` when it is none that is known."""
    start = octets[:4096]
    for mark in _BYTE_ORDER_MARKS:
        start = start.removeprefix(mark)
    start = start.replace(b"\x00", b"").lstrip()
    if start.startswith(b"<"):
        return Format.FRAB_XML
    if start.startswith(b"{"):
        value = jsontext.parse(octets)
        if isinstance(value, dict) and "format" in value:
            return Format.FORUM
        if isinstance(value, dict) and ("schedule" in value or "conference" in value):
            return Format.FRAB_JSON
    raise refusal(N_("This is neither a forum file nor a frab schedule in XML or JSON."))


def table_in(octets: bytes, format: str = "auto") -> Source | None:  # noqa: A002 - the name of the option
    """Return a file as a table or a calendar; None when it is a format that says all of a forum.

    Plain text is taken for a table only where the format says so. Raises `ExchangeError` for a file of another format.
    """
    if format in TABLES:
        return Source(TABLES[format], octets)
    if format != "auto":
        return None
    try:
        kind = sources.detect(octets)
    except ExchangeError:
        if octets.startswith(b"PK"):
            raise
        return None
    is_page = kind is SourceKind.HTML and b"<table" not in octets.lower()
    return None if kind is SourceKind.TEXT or is_page or _is_xml(octets) else Source(kind, octets)


def _is_xml(octets: bytes) -> bool:
    start = octets[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<?xml", b"<schedule")) and b"<html" not in start


def read(octets: bytes, format: str = "auto", *, slug: str | None = None, timezone: str | None = None) -> Reading:  # noqa: A002 - the name of the option
    """Read a file in a format or in the one it is found to have; `slug` and `timezone` are for frab files.

    Raises `ExchangeError` with all that is wrong.
    """
    chosen = detect(octets) if format == "auto" else Format(format)
    if chosen is Format.FORUM:
        return Reading(document=forumfile.read(octets))
    if chosen is Format.FRAB_XML:
        return frabxml.read(octets, slug=slug, timezone=timezone)
    return frabjson.read(octets, slug=slug, timezone=timezone)
