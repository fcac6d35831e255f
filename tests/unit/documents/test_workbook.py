"""Excel files: real dates and times, text that is never a formula, ready to filter and print."""

from datetime import date, datetime, time
from io import BytesIO

import openpyxl
import pytest

from forumapp.documents.rules import Sheet
from forumapp.documents.service import workbook
from tests.papers import office_text
from tests.unit.documents.samples import MADE_AT

pytestmark = pytest.mark.once

SHEET = Sheet(
    title="Sessions",
    columns=(("Date", 11), ("Start", 8), ("Title", 48), ("Places", 8)),
    rows=(
        (date(2027, 4, 12), time(10, 30), '=HYPERLINK("https://evil.example")', 120),
        (None, None, "https://forum.example.org", None),
    ),
)


def written(*sheets: Sheet) -> bytes:
    """Return a workbook of the sheets."""
    return workbook.write(sheets or (SHEET,), title="Forum", foot="Release 1 & more", made_at=MADE_AT)


def test_dates_and_times_are_dates_and_times_and_text_is_never_a_formula_or_link() -> None:
    page = openpyxl.load_workbook(BytesIO(written()))["Sessions"]

    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Date", "Start", "Title", "Places"],
        [datetime.fromisoformat("2027-04-12"), time(10, 30), '=HYPERLINK("https://evil.example")', 120],
        [None, None, "https://forum.example.org", None],
    ]
    assert [page["C2"].data_type, page["C3"].hyperlink] == ["s", None]
    assert "<f>" not in office_text(written())


def test_a_sheet_keeps_its_head_in_sight_filters_and_prints_on_a4_across() -> None:
    page = openpyxl.load_workbook(BytesIO(written()))["Sessions"]

    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A2", "A1:D3", "$1:$1")
    assert (page.page_setup.orientation, int(page.page_setup.paperSize), page.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert page.column_dimensions["C"].width == pytest.approx(48, abs=1)


def test_the_same_tables_are_the_same_octets() -> None:
    assert written() == written()


def test_a_sheet_without_rows_is_a_sheet() -> None:
    page = openpyxl.load_workbook(BytesIO(written(Sheet(title="Reports", columns=(("Date", 9),), rows=()))))["Reports"]

    assert [[cell.value for cell in row] for row in page.iter_rows(max_row=1)] == [["Date"]]
