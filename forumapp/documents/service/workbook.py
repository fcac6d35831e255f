"""Tables as an Excel file. Dates and times are dates and times; a cell of text never becomes a formula or a link."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from forumapp.documents.rules import Cell, Sheet
from forumapp.documents.service import packages

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
A4 = 9
LONGEST_TEXT = 32767
"""Characters that a cell takes (Excel specifications and limits)."""


def write(sheets: Sequence[Sheet], *, title: str, foot: str, made_at: datetime) -> bytes:
    """Return a workbook, each sheet ready to be read, filtered and printed."""
    octets = BytesIO()
    with Workbook(octets, OPTIONS) as workbook:
        moment = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        workbook.set_properties({"title": title, "comments": foot, "created": moment})
        formats = _formats(workbook)
        for sheet in sheets:
            _write(workbook.add_worksheet(sheet.title[:31]), sheet, formats, foot)
    return packages.settled(octets.getvalue())


def _formats(workbook: Workbook) -> dict[type, Format]:
    top = {"valign": "top", "font_name": "Calibri", "font_size": 11}
    return {
        Sheet: workbook.add_format({**top, "bold": True, "bottom": 1, "text_wrap": True}),
        str: workbook.add_format({**top, "text_wrap": True}),
        int: workbook.add_format({**top, "num_format": "0"}),
        date: workbook.add_format({**top, "num_format": "dd.mm.yyyy", "align": "left"}),
        time: workbook.add_format({**top, "num_format": "hh:mm", "align": "left"}),
    }


def _write(page: Worksheet, sheet: Sheet, formats: dict[type, Format], foot: str) -> None:
    for column, (heading, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        page.write_string(0, column, heading, formats[Sheet])
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _put(page, number, column, cell, formats)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer(f"&L&8{foot.replace('&', '&&')[:200]}&R&8&P / &N")


def _put(page: Worksheet, row: int, column: int, cell: Cell, formats: dict[type, Format]) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, cell[:LONGEST_TEXT], formats[str])
    elif isinstance(cell, int):
        page.write_number(row, column, cell, formats[int])
    elif cell is None:
        page.write_blank(row, column, None, formats[str])
    else:
        page.write_datetime(row, column, cell, formats[date if isinstance(cell, date) else time])
