"""Lists as they come: encodings, sheets, what is too large or no list at all, and files that come back."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.forums.models import Forum
from tests import factories
from tests.browsing import Browser
from tests.web.registration.conftest import registrations
from tests.web.secretariat.importing import GULNARA, HEADS, MERGEN, SEATED, Bring, bring, desk

__all__ = ["bring", "desk"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_in_usual_encodings(
    client: FlaskClient, browser: Browser, desk: str, encoding: str, delimiter: str
) -> None:
    text = (HEADS + MERGEN + GULNARA).replace("\t", delimiter)

    page = browser.fill(desk, {"file": (BytesIO(text.encode(encoding)), "list.csv")})

    assert "2 people can be entered" in page.text
    assert "Бердыев Мерген Атаевич" in page.text


def test_a_workbook_is_read(browser: Browser, desk: str) -> None:
    book = Workbook()
    for row in (
        ["Family name", "Given name", "E-mail", "Country", "Phone"],
        ["Li", "Ana", "a@example.org", "Kazakhstan", 99312345678.0],
    ):
        book.active.append(row)
    octets = BytesIO()
    book.save(octets)
    octets.seek(0)

    page = browser.fill(desk, {"file": (octets, "list.xlsx")})

    assert "1 person can be entered" in page.text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Paste a list or choose a file."),
        ("a\tb\n" * 2001, "The file has too many rows"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR", "This is a calendar and no list of people."),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(browser: Browser, desk: str, text: str, sentence: str) -> None:
    page = browser.fill(desk, {"text": text})

    assert page.status_code == 422
    assert sentence in page.text


def test_signs_that_nobody_sees_are_taken_out(session: DatabaseSession, bring: Bring) -> None:
    bring("Family name\tGiven name\tE-mail\tCountry\nBer\u202edy\u2066ev\tMer\x07gen\tm@example.org\tTM\n", **SEATED)

    assert [(each.family_name, each.given_name) for each in registrations(session)] == [("Berdyev", "Mergen")]


def workbook(rows: list[list[object]]) -> BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    octets = BytesIO()
    book.save(octets)
    octets.seek(0)
    return octets


def test_a_sheet_with_too_many_rows_is_refused_and_never_cut(browser: Browser, desk: str) -> None:
    rows: list[list[object]] = [["Name", "E-mail"], *([f"Ana L{n}", f"a{n}@example.org"] for n in range(2100))]

    page = browser.fill(desk, {"file": (workbook(rows), "list.xlsx")})

    assert page.status_code == 422
    assert "The list has too many rows: fewer than 2000 are read at once." in page.text


def test_a_sheet_that_unpacks_to_a_mountain_is_refused_in_a_sentence(browser: Browser, desk: str) -> None:
    packed = BytesIO()
    with ZipFile(workbook([["Name"], ["Ana"]])) as book, ZipFile(packed, "w", ZIP_DEFLATED) as bomb:
        for name in book.namelist():
            bomb.writestr(name, book.read(name))
        bomb.writestr("xl/media/image1.bin", b"\0" * 300_000_000)
    packed.seek(0)

    page = browser.fill(desk, {"file": (packed, "list.xlsx")})

    assert page.status_code == 422
    assert 'class="error"' in page.text


def test_what_was_saved_as_a_file_is_read_again_as_it_was(
    browser: Browser, session: DatabaseSession, forum: Forum, desk: str
) -> None:
    row = factories.Registration(
        forum=forum, email="ana@example.org", family_name="Li", given_name="Ana", phone="+7 701 1234567", post="=Head"
    )
    session.flush()
    saved = browser.fill(desk.removesuffix("import/"), {"format": "csv"}, form="export").data
    session.delete(row)
    session.flush()

    page = browser.fill(desk, {"file": (BytesIO(saved), "list.csv")})
    browser.send(page, f"{desk}check", {"enter": "1", **SEATED}, form="check")

    (found,) = registrations(session)
    assert (found.family_name, found.given_name, found.email, found.phone, found.post, found.country) == (
        *("Li", "Ana", "ana@example.org", "+7 701 1234567", "=Head", "TM"),
    )
