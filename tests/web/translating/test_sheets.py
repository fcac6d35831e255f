"""A translator's Excel file: what goes out comes back, and what is none of ours is refused."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from forumapp.errors import RuleBroken
from forumapp.forums.rules.translations import Place
from forumapp.translating.rules.states import State, fingerprint
from forumapp.translating.service import read_sheet, sheets, write_workbook
from forumapp.translating.service.workbook import Entry
from tests.web.translating.sheets import filled_in

pytestmark = pytest.mark.once

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TITLE = Place("session", "one", "title")


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    """Speak English."""
    with app.test_request_context("/?lang=en"):
        yield


def entry(source: str = "Один", target: str = "", state: State | None = State.MISSING) -> Entry:
    return Entry(
        place=TITLE, where="Session “One”: title", source_language="ru", source=source, target=target, state=state
    )


def workbook(*entries: Entry) -> bytes:
    return write_workbook(entries, forum="forum", language="en", source="ru", made_at=NOW)


def test_what_goes_out_comes_back() -> None:
    row = read_sheet(workbook(entry(target="One", state=State.REVIEWED)))[0]

    assert (row.number, row.forum, row.place, row.source, row.target) == (2, "forum", TITLE, "ru", "en")
    assert (row.seen_source, row.seen_text) == (fingerprint("Один"), fingerprint("One"))
    assert (row.words, row.state, row.note) == ("One", State.REVIEWED, "")


def test_the_same_texts_are_the_same_octets() -> None:
    assert workbook(entry()) == workbook(entry())


def test_only_translation_state_and_note_can_be_written_in() -> None:
    sheet = load_workbook(BytesIO(workbook(entry()))).active

    assert [cell.protection.locked for cell in sheet[2]] == [True] * 8 + [False] * 3
    assert sheet.protection.sheet
    hidden = [letter for letter in "ABCDEFGHIJK" if sheet.column_dimensions[letter].hidden]
    assert (sheet.column_dimensions["B"].min, sheet.column_dimensions["B"].max, hidden[0]) == (2, 7, "B")
    assert sheet.freeze_panes == "B2"


@pytest.mark.parametrize("text", ["=1+1", "+7 993", "-", "@home", '=HYPERLINK("https://a.example")'])
def test_a_text_never_becomes_a_formula(text: str) -> None:
    octets = workbook(entry(source=text, target=text))

    cells = load_workbook(BytesIO(octets)).active[2]
    assert [(cells[column].data_type, cells[column].value, cells[column].quotePrefix) for column in (7, 8)] == [
        ("s", text, True)
    ] * 2
    assert read_sheet(octets)[0].words == text


def test_a_formula_in_a_file_is_the_text_that_was_typed() -> None:
    assert read_sheet(filled_in(workbook(entry()), {"I2": "=1+1"}))[0].words == "=1+1"


@pytest.mark.parametrize(
    ("value", "words"), [(2027, "2027"), (2.5, "2.5"), (NOW.replace(tzinfo=None), None), (True, None)]
)
def test_numbers_are_text_and_dates_are_not(value: Any, words: str | None) -> None:
    assert read_sheet(filled_in(workbook(entry()), {"I2": value}))[0].words == words


@pytest.mark.parametrize("word", ["Machine translation", " machine translation ", "Машинный перевод"])
def test_a_state_is_known_by_its_word_in_any_language(word: str) -> None:
    assert read_sheet(filled_in(workbook(entry()), {"J2": word}))[0].state is State.MACHINE


def test_a_remark_of_the_translator_is_told_from_ours() -> None:
    rows = read_sheet(filled_in(workbook(entry(), entry()), {"K3": "Is this a name?"}))

    assert [row.note for row in rows] == ["", "Is this a name?"]


def packed(name: str, octets: bytes) -> bytes:
    """Return a file of ours with one part replaced."""
    made = BytesIO()
    with ZipFile(BytesIO(workbook(entry()))) as given, ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for part in given.namelist():
            archive.writestr(part, octets if part == name else given.read(part))
    return made.getvalue()


def foreign() -> bytes:
    saved = BytesIO()
    Workbook().save(saved)
    return saved.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'


OURS = "This is not a list of translations that was saved here."
MUCH = "The file unpacks into far more than a list of translations."


@pytest.mark.parametrize(
    ("octets", "why"),
    [
        (lambda: b"", OURS),
        (lambda: b"PK\x03\x04 no archive", OURS),
        (lambda: workbook(entry())[:400], OURS),
        (foreign, OURS),
        (lambda: packed("xl/sharedStrings.xml", ENTITIES), OURS),
        (lambda: packed("xl/sharedStrings.xml", ENTITIES.decode().encode("utf-16")), OURS),
        (lambda: packed("xl/worksheets/sheet1.xml", b"<worksheet>"), OURS),
        (lambda: packed("xl/styles.xml", b"x" * (sheets.LONGEST_UNPACKED + 1)), MUCH),
        (lambda: packed("xl/theme/theme1.xml", b"<a>" + b"<b/>" * (sheets.MOST_ELEMENTS + 1) + b"</a>"), MUCH),
        (lambda: b"x" * sheets.LONGEST_FILE + workbook(entry()), "The file is larger than 5 MB."),
    ],
    ids=["empty", "no-zip", "cut", "foreign", "entities", "entities-16", "broken-xml", "bomb", "elements", "large"],
)
def test_a_file_that_is_none_of_ours_is_refused(octets: Any, why: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_sheet(octets())

    assert refused.value.field == "file"
    assert refused.value.sentence.startswith(why)


def test_entities_are_never_looked_at() -> None:
    harmless = b"<!DOCTYPE x><x/>"

    with pytest.raises(RuleBroken):
        read_sheet(packed("docProps/app.xml", harmless))


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)

    assert len(read_sheet(workbook(entry(), entry()))) == 2
    with pytest.raises(RuleBroken):
        read_sheet(workbook(entry(), entry(), entry()))
