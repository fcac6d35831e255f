"""The head's list on paper and as a file."""

import csv
import io
from io import BytesIO

from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.browsing import Browser
from tests.web.delegations.conftest import Place, enter


def test_who_has_no_address_has_a_line_to_sign_on_the_list(client: FlaskClient, browser: Browser, place: Place) -> None:
    enter(browser, place, family_name="Первый", email="")
    enter(browser, place, family_name="Второй")
    page = client.get(f"{place.own}list/?lang=en").text

    assert page.count("sign-here") == 1
    assert page.count("agrees on the own page") == 1
    assert "I agree that the organizers process" in page


def test_a_list_on_which_nobody_signs_has_no_consent(client: FlaskClient, browser: Browser, place: Place) -> None:
    enter(browser, place)

    assert "I agree that the organizers process" not in client.get(f"{place.own}list/?lang=en").text


def test_files_hold_the_list_with_formulas_disarmed(browser: Browser, place: Place) -> None:
    enter(browser, place, family_name="=1+1", email="", post="+7")
    enter(browser, place, family_name="Второй")
    sheet = browser.fill(place.own, {"format": "csv"}, form="export")
    book = browser.fill(place.own, {"format": "xlsx"}, form="export")

    rows = list(csv.reader(io.StringIO(sheet.data.decode("utf-8-sig"), newline="")))
    assert [row[:2] for row in rows] == [["№", "Family name"], ["1", "'=1+1"], ["2", "Второй"]]
    assert rows[1][5] == "'+7"
    cells = list(load_workbook(BytesIO(book.data)).active.iter_rows(min_row=2, max_col=2))
    assert [(row[1].value, row[1].data_type) for row in cells] == [("=1+1", "s"), ("Второй", "s")]
    assert sheet.headers["Cache-Control"] == "private, no-store"


def test_another_kind_of_file_is_refused(browser: Browser, place: Place) -> None:
    enter(browser, place)

    assert browser.fill(place.own, {"format": "exe"}, form="export").status_code == 400
