"""The same table a second time: whom its names meant is remembered, and nobody is merged by initials alone."""

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp import clock
from forumapp.directory import queries
from forumapp.directory import service as directory
from forumapp.policy import TeamRole
from forumapp.speakers.service import merging
from tests import parts
from tests.browsing import Browser
from tests.publishing import load
from tests.signing_in import sign_in_as
from tests.web.intake.test_desk import paste, standing, states, take_in

TABLE = """
<table>
<tr><th>Время</th><th>Мероприятие</th><th>Модератор</th><th>Выступающие</th></tr>
<tr><td colspan="4"><b>12 апреля, понедельник</b></td></tr>
<tr><td>10.00–11.00</td><td>Круглый стол «Книгообмен»</td><td>Хромова Т. П., РНБ</td><td>Орлов Н.; Сидоров П. П. (РГБ)</td></tr>
<tr><td>11.00–12.30</td><td>Секция «Каталоги»</td><td>Сидоров П. П.</td><td>Ким Е. – «Сводный каталог»</td></tr>
</table>
"""


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give a stored forum without sessions, whose owner is at the desk."""
    forum = load(parts.document())
    sign_in_as(client, session, forum, TeamRole.OWNER)
    return forum


def asked(page: TestResponse) -> list[str]:
    text = html.unescape(page.get_data(as_text=True))
    return re.findall(r'<li><a href="#person-[^"]*">([^<]*)</a></li>', text)


def bring_in(browser: Browser, table: str) -> None:
    page = paste(browser, table)
    countries = {"country-rnb": "RU", "country-rgb": "RU"}
    assert take_in(browser, page, **countries).status_code == 303


def test_initials_mean_the_same_people_when_the_same_table_comes_again(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    bring_in(browser, TABLE)
    once = standing(session)

    page = paste(browser, TABLE)
    response = take_in(browser, page)

    assert [person.family_name["ru"] for person in once.people] == ["Хромова", "Орлов", "Сидоров", "Ким"]
    assert states(page) == [("Круглый стол «Книгообмен»", "Unchanged"), ("Секция «Каталоги»", "Unchanged")]
    assert (response.status_code, standing(session)) == (303, once)


def test_somebody_renamed_at_the_desk_is_still_who_the_table_meant(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    bring_in(browser, TABLE)
    key = standing(session).people[0].key
    renamed = parts.person(key, given_name={"ru": "Тамара"}, family_name={"ru": "Лебедева"})
    directory.put_people(forum, [renamed], now=clock.now())
    session.commit()

    page = paste(browser, TABLE)
    take_in(browser, page)

    assert {state for _title, state in states(page)} == {"Unchanged"}
    assert standing(session).sessions[0].people[0].person == key


def test_somebody_merged_into_another_is_the_other(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    bring_in(browser, TABLE)
    directory.put_people(forum, [parts.person("khromova", family_name={"ru": "Хромова"})], now=clock.now())
    kept, merged = (queries.forum_person_by_key(forum, key) for key in ("khromova", standing(session).people[0].key))
    assert kept is not None
    assert merged is not None
    merging.merge(forum, kept, merged, now=clock.now())
    session.commit()

    page = paste(browser, TABLE)
    take_in(browser, page)

    assert {state for _title, state in states(page)} == {"Unchanged"}
    assert standing(session).sessions[0].people[0].person == "khromova"


def test_who_was_left_out_stays_out(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    page = paste(browser, TABLE)
    countries = {"country-rnb": "RU", "country-rgb": "RU"}
    take_in(browser, page, **countries, **{"person-orlov-n": "none"})

    again = paste(browser, TABLE)
    take_in(browser, again)

    assert {state for _title, state in states(again)} == {"Unchanged"}
    assert [person.family_name["ru"] for person in standing(session).people] == ["Хромова", "Сидоров", "Ким"]


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        (TABLE.replace("Хромова Т. П., РНБ", "Хромова Т. П., ГПНТБ"), "Хромова Т. П."),
        (TABLE.replace("</table>", "<tr><td>14.00–15.00</td><td>Закрытие</td><td>Орлов Н.</td><td></td></tr></table>"), "Орлов Н."),
    ],
)  # fmt: skip
def test_initials_from_elsewhere_or_in_another_session_are_asked(
    browser: Browser, session: DatabaseSession, forum: Any, changed: str, name: str
) -> None:
    bring_in(browser, TABLE)
    once = standing(session)

    refused = take_in(browser, paste(browser, changed))

    assert (refused.status_code, asked(refused)) == (422, [name])
    assert standing(session) == once


def test_what_the_table_says_of_somebody_goes_before_what_another_forum_says(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    known = parts.person(
        "dilnoza", family_name={"ru": "Каримова"}, given_name={"ru": "Дилноза"}, post={"ru": "библиограф"}
    )
    load(parts.document(forum=parts.forum(slug="earlier"), people=(known,)))
    session.commit()
    told = "Каримова Дилноза Рустамовна, директор"
    table = f"<table><tr><td>10.00–11.00</td><td>Круглый стол «Книга»<br>Модератор: {told}</td></tr></table>"

    assert take_in(browser, paste(browser, table)).status_code == 303

    (person,) = standing(session).people
    assert person.post == {"ru": "директор"}
    assert person.patronymic == {"ru": "Рустамовна"}
