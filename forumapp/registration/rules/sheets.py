"""Lists of registrations as CSV, XLSX, JSON and plain text. A cell never becomes a formula."""

import csv
import json
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO

from xlsxwriter import Workbook

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
"""What a browser is told of each kind of file."""

Row = Mapping[str, str | int | None]

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What begins a formula, in East Asian width too."""


def disarmed(text: str) -> str:
    """Return a cell's text so that no spreadsheet program takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def octets_of(kind: str, rows: Sequence[Row], *, headings: Mapping[str, str], title: str, language: str) -> bytes:
    """Return the rows as a file of a kind of ``MEDIA_TYPES``; spreadsheet programs in Russian divide CSV by semicolons."""
    if kind == "json":
        return as_json(rows)
    if kind == "xlsx":
        return as_xlsx(rows, headings=headings, title=title)
    return as_csv(rows, headings=headings, delimiter=";" if language == "ru" else ",")


def armed(text: str) -> str:
    """Return what stood in a cell before it was disarmed."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_SIGNS) else text


def as_json(rows: Sequence[Row]) -> bytes:
    """Return the rows as a JSON list of objects."""
    return (json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(rows: Sequence[Row], *, headings: Mapping[str, str], delimiter: str = ",") -> bytes:
    """Return the rows as CSV in UTF-8 with a byte order mark, which spreadsheet programs look for."""
    sheet = StringIO()
    writer = csv.writer(sheet, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(disarmed(heading) for heading in headings.values())
    writer.writerows([disarmed(_text(row.get(column))) for column in headings] for row in rows)
    return sheet.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Sequence[Row], *, headings: Mapping[str, str], title: str) -> bytes:
    """Return the rows as a workbook with one sheet; every cell is text."""
    octets = BytesIO()
    with Workbook(octets, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        sheet = workbook.add_worksheet(title[:31])
        bold = workbook.add_format({"bold": True})
        for column, heading in enumerate(headings.values()):
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, start=1):
            for column, name in enumerate(headings):
                sheet.write_string(number, column, _text(row.get(name)))
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return octets.getvalue()


def as_table(rows: Sequence[Row], *, columns: Sequence[str]) -> str:
    """Return the rows for a terminal, in columns."""
    lines = [columns, *([_text(row.get(column)) for column in columns] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _text(value: str | int | None) -> str:
    return "" if value is None else str(value)
