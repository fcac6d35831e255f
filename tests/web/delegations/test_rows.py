"""A head brings in a list: nothing is stored before it is confirmed, and a bad row loses neither the others nor what was typed."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from tests import factories
from tests.browsing import Browser
from tests.web.delegations.conftest import Make, Place, enter, members, names
from tests.web.registration.conftest import Clock

HEADS = "№\tФИО\tДолжность\tE-mail\tСтрана\tУчастие\n"
LIST = HEADS + (
    "1\tБердыев Мерген Атаевич\tдиректор\tmergen@example.org\tTM\tочно\n"
    "2\tОразова Гульнара\tбиблиотекарь\t\t\tонлайн\n"
    "3\tАтаев\tзаведующий\tnot-an-address\tАтлантида\t\n"
)


@pytest.fixture
def place(make: Make) -> Place:
    """Give a delegation with a quota of four."""
    return make({"quota": 4})


def paste(browser: Browser, place: Place, text: str = LIST) -> TestResponse:
    return browser.fill(f"{place.own}rows/", {"text": text})


def check(browser: Browser, place: Place, page: TestResponse, **changes: object) -> TestResponse:
    return browser.send(page, f"{place.own}rows/check", {"enter": "1", **changes}, form="check")


def test_a_bad_row_stands_in_fields_with_the_reason_and_nothing_is_stored(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    page = paste(browser, place)

    assert page.status_code == 200
    assert "2 people can be entered" in page.text
    assert "Country: “Атлантида” is no name of a country that we know." in page.text
    assert "Given name: Fill this in." in page.text
    assert 'value="not-an-address"' in page.text
    assert names(session, place) == []


def test_nothing_is_stored_while_a_bad_row_is_neither_corrected_nor_left_out(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    response = check(browser, place, paste(browser, place), **{"row-4-post": "начальник отдела"})

    assert response.status_code == 422
    assert 'value="начальник отдела"' in response.text
    assert names(session, place) == []


def test_corrected_rows_come_in_with_the_others_in_the_order_of_the_list(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    corrected = {"row-4-given_name": "Сердар", "row-4-email": "serdar@example.org", "row-4-country": "UZ"}
    response = check(browser, place, paste(browser, place), **corrected)

    assert (response.status_code, response.location) == (303, f"{place.own}#members")
    assert [(each.family_name, each.given_name, each.patronymic) for each in members(session, place)] == [
        ("Бердыев", "Мерген", "Атаевич"),
        ("Оразова", "Гульнара", None),
        ("Атаев", "Сердар", None),
    ]
    assert [(each.email, each.country, each.attendance.value) for each in members(session, place)] == [
        ("mergen@example.org", "TM", "onsite"),
        (None, "TM", "online"),
        ("serdar@example.org", "UZ", "onsite"),
    ]


def test_a_correction_travels_through_another_check(browser: Browser, session: DatabaseSession, place: Place) -> None:
    corrected = {"row-4-given_name": "Сердар", "row-4-email": "", "row-4-country": "UZ"}
    again = check(browser, place, paste(browser, place), **corrected, again="rows")
    assert "3 people can be entered" in again.text
    assert names(session, place) == []
    check(browser, place, again)

    assert names(session, place) == ["Бердыев", "Оразова", "Атаев"]


def test_a_bad_row_can_be_left_out(browser: Browser, session: DatabaseSession, place: Place) -> None:
    check(browser, place, paste(browser, place), **{"out-4": "1"})

    assert names(session, place) == ["Бердыев", "Оразова"]


def test_columns_can_be_said_otherwise(browser: Browser, session: DatabaseSession, place: Place) -> None:
    page = paste(browser, place, "Мерген Бердыев\tдиректор\nАйна Атаева\tдиректор\n")
    again = check(browser, place, page, **{"column-0": "natural_name", "again": "columns"})
    check(browser, place, again)

    assert names(session, place) == ["Бердыев", "Атаева"]


def test_bad_rows_are_read_again_too_when_the_columns_say_something_else(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    page = paste(browser, place, "Фамилия\tНазвание\tСтрана\nАтаева\tАйна\tTM\nБердыев\tМерген\tTM\n")
    assert "2 rows to correct" in page.text
    again = check(browser, place, page, **{"column-1": "given_name", "again": "columns", "out-3": "1", "enter": ""})
    assert "rows to correct" not in again.text
    check(browser, place, again)

    assert [(each.family_name, each.given_name) for each in members(session, place)] == [("Атаева", "Айна")]


def test_more_than_the_quota_takes_is_told_with_how_many_fit(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    rows = "".join(f"{number}\tЧленов{number} Иван\t\t\t\t\n" for number in range(1, 7))
    page = paste(browser, place, HEADS + rows)
    assert "Your quota takes 4 more people; here are 6." in page.text
    refused = check(browser, place, page)
    assert refused.status_code == 422
    assert names(session, place) == []
    check(browser, place, refused, **{"out-2": "1", "out-7": "1"})

    assert names(session, place) == ["Членов2", "Членов3", "Членов4", "Членов5"]


def test_doubles_are_told_and_left_out_unless_the_head_says_that_they_are_two(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    enter(browser, place, family_name="Оразова", given_name="Гульнара", email="other@example.org")
    page = paste(browser, place, HEADS + "1\tОРАЗОВА Гульнара\t\t\t\t\n2\tАтаев Иван\t\t\t\t\n3\tATAEV Ivan\t\t\t\t\n")
    assert "On the list already: Оразова Гульнара" in page.text
    assert "On the list already: Атаев Иван" in page.text
    check(browser, place, page, **{"other-4": "1"})

    assert names(session, place) == ["Оразова", "Атаев", "ATAEV"]


def test_addresses_that_are_taken_are_told(browser: Browser, session: DatabaseSession, place: Place) -> None:
    factories.Registration(forum=place.forum, email="taken@example.org")
    session.commit()
    rows = "1\tПервый Иван\t\tsame@example.org\t\t\n2\tВторой Иван\t\tSame@Example.org\t\t\n3\tТретий Иван\t\ttaken@example.org\t\t\n"
    page = paste(browser, place, HEADS + rows)

    assert "1 person can be entered" in page.text
    assert page.text.count("somebody on your list has this address") == 1
    assert page.text.count("this address is registered already") == 1


def test_sending_the_same_check_twice_enters_people_once(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    page = paste(browser, place, HEADS + "1\tБердыев Мерген\t\tmergen@example.org\t\t\n2\tАтаев Иван\t\t\t\t\n")
    for _time in range(2):
        check(browser, place, page)

    assert names(session, place) == ["Бердыев", "Атаев"]


def test_a_workbook_and_a_csv_file_are_read(client: FlaskClient, browser: Browser, place: Place) -> None:
    book = Workbook()
    for row in (("Last name", "First name"), ("Smith", "Anna")):
        book.active.append(row)
    octets = BytesIO()
    book.save(octets)
    for name, sent in (("list.xlsx", octets.getvalue()), ("list.csv", b"Last name;First name\r\nSmith;Anna\r\n")):
        page = browser.fill(f"{place.own}rows/", {"file": (BytesIO(sent), name)})
        assert "1 person can be entered" in page.text


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_sent_is_refused(browser: Browser, place: Place, text: str) -> None:
    response = paste(browser, place, text)

    assert response.status_code == 422
    assert "Paste a list or choose a file." in response.text


@pytest.mark.parametrize("cells", ["", "{", "[]", "[1]", '[["a"]', '{"a": 1}', "[" + ",".join(["[]"] * 301) + "]"])
def test_a_check_that_no_page_made_is_read_as_nothing(browser: Browser, place: Place, cells: str) -> None:
    page = paste(browser, place)

    assert check(browser, place, page, cells=cells).location == f"{place.own}rows/"


def test_after_the_deadline_no_list_comes_in(
    browser: Browser, session: DatabaseSession, place: Place, hours: Clock
) -> None:
    page = paste(browser, place, HEADS + "1\tБердыев Мерген\t\t\t\t\n")
    hours.moment = hours.moment.replace(month=4, day=3)

    assert check(browser, place, page).status_code == 422
    assert names(session, place) == []


def test_markup_in_a_list_stays_text(browser: Browser, place: Place) -> None:
    page = paste(browser, place, HEADS + "1\t<script>alert(1)</script> Иван\t\t\t\t\n")

    assert "<script>alert" not in page.text
