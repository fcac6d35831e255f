"""Translations as an Excel file for a translator: what must stay is locked or hidden, what is text stays text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from forumapp.documents.service import packages
from forumapp.forums.rules.translations import Place
from forumapp.i18n import gettext as _
from forumapp.i18n import language_name
from forumapp.translating.rules.states import MARKS, State, fingerprint, is_long, most_of
from forumapp.translating.words import STATES

KEYS = ("forum", "kind", "key", "field", "languages", "seen")
"""The hidden columns, by the names in their heads: by these a file of ours is known."""

FIRST_KEY = 1
SOURCE, TARGET, STATE, NOTE = (FIRST_KEY + len(KEYS) + number for number in range(4))
"""Columns by number, the place in words being the first."""

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LONGEST_CELL = 32_767
"""Characters that a cell takes (Excel specifications and limits)."""
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A text to translate: where it stands in words, both languages, and how far the translation is."""

    place: Place
    where: str
    source_language: str
    source: str
    target: str
    state: State | None


def write_workbook(entries: Sequence[Entry], *, forum: str, language: str, source: str, made_at: datetime) -> bytes:
    """Return the workbook; ``language`` is the one to translate into, ``forum`` the slug."""
    octets = BytesIO()
    with Workbook(octets, OPTIONS) as workbook:
        workbook.set_properties({"created": made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)})
        page = workbook.add_worksheet(f"{source}-{language}"[:31])
        styles = _Styles(workbook)
        _set_up(page, styles, language=language, source=source, rows=len(entries))
        for number, entry in enumerate(entries, start=1):
            _write(page, number, entry, styles, forum=forum, language=language)
    return packages.settled(octets.getvalue())


class _Styles:
    """The looks of cells; ``open`` ones can be written in while the sheet is protected."""

    def __init__(self, workbook: Workbook) -> None:
        top = {"valign": "top", "text_wrap": True, "font_name": "Calibri", "font_size": 11}
        self.head: Format = workbook.add_format({**top, "bold": True, "bottom": 1})
        self._text = {
            (is_open, is_quoted): workbook.add_format({**top, "locked": not is_open, "quote_prefix": is_quoted})
            for is_open in (False, True)
            for is_quoted in (False, True)
        }

    def text(self, words: str, *, is_open: bool) -> Format:
        """Return the look of a text; one that would begin a formula when typed carries the sign that it is text."""
        return self._text[is_open, words.startswith(_BEGINS_FORMULA)]


def _set_up(page: Worksheet, styles: _Styles, *, language: str, source: str, rows: int) -> None:
    heads = [_("Where"), *KEYS, language_name(source), language_name(language), _("State"), _("Note")]
    for column, head in enumerate(heads):
        page.write_string(0, column, head[:1].upper() + head[1:] if column >= SOURCE else head, styles.head)
    page.set_column(0, 0, 34)
    page.set_column(FIRST_KEY, SOURCE - 1, 10, None, {"hidden": True})
    page.set_column(SOURCE, TARGET, 60)
    page.set_column(STATE, STATE, 22)
    page.set_column(NOTE, NOTE, 32)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(rows, 1), NOTE)
    words = [str(STATES[state]) for state in State if state in MARKS]
    page.data_validation(1, STATE, max(rows, 1), STATE, {"validate": "list", "source": words, "error_type": "warning"})
    page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})


def _write(page: Worksheet, row: int, entry: Entry, styles: _Styles, *, forum: str, language: str) -> None:
    place = entry.place
    seen = f"{fingerprint(entry.source)}:{fingerprint(entry.target)}"
    keys = [forum, place.kind, place.key, place.field, f"{entry.source_language}>{language}", seen]
    state = str(STATES[entry.state]) if entry.state is not None else ""
    locked = [entry.where, *keys, entry.source]
    for column, words in enumerate([*locked, entry.target, state, hint_of(place)]):
        style = styles.text(words, is_open=column >= TARGET)
        if words:
            page.write_string(row, column, words[:LONGEST_CELL], style)
        else:
            page.write_blank(row, column, None, style)


def hint_of(place: Place) -> str:
    """Return what there is to know of a text's form; the sign at its beginning tells it from a translator's remark."""
    most = most_of(place)
    return _("≤ %(most)d characters, Markdown", most=most) if is_long(place) else _("≤ %(most)d characters", most=most)
