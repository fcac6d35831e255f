"""Files that lie, that are too large, and in encodings of their own."""

import contextlib
import io
import time
import zipfile

import pytest
from openpyxl import Workbook

from forumapp.exchange.ics import reading
from forumapp.exchange.problems import ExchangeError
from forumapp.exchange.tables import htmlgrids, packages, sources, textgrids
from forumapp.exchange.tables.entries import Options
from forumapp.exchange.tables.grids import MOST_COLUMNS, MOST_ROWS, refuse_too_much
from forumapp.exchange.tables.sources import Source, SourceKind

pytestmark = pytest.mark.once

WORD = "word/document.xml"
EMPTY = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'


def archive(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, octets in entries.items():
            packed.writestr(name, octets)
    return file.getvalue()


def refused(octets: bytes) -> str:
    with pytest.raises(ExchangeError) as caught:
        sources.read(Source(sources.detect(octets), octets))
    return caught.value.problems[0].sentence


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = archive({WORD: b" " * (packages.MOST_TEXT + 1)})

    assert len(bomb) < 100_000
    assert refused(bomb) == "The file unpacks to too much. Save it again without pictures, or paste the table."


def spreadsheet(rest: str, *, name: str = "sheet1.xml") -> bytes:
    """Return a workbook whose one sheet is as given, under a name of its own."""
    book, file = Workbook(), io.BytesIO()
    book.worksheets[0]["A1"] = "x"
    book.save(file)
    with zipfile.ZipFile(file) as packed:
        entries = {entry.replace("sheet1.xml", name): packed.read(entry) for entry in packed.namelist()}
    sheet = (
        f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rest}</worksheet>'
    )
    relations = entries["xl/_rels/workbook.xml.rels"].replace(b"sheet1.xml", name.encode())
    types = entries["[Content_Types].xml"].replace(b"sheet1.xml", name.encode())
    changed = {f"xl/worksheets/{name}": sheet.encode(), "xl/_rels/workbook.xml.rels": relations}
    return archive({**entries, **changed, "[Content_Types].xml": types})


TITLE = '<row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c></row></sheetData>'


@pytest.mark.parametrize("name", ["sheet1.xml", "sheet1.bin"])
@pytest.mark.parametrize(
    "rest",
    [
        f'{TITLE}<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        f"<row>{'<c/>' * packages.MOST_ELEMENTS}</row></sheetData>",
    ],
    ids=["one area of all cells", "many cells"],
)
def test_a_spreadsheet_that_would_take_all_memory_is_refused_before_it_is_opened(rest: str, name: str) -> None:
    assert refused(spreadsheet(rest, name=name)) == (
        "The file unpacks to too much. Save it again without pictures, or paste the table."
    )


def test_a_merged_area_of_an_ordinary_size_is_read() -> None:
    octets = spreadsheet(f'{TITLE}<mergeCells count="1"><mergeCell ref="A1:XFD1"/></mergeCells>')

    assert [row.words for row in sources.read(Source(sources.detect(octets), octets)).rows] == ["Title"]


@pytest.mark.parametrize("reference", ["A:C", "", "x"])
def test_a_merged_area_that_is_none_is_refused(reference: str) -> None:
    octets = spreadsheet(f'{TITLE}<mergeCells count="1"><mergeCell ref="{reference}"/></mergeCells>')

    assert refused(octets) == "The file is damaged. Open it in the program that wrote it and save it again."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_that_declares_entities_is_not_opened(encoding: str) -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'.encode(encoding)

    assert refused(archive({WORD: evil})) == (
        "The file has declarations that office programs never write. It was not opened."
    )


def test_a_damaged_file_is_refused_in_a_sentence() -> None:
    assert refused(archive({WORD: EMPTY})) == (
        "The file is damaged. Open it in the program that wrote it and save it again."
    )


def test_a_table_with_too_many_rows_is_refused() -> None:
    assert (
        refused(("a\tb\n" * (MOST_ROWS + 1)).encode()) == f"The file has too many rows: at most {MOST_ROWS} are read."
    )


def test_a_cell_that_claims_to_reach_further_than_a_table_can_does_no_harm() -> None:
    rows = htmlgrids.read("<table><tr><td colspan=99999 rowspan=99999>10.00</td></tr><tr><td>a</td></tr></table>").rows

    assert [len(row.cells) for row in rows] == [MOST_COLUMNS, MOST_COLUMNS]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "cp866", "koi8-r", "utf-16"])
def test_russian_text_is_read_in_any_usual_encoding(encoding: str) -> None:
    text = "Время;Мероприятие\n10.00;Торжественное открытие «Форума»\n".replace("«Форума»", "форума")

    assert textgrids.decode(text.encode(encoding)) == text


@pytest.mark.parametrize("delimiter", ["\t", ";", ",", "|"])
def test_the_sign_that_divides_the_lines_is_found(delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in (("Время", "Тема"), ("10.00", "Открытие"), ("11.00", "Доклад")))

    rows = textgrids.read(text).rows

    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["Время", "Тема"],
        ["10.00", "Открытие"],
        ["11.00", "Доклад"],
    ]


def test_cells_of_merged_rows_repeat_what_they_say() -> None:
    rows = htmlgrids.read(
        "<table><tr><td rowspan=2>10.00</td><td colspan=2>А</td></tr><tr><td>Б</td><td>В</td></tr></table>"
    ).rows

    assert [[(cell.text, cell.is_spread) for cell in row.cells] for row in rows] == [
        [("10.00", False), ("А", False), ("", True)],
        [("10.00", True), ("Б", False), ("В", False)],
    ]


