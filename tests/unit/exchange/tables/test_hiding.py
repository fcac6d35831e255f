"""What a file holds and does not show is left out, and told."""

import io
from typing import Any

import docx
import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from forumapp.exchange.tables import docxgrids, htmlgrids, programme, xlsxgrids
from forumapp.exchange.tables.grids import Sheet
from tests.unit.exchange.tables.drafts import OPTIONS

STRUCK = "Text that is struck out in the file was left out."


def words(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in sheet.rows]


def remarks(sheet: Sheet) -> list[str]:
    return [remark.sentence for remark in sheet.remarks]


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def workbook(*rows: list[str]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return book


def test_hidden_columns_rows_and_sheets_are_not_read_and_counted() -> None:
    book = workbook(["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"])
    sheet = book.worksheets[0]
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[2].hidden = True
    book.create_sheet("x").sheet_state = "veryHidden"

    read = xlsxgrids.read(saved(book))

    assert words(read) == [["a", "c"], ["g", "i"]]
    assert [row.number for row in read.rows] == [1, 3]
    assert remarks(read) == [
        "Hidden columns that were left out: 1.",
        "Hidden rows that were left out: 1.",
        "Hidden sheets that were left out: 1.",
    ]


def test_hidden_columns_that_say_nothing_are_not_counted() -> None:
    book = workbook(["a", "", "c"])
    book.worksheets[0].column_dimensions["B"].hidden = True

    assert remarks(xlsxgrids.read(saved(book))) == []


def test_a_merged_cell_that_begins_in_what_is_hidden_is_read_where_it_is_seen() -> None:
    book = workbook(["a", "b", "c"], ["d", "e", "f"], ["", "h", "i"])
    sheet = book.worksheets[0]
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B1:C1")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True

    read = xlsxgrids.read(saved(book))

    assert words(read) == [["a", "b"], ["d", "i"]]
    assert not any(cell.is_spread for row in read.rows for cell in row.cells)


def test_what_is_struck_out_in_a_spreadsheet_is_not_read() -> None:
    book = workbook(["a", "b"])
    sheet = book.worksheets[0]
    sheet["A1"].font = Font(strike=True)
    sheet["B1"] = CellRichText(
        "11.00 ", TextBlock(InlineFont(strike=True), "12.00"), TextBlock(InlineFont(b=True), "13.00")
    )

    read = xlsxgrids.read(saved(book))

    assert (words(read), remarks(read)) == ([["", "11.00 13.00"]], [STRUCK])


@pytest.mark.parametrize(
    "struck",
    [
        "<s>b</s>",
        "<strike>b</strike>",
        "<del>b</del>",
        "<span style='color:red; text-decoration: underline line-through'>b<b>c</b></span>",
        "<font class='font5 xl7'>b</font>",
    ],
)
def test_what_is_struck_out_in_a_page_is_not_read(struck: str) -> None:
    style = "<style><!-- td {color:red} .xl6, font.xl7\n{mso-style:x; text-decoration:line-through;} --></style>"

    read = htmlgrids.read(f"{style}<p>{struck}</p><table><tr><td class=xl6>a</td><td>a {struck} d</td></tr></table>")

    assert (words(read), remarks(read)) == ([[""], ["", "a  d"]], [STRUCK])


def test_what_is_not_struck_out_is_read_as_it_stands() -> None:
    read = htmlgrids.read(
        "<style>.a{text-decoration:underline}</style><p class=a>a</p><ul><li>b</li><li><p>c</p></li></ul>"
    )

    assert (words(read), remarks(read)) == ([["a"], ["• b"], ["• c"]], [])


def test_an_item_that_is_struck_out_leaves_no_mark() -> None:
    read = htmlgrids.read("<table><tr><td>a<ul><li><s>b</s></li><li><p>c</p></li></ul>d</td></tr></table>")

    assert read.rows[0].cells[0].lines == ("a", "• c", "d")


def test_columns_that_a_copied_spreadsheet_hides_are_not_read() -> None:
    read = htmlgrids.read(
        "<table><col><col style='display:none'><col span=2><tr><td>a</td><td>b</td><td>c</td><td>d</td></tr></table>"
    )

    assert (words(read), remarks(read)) == ([["a", "c", "d"]], ["Hidden columns that were left out: 1."])


@pytest.mark.parametrize("way", ["strike", "double_strike"])
def test_what_is_struck_out_in_a_document_is_not_read(way: str) -> None:
    document = docx.Document()
    paragraph = document.add_table(rows=1, cols=1).rows[0].cells[0].paragraphs[0]
    paragraph.add_run("a ")
    paragraph.add_run("b")
    setattr(paragraph.add_run("c").font, way, True)

    read = docxgrids.read(saved(document))

    assert (words(read), remarks(read)) == ([["a b"]], [STRUCK])


def test_what_was_left_out_is_said_of_the_draft() -> None:
    page = "<table><tr><td>10.00</td><td><s>Обед</s></td></tr><tr><td>11.00</td><td>Открытие форума</td></tr></table>"

    draft = programme.read(htmlgrids.read(page), OPTIONS).draft

    assert [session.title["ru"] for session in draft.sessions] == ["Открытие форума"]
    assert [row.text for row in draft.unread] == ["10.00"]
    assert [remark.sentence for remark in draft.remarks] == [STRUCK]
