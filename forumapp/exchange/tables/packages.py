"""Office files are archives of XML: opened only when they are what they say and no larger than anybody's programme."""

import io
import zipfile
import zlib
from typing import IO

from defusedxml.ElementTree import ParseError, iterparse
from openpyxl.utils import range_boundaries

from forumapp.exchange.problems import N_, refusal

MOST_ENTRIES = 3000
MOST_UNPACKED = 120 * 1024 * 1024
"""Octets of all that an archive holds."""
MOST_TEXT = 40 * 1024 * 1024
"""Octets of one XML file in it."""
_DECLARATIONS = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_LOOKED_AT = 64 * 1024
MOST_ELEMENTS = 300_000
"""Elements of all sheets of a spreadsheet together; a merged area counts as the cells that openpyxl makes of it."""


def kind_of(octets: bytes) -> str | None:
    """Say what an archive holds, "docx" or "xlsx"; None when it is neither."""
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return None
    if "word/document.xml" in names:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in names else None


def check(octets: bytes) -> None:
    """Refuse an archive that unpacks to too much or whose XML declares entities; says so with ExchangeError."""
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise _too_much()
            for entry in entries:
                if entry.flag_bits & 0x1:
                    raise refusal(N_("The file is protected by a password. Save it without one."))
                if entry.filename.endswith((".xml", ".rels")):
                    _check_text(archive, entry)
            if "xl/workbook.xml" in archive.namelist():
                _check_sheets(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise damaged() from error


def damaged() -> Exception:
    """Make the error for a file that cannot be opened."""
    return refusal(N_("The file is damaged. Open it in the program that wrote it and save it again."))


def _check_text(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    if entry.file_size > MOST_TEXT:
        raise _too_much()
    with archive.open(entry) as opened:
        start = opened.read(_LOOKED_AT)
        size = len(start)
        while chunk := opened.read(1024 * 1024):
            size += len(chunk)
            if size > MOST_TEXT:
                raise _too_much()
    if any(word in start for word in _DECLARATIONS):
        raise refusal(N_("The file has declarations that office programs never write. It was not opened."))


def _check_sheets(archive: zipfile.ZipFile) -> None:
    """Count what opening the sheets would make; any part may be a sheet, whatever its name ends with."""
    count = 0
    for entry in archive.infolist():
        with archive.open(entry) as opened:
            count += _elements_of_sheet(opened, most=MOST_ELEMENTS - count)
        if count > MOST_ELEMENTS:
            raise _too_much()


def _elements_of_sheet(opened: IO[bytes], *, most: int) -> int:
    """Return how much a part holds, counted no further than to one that is too many; 0 for what is no sheet."""
    count = 0
    try:
        for event, element in iterparse(opened, events=("start", "end")):
            name = element.tag.rpartition("}")[2]
            if event == "end":
                element.clear()
                continue
            if count == 0 and name != "worksheet":
                return 0
            count += _area(element.get("ref", "")) if name == "mergeCell" else 1
            if count > most:
                break
    except ParseError:
        pass
    return count


def _area(reference: str) -> int:
    """Return of how many cells a merged area is; raises ValueError for what is none."""
    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:
        raise ValueError(reference)
    return max(1, (right - left + 1) * (bottom - top + 1))


def _too_much() -> Exception:
    return refusal(N_("The file unpacks to too much. Save it again without pictures, or paste the table."))
