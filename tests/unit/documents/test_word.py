"""Word files: styles, repeated heads, whole rows, two languages side by side."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.document import Document

from forumapp.documents.rules import Paper
from forumapp.documents.service import word
from forumapp.documents.service.word.tongues import office_tag
from tests.papers import office_text
from tests.unit.documents.samples import MADE_AT, day, item, paper, report, voice

pytestmark = pytest.mark.once

ITEM = item(
    "opening",
    title="Opening",
    room="Main hall",
    voices=(voice("Moderator", "Ayna Ataeva", "director, State Library"),),
    reports=(report("A shared catalog", "10:15", "Minsk Speaker"),),
)


def read(*papers: Paper) -> Document:
    """Return the file as it is opened."""
    return docx.Document(BytesIO(word.write(papers, made_at=MADE_AT)))


def cells(document: Document, table: int = 0) -> list[list[str]]:
    """Return the texts of a table's cells, row by row."""
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def test_a_day_is_a_heading_and_a_table_of_time_event_and_room() -> None:
    document = read(paper(ITEM))

    assert [each.text for each in document.paragraphs if each.style.name == "Heading 1"] == ["Monday, 12 April"]
    assert cells(document) == [
        ["Time", "Event", "Room"],
        [
            "10:00–11:00",
            "Opening\nPanel discussion\nModerator: Ayna Ataeva, director, State Library\n10:15 A shared catalog\nMinsk Speaker",
            "Main hall",
        ],
    ]


def test_every_paragraph_has_the_style_of_what_it_is() -> None:
    document = read(paper(ITEM, theme="Together"))
    event = document.tables[0].rows[1].cells[1]

    assert [each.style.name for each in document.paragraphs] == [
        "Organizer", "Title", "Subtitle", "Theme", "Place", "Place", "Edition", "Heading 1", "Clocks",
    ]  # fmt: skip
    assert [each.style.name for each in event.paragraphs] == ["Session", "Facts", "People", "Report", "Reporter"]
    assert event.paragraphs[2].runs[0].style.name == "Role"


def test_the_head_stands_on_every_page_and_no_row_is_split() -> None:
    xml = office_text(word.write([paper(ITEM, item("other"))], made_at=MADE_AT))

    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == 3


def test_two_languages_stand_side_by_side_each_with_its_room() -> None:
    russian = replace(ITEM, title="Открытие", room="Большой зал", kind="Панельная дискуссия", voices=(), reports=())
    english = replace(ITEM, voices=(), reports=())
    both = (
        paper(russian, language="ru", title="Содружество библиотек", days=(day(russian, title="Понедельник"),)),
        paper(english, language="en"),
    )

    document = read(*both)

    assert cells(document, 1) == [
        ["Time", "Event", "Event"],
        ["10:00–11:00", "Открытие\nБольшой зал; Панельная дискуссия", "Opening\nMain hall; Panel discussion"],
    ]
    assert [each.text for each in document.paragraphs if each.style.name == "Heading 1"] == [
        "Понедельник / Monday, 12 April"
    ]
    assert "The Library Community" in cells(document)[0][1]


def test_a_file_names_its_language_and_that_of_the_other_column() -> None:
    both = (paper(ITEM, language="ru"), paper(ITEM, language="tk"))

    document = read(*both)
    xml = office_text(word.write(both, made_at=MADE_AT))

    assert (document.core_properties.language, document.core_properties.title) == ("ru", "The Library Community")
    assert ['w:lang w:val="ru-RU"' in xml, 'w:lang w:val="tk-TM"' in xml] == [True, True]


@pytest.mark.parametrize(
    ("language", "tag"), [("ru", "ru-RU"), ("uz", "uz-Latn-UZ"), ("uz-Cyrl", "uz-Cyrl"), ("tlh", "tlh")]
)
def test_word_is_told_the_country_of_a_language(language: str, tag: str) -> None:
    assert office_tag(language) == tag


def test_a_cancelled_session_is_struck_and_carries_the_word() -> None:
    document = read(paper(item(title="Restoration", status="Cancelled", is_cancelled=True)))
    title = document.tables[0].rows[1].cells[1].paragraphs[0]

    assert [(run.text, bool(run.font.strike)) for run in title.runs] == [("Cancelled. ", False), ("Restoration", True)]


def test_the_same_programme_is_the_same_octets() -> None:
    assert word.write([paper(ITEM)], made_at=MADE_AT) == word.write([paper(ITEM)], made_at=MADE_AT)


def test_the_page_is_a4_and_all_text_in_one_face() -> None:
    document = read(paper(ITEM))

    assert (document.sections[0].page_width.mm, document.sections[0].page_height.mm) == pytest.approx(
        (210, 297), abs=0.1
    )
    assert {document.styles[name].font.name for name in ("Normal", "Title", "Heading 1", "Session")} == {
        "Times New Roman"
    }
