"""The sheets of a spreadsheet file (.xlsx): merged cells, dates and times as cells have them, links never followed."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from forumapp.exchange.tables.grids import MOST_COLUMNS, MOST_ROWS, Cell, GridBuilder, Row, Sheet
from forumapp.exchange.tables.packages import check, damaged

_PLAIN_SHEETS = re.compile(r"(?:sheet|лист|tabelle|feuil)\s*\d*", re.IGNORECASE)
_CLOCK_FORMAT = re.compile(r"h", re.IGNORECASE)


def read(octets: bytes) -> Sheet:
    """Read the visible sheets of a .xlsx; a formula is what it came to when the file was saved."""
    check(octets)
    try:
        book = load_workbook(io.BytesIO(octets), read_only=False, data_only=True, keep_links=False, keep_vba=False)
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
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for number, sheet in enumerate(sheets, start=1):
        rows += _sheet(sheet, number, is_one_of_several=len(sheets) > 1)
    return Sheet(rows=tuple(rows), title=(book.properties.title or "").strip())


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
    return [row for row in grid.rows() if not sheet.row_dimensions[row.number].hidden]


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
        yield Cell(text=_said(cell.value, cell.number_format), is_bold=is_bold, rows=rows, columns=columns)


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
        return f"{value:.2f}" if 0 < value < 24.6 and value != int(value) else f"{value:g}"
    return str(value)


def _moment(value: datetime) -> str:
    """A moment before 1901 is a time of day; one at midnight is a date."""
    value += timedelta(seconds=30)
    if value.year < 1901:
        return f"{value:%H:%M}"
    return f"{value:%Y-%m-%d}" if (value.hour, value.minute) == (0, 0) else f"{value:%Y-%m-%d %H:%M}"
