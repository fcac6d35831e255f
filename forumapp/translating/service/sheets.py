"""A translator's Excel file, read with suspicion: small, no more than it says, no calculations, no entities."""

import warnings
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from xml.sax import ContentHandler, SAXException
from zipfile import BadZipFile, ZipFile

from defusedxml import sax
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from forumapp.errors import RuleBroken
from forumapp.forums.rules.translations import Place
from forumapp.i18n import gettext as _
from forumapp.translating.rules.incoming import SheetRow
from forumapp.translating.rules.states import State
from forumapp.translating.service.workbook import FIRST_KEY, KEYS, NOTE, SOURCE, STATE, TARGET
from forumapp.translating.words import states_by_word

LONGEST_FILE = 5 * 1024 * 1024
"""Octets of a file that is taken in."""
LONGEST_UNPACKED = 30 * 1024 * 1024
MOST_PARTS = 200
MOST_ELEMENTS = 600_000
MOST_ROWS = 10_000
_HINT = "≤"
_BROKEN = (
    ArithmeticError, AttributeError, BadZipFile, EOFError, InvalidFileException, LookupError, RuntimeError, SAXException,
    SyntaxError, TypeError, ValueError, zlib.error,
)  # fmt: skip
"""What zipfile, expat and openpyxl raise for a file that is none of theirs."""


def read_sheet(octets: bytes) -> list[SheetRow]:
    """Return the rows of a file that was saved here; raises RuleBroken for any other file."""
    if len(octets) > LONGEST_FILE:
        raise RuleBroken(_("The file is larger than 5 MB. Send the part that was translated."), field="file")
    try:
        _check_package(octets)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            return _rows(octets)
    except _BROKEN as broken:
        raise RuleBroken(_not_ours(), field="file") from broken


def _check_package(octets: bytes) -> None:
    """Refuse an archive that unpacks into too much, or that has XML with a document type (where entities are declared)."""
    with ZipFile(BytesIO(octets)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LONGEST_UNPACKED:
            raise RuleBroken(_too_much(), field="file")
        counter = _Counter()
        for part in parts:
            if part.filename.endswith((".xml", ".rels", ".vml")):
                with archive.open(part) as stream:
                    sax.parse(stream, counter, forbid_dtd=True)


class _Counter(ContentHandler):
    """Counts elements, so that none of the readers that build trees has to hold too many."""

    count = 0

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802
        """Count an element."""
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise RuleBroken(_too_much(), field="file")


def _rows(octets: bytes) -> list[SheetRow]:
    workbook = load_workbook(BytesIO(octets), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()
        lines = sheet.iter_rows(min_row=1, max_row=MOST_ROWS + 2, max_col=NOTE + 1)
        head = [cell.value for cell in next(lines, ())]
        if tuple(head[FIRST_KEY:SOURCE]) != KEYS:
            raise RuleBroken(_not_ours(), field="file")
        words = states_by_word()
        return list(_read(lines, words))
    finally:
        workbook.close()


def _read(lines: Iterator[Sequence[Any]], words: dict[str, State]) -> Iterator[SheetRow]:
    for number, cells in enumerate(lines, start=2):
        values = [*(_text(cell) for cell in cells), *[""] * (NOTE + 1 - len(cells))]
        if not any(values):
            continue
        if number > MOST_ROWS + 1:
            raise RuleBroken(_("The file has more than 10 000 rows. Send it in parts."), field="file")
        forum, kind, key, field, languages, seen = (value or "" for value in values[FIRST_KEY:SOURCE])
        source, _arrow, target = languages.partition(">")
        seen_source, _colon, seen_text = seen.partition(":")
        note = (values[NOTE] or "").strip()
        yield SheetRow(
            number=number,
            forum=forum,
            place=Place(kind, key, field),
            source=source,
            target=target,
            seen_source=seen_source,
            seen_text=seen_text,
            words=values[TARGET],
            state=words.get((values[STATE] or "").strip().casefold()),
            note="" if note.startswith(_HINT) else note,
        )


def _text(cell: Any) -> str | None:
    """Return what a cell says; a calculation is the text that was typed. None for what is no text and no number."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str) and cell.data_type != "e":
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}" if isinstance(value, float) else str(value)
    return None


def _too_much() -> str:
    return _("The file unpacks into far more than a list of translations. Save it anew.")


def _not_ours() -> str:
    return _(
        "This is not a list of translations that was saved here. Save one, fill it in and send it back as Excel (XLSX)."
    )
