"""The sheets of a spreadsheet file (.xlsx): merged cells, dates and times as cells have them, links never followed."""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from forumapp.exchange.tables import hiding
from forumapp.exchange.tables.grids import MOST_COLUMNS, MOST_ROWS, Cell, GridBuilder, Row, Sheet
from forumapp.exchange.tables.packages import check, damaged

_PLAIN_SHEETS = re.compile(r"(?:sheet|лист|tabelle|feuil)\s*\d*", re.IGNORECASE)
_CLOCK_FORMAT = re.compile(r"h", re.IGNORECASE)


def read(octets: bytes) -> Sheet:
    """Read the visible sheets of a .xlsx; a formula is what it came to when the file was saved."""
    check(octets)
    try:
        book = load_workbook(
            io.BytesIO(octets), read_only=False, data_only=True, keep_links=False, keep_vba=False, rich_text=True
        )
    except (
        InvalidFileException,
        BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        SyntaxError,
    ) as error:
        raise damaged() from error
    rows: list[Row] = []
    columns_hidden = rows_hidden = 0
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for number, sheet in enumerate(sheets, start=1):
        read = _sheet(sheet, number, is_one_of_several=len(sheets) > 1)
        places = {"hidden_rows": _hidden_rows(sheet, read), "hidden_columns": _hidden_columns(sheet)}
        columns, lines = hiding.used(read, **places)
        columns_hidden, rows_hidden = columns_hidden + columns, rows_hidden + lines
        rows += hiding.shown(read, **places)
    hidden = hiding.hidden(columns=columns_hidden, rows=rows_hidden, sheets=_hidden_sheets(book))
    title = (book.properties.title or "").strip()
    return Sheet(rows=tuple(rows), title=title, remarks=(*hidden, *hiding.struck(rows)))


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    """Return the places of the columns that the sheet does not show, counted from 0."""
    return frozenset(
        place - 1
        for columns in sheet.column_dimensions.values()
        if columns.hidden or columns.width == 0
        for place in range(columns.min or 1, min(columns.max or 0, MOST_COLUMNS) + 1)
    )


def _hidden_rows(sheet: Worksheet, rows: Sequence[Row]) -> frozenset[int]:
    numbers = (row.number for row in rows if row.number in sheet.row_dimensions)
    return frozenset(
        number for number in numbers if sheet.row_dimensions[number].hidden or sheet.row_dimensions[number].height == 0
    )


def _hidden_sheets(book: Workbook) -> int:
    return sum(sheet.sheet_state != "visible" for sheet in book.worksheets)


def _sheet(sheet: Worksheet, number: int, *, is_one_of_several: bool) -> list[Row]:
    name = sheet.title if is_one_of_several or not _PLAIN_SHEETS.fullmatch(sheet.title) else ""
    last_row, last_column = min(sheet.max_row, MOST_ROWS), min(sheet.max_column, MOST_COLUMNS)
    spans = {
        (area.min_row, area.min_col): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in sheet.merged_cells.ranges
    }
    covered = {
        (row, column)
        for (top, left), (rows, columns) in spans.items()
        for row in range(top, min(top + rows, last_row + 1))
        for column in range(left, min(left + columns, last_column + 1))
    } - set(spans)
    grid = GridBuilder(sheet=name, table=number)
    for row in range(1, last_row + 1):
        grid.add(_cells(sheet, row, last_column, spans, covered))
    return grid.rows()


def _cells(
    sheet: Worksheet,
    row: int,
    last_column: int,
    spans: dict[tuple[int, int], tuple[int, int]],
    covered: set[tuple[int, int]],
) -> Iterator[Cell]:
    for column in range(1, last_column + 1):
        if (row, column) in covered:
            continue
        cell: Any = sheet.cell(row, column)
        rows, columns = spans.get((row, column), (1, 1))
        is_bold = bool(cell.font and cell.font.bold)
        is_struck = bool(cell.font and cell.font.strike)
        said, text = _said(cell.value, cell.number_format), _unstruck(cell, is_struck=is_struck)
        yield Cell(text=text, is_bold=is_bold, rows=rows, columns=columns, is_struck=text != said)


def _unstruck(cell: Any, *, is_struck: bool) -> str:
    """Return what a cell says without what is struck out, by its own font or by those of its runs."""
    if not isinstance(cell.value, CellRichText):
        return "" if is_struck else _said(cell.value, cell.number_format)
    return "".join(str(run) for run in cell.value if not (run.font.strike if isinstance(run, TextBlock) else is_struck))


def _said(value: object, number_format: str) -> str:
    """Return a cell's value in words that are read as the same value."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, float):
        if 0 <= value < 1 and _CLOCK_FORMAT.search(number_format):
            return f"{round(value * 1440) // 60:02d}:{round(value * 1440) % 60:02d}"
        if value.is_integer() and abs(value) < 1e15:
            return f"{value:.0f}"
        return f"{value:.2f}" if 0 < value < 24.6 else f"{value:g}"
    return str(value)


def _moment(value: datetime) -> str:
    """A moment before 1901 is a time of day; one at midnight is a date."""
    value += timedelta(seconds=30)
    if value.year < 1901:
        return f"{value:%H:%M}"
    return f"{value:%Y-%m-%d}" if (value.hour, value.minute) == (0, 0) else f"{value:%Y-%m-%d %H:%M}"
