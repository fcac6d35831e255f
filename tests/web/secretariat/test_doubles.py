"""Possible doubles among the registrations."""

import html
import re

from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as

QUERIES = 14
UNDO = re.compile(r"doubles/together\?([^\"]+)\"")


def page(browser: Browser, forum: Forum) -> str:
    answer = browser.get(f"/forums/{forum.slug}/manage/registrations/doubles/?lang=en")
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


def token(text: str) -> dict[str, str]:
    return {"csrf_token": re.findall(r'name="csrf_token" value="([^"]+)"', text)[0]}


def register(forum: Forum, number: int, **values: object) -> None:
    named = {"family_name": "Мурадова", "given_name": "Айна", "email": f"{number}@example.org"}
    factories.Registration(forum=forum, arrived=number, **{**named, **values})


def test_two_registrations_of_one_person_are_shown_and_told_apart(
    client: FlaskClient, browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    register(forum, 1)
    register(forum, 2, family_name="Muradova", given_name="Ayna")
    register(forum, 3, family_name="Ниязов", given_name="Бахар")
    sign_in_as(client, session, forum, TeamRole.REGISTRAR)
    text = page(browser, forum)
    assert "The names are the same but for case, ё or script." in text
    assert "1<wbr>@example.org" in text
    assert "3<wbr>@example.org" not in text

    browser.fill(f"/forums/{forum.slug}/manage/registrations/doubles/", form="/apart")

    told = page(browser, forum)
    assert "No two registrations look like one person’s." in told
    assert "are two people." in told
    browser.client.post(
        f"/forums/{forum.slug}/manage/registrations/doubles/together?{UNDO.search(told)[1]}", data=token(told)
    )
    assert "1<wbr>@example.org" in page(browser, forum)


def test_who_withdrew_is_nobodys_double(
    client: FlaskClient, browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    register(forum, 1, status="withdrawn")
    register(forum, 2)
    sign_in_as(client, session, forum, TeamRole.OWNER)

    assert "No two registrations look like one person’s." in page(browser, forum)


def test_the_page_asks_as_often_for_many_pairs(
    client: FlaskClient, browser: Browser, session: DatabaseSession, forum: Forum, queries: list[str]
) -> None:
    for number in range(1, 9):
        register(forum, number)
    sign_in_as(client, session, forum, TeamRole.OWNER)
    page(browser, forum)
    queries.clear()

    page(browser, forum)

    assert len([each for each in queries if each.startswith("SELECT")]) <= QUERIES
