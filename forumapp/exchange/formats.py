"""The formats in which a forum comes in, and which of them a file is."""

from enum import StrEnum

from forumapp.exchange import forumfile, frabjson, frabxml, jsontext
from forumapp.exchange.problems import N_, Reading, refusal

_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Format(StrEnum):
    """A format that is read."""

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
