"""A translator at work: opens the Excel file, fills cells in, saves it."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

TARGET, STATE, NOTE = "I", "J", "K"


def rows_of(octets: bytes) -> list[list[Any]]:
    """Return the cells of a file's rows, the head first."""
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(octets)).active.iter_rows()]


def filled_in(octets: bytes, cells: Mapping[str, Any]) -> bytes:
    """Return the file with other values in some cells: {"I2": "One"}."""
    workbook = load_workbook(BytesIO(octets))
    for cell, value in cells.items():
        workbook.active[cell] = value
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def line_of(octets: bytes, *place: str) -> int:
    """Return the line on which a text stands."""
    return next(
        number for number, row in enumerate(rows_of(octets), start=1) if tuple(cell or "" for cell in row[2:5]) == place
    )