def test_what_word_hides_is_not_read_and_raised_minutes_are_times() -> None:
    rows = htmlgrids.read(
        "<style>p{}</style><!--[if mso]><p>x</p><![endif]--><table><tr><td>10<sup>30</sup></td>"
        "<td><p>А<o:p></o:p></p><p>Б</p><p style='display:none'>тайна</p></td></tr></table>"
    ).rows

    assert [cell.lines for cell in rows[0].cells] == [("10:30",), ("А", "Б")]


@pytest.mark.parametrize(
    ("octets", "kind"),
    [
        (b"BEGIN:VCALENDAR\r\n", SourceKind.ICS),
        (b"<table><tr><td>1</td></tr></table>", SourceKind.HTML),
        ("Время\tТема\n".encode(), SourceKind.TEXT),
    ],
)
def test_the_kind_of_a_file_is_told_by_what_it_says(octets: bytes, kind: SourceKind) -> None:
    assert sources.detect(octets) is kind


def test_the_marks_of_words_lists_are_bullets_and_numbers() -> None:
    rows = htmlgrids.read(
        "<p style='mso-list:l0'><span style='mso-list:Ignore'>o<span>&nbsp; </span></span>А</p>"
        "<p style='mso-list:l0'><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>Б</p>"
    ).rows

    assert [row.cells[0].text for row in rows] == ["• А", "2. Б"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\tc\n10.00\tOpening\nAyna\tHall\n", [["a", "b", "c"], ["10.00", "Opening\nAyna", "Hall"]]),
        ("a\tb\tc\n10.00\tLunch\n11.00\tReports\tHall\n", [["a", "b", "c"], ["10.00", "Lunch"], ["11.00", "Reports", "Hall"]]),
        ("a\tb\tc\n10.00\tLunch\nDay 2\n11.00\tReports\tHall\n", [["a", "b", "c"], ["10.00", "Lunch"], ["Day 2"], ["11.00", "Reports", "Hall"]]),
        ("a\tb\tc\n10.00\tLunch\n\nAyna\tHall\n", [["a", "b", "c"], ["10.00", "Lunch"], ["Ayna", "Hall"]]),
    ],
)  # fmt: skip
def test_lines_of_one_cell_are_put_together_where_they_complete_a_row(text: str, rows: list[list[str]]) -> None:
    found = [[cell.text for cell in row.cells if cell.text] for row in textgrids.read(text).rows]
    assert [row for row in found if row] == rows


@pytest.mark.parametrize(
    "octets",
    [
        b"<p>" + b"<!--" * 100_000,
        b"<p>" + b"<![if x" * 100_000,
        b"<p>" + b"</" * 100_000,
        b"<p>" + b"<a " * 100_000,
        b"<p>" + b"<![" * 100_000,
        b"<p>" + b"<?" * 100_000,
        b"<p>" + b"<!-->" * 100_000,
        b"a\tb\tc\n" + b"a\tb\n" * 400_000,
        b"<p><style>" + b"text-decoration:" * 200_000,
        b"<p>" + b"<style>.a{" * 100_000,
    ],
    ids=[
        "comments",
        "sections",
        "ends",
        "tags",
        "odd sections",
        "instructions",
        "closed comments",
        "short rows",
        "a style",
        "styles",
    ],
)
def test_what_is_left_open_ever_again_is_read_at_once(octets: bytes) -> None:
    begun = time.process_time()
    with contextlib.suppress(ExchangeError):
        sources.read(Source(sources.detect(octets), octets))

    assert time.process_time() - begun < 2


def test_comments_and_sections_of_word_are_left_out() -> None:
    page = (
        "<p>a<!-- <p>no</p> -->b<![if !supportLists]>c<![endif]>d</p><p>e<!--[if gte mso 9]><p>no</p><![endif]-->f</p>"
    )

    assert [row.words for row in htmlgrids.read(page).rows] == ["abcd", "ef"]


def test_a_page_of_more_tags_than_any_programme_has_is_refused() -> None:
    assert refused(b"<table><tr>" + b"<td>" * htmlgrids.MOST_TAGS) == (
        f"The file has too many rows: at most {MOST_ROWS} are read."
    )


def test_more_text_than_any_programme_has_is_refused() -> None:
    assert refused((b"<p>" + b"word " * 4000) * 101) == (
        "There is too much text for a programme. Leave out what does not belong to it."
    )


def test_a_calendar_of_more_text_than_any_programme_has_is_refused() -> None:
    event = f"BEGIN:VEVENT\r\nSUMMARY:A\r\nDESCRIPTION:{'/ ' * 50_000}\r\nEND:VEVENT\r\n"
    calendar = f"BEGIN:VCALENDAR\r\n{event * 12}END:VCALENDAR\r\n"

    with pytest.raises(ExchangeError) as caught:
        reading.read(calendar.encode(), Options())
    assert caught.value.problems[0].sentence == (
        "There is too much text for a programme. Leave out what does not belong to it."
    )


def test_only_the_abstracts_of_more_than_any_programme_are_too_much() -> None:
    abstracts = ["word " * 600] * 400

    refuse_too_much(abstracts)
    with pytest.raises(ExchangeError):
        refuse_too_much(abstracts * 10)
