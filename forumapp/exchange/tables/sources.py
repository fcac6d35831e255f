"""What somebody sent: which kind of file or paste it is, and its rows."""

import re
from dataclasses import dataclass
from enum import StrEnum

from forumapp.exchange.problems import N_, refusal, refuse_oversize
from forumapp.exchange.tables import docxgrids, htmlgrids, packages, textgrids, xlsxgrids
from forumapp.exchange.tables.grids import Sheet, nothing_found, refuse_too_much

_HTML = re.compile(rb"<(?:!doctype html|html|table|body|div|p|meta|tr|span|head|ul|ol|h[1-6])\b", re.IGNORECASE)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)


class SourceKind(StrEnum):
    """The kinds of what is sent."""

    HTML = "html"
    TEXT = "text"
    DOCX = "docx"
    XLSX = "xlsx"
    ICS = "ics"


@dataclass(frozen=True)
class Source:
    """Octets that somebody sent, and what they are."""

    kind: SourceKind
    octets: bytes


def detect(octets: bytes) -> SourceKind:
    """Tell what a file is; raises ExchangeError for what is read nowhere."""
    refuse_oversize(octets)
    if octets.startswith(_OLD_OFFICE):
        raise refusal(N_("This is a file of an old office program. Save it as .docx or .xlsx, or paste the table."))
    if octets.startswith(b"PK"):
        kind = packages.kind_of(octets)
        if kind is None:
            raise refusal(N_("This archive is neither a .docx nor a .xlsx file."))
        return SourceKind(kind)
    if octets.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"GIF8")):
        raise refusal(N_("Files of this kind are not read. Save it as .docx or .xlsx, or paste the table."))
    start = octets[:20_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:15].upper() == b"BEGIN:VCALENDAR":
        return SourceKind.ICS
    return SourceKind.HTML if start.startswith(b"<") or _HTML.search(start[:4000]) else SourceKind.TEXT


def read(source: Source) -> Sheet:
    """Read the rows of a table or a list; raises ExchangeError when there is nothing to read."""
    refuse_oversize(source.octets)
    sheet = _READERS[source.kind](source.octets)
    if not any(row.said for row in sheet.rows):
        raise nothing_found()
    refuse_too_much(cell.text for row in sheet.rows for cell in row.cells if not cell.is_spread)
    return sheet


def _html(octets: bytes) -> Sheet:
    named = _CHARSET.search(octets[:4000])
    if named and not octets.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return htmlgrids.read(octets.decode(named[1].decode("ascii")))
        except (LookupError, UnicodeDecodeError):
            pass
    return htmlgrids.read(textgrids.decode(octets))


def _text(octets: bytes) -> Sheet:
    return textgrids.read(textgrids.decode(octets))


_READERS = {
    SourceKind.HTML: _html,
    SourceKind.TEXT: _text,
    SourceKind.DOCX: docxgrids.read,
    SourceKind.XLSX: xlsxgrids.read,
}
