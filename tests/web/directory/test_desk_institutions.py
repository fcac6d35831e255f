"""Institutions at the desk of a forum, and countries at the desk of the instance."""

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.directory import queries as directory
from forumapp.directory import service
from forumapp.directory.models import Country
from forumapp.exchange.document import InstitutionKind, InstitutionPart
from forumapp.policy import TeamRole
from tests import factories, parts
from tests.browsing import Browser
from tests.signing_in import sign_in_admin, sign_in_as

DESK = "/forums/forum/manage/"
NEW = {
    "name-ru": "Библиотека",
    "name-en": "Library",
    "kind": "regional",
    "country": "TM",
    "city-ru": "Мары",
    "isil": "TM-0001",
}


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give a forum whose institutions the client's person edits."""
    forum = factories.Forum(slug="forum")
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    return forum


def standing(session: DatabaseSession, forum: Any) -> tuple[InstitutionPart, ...]:
    session.expire_all()
    return service.institution_parts(forum)


def test_a_new_institution_is_stored_as_filled_in(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    response = browser.fill(f"{DESK}add-institution/", NEW)

    assert (response.status_code, response.location) == (303, f"{DESK}institutions/")
    assert standing(session, forum) == (
        InstitutionPart(
            key="library",
            name={"ru": "Библиотека", "en": "Library"},
            country="TM",
            kind=InstitutionKind.REGIONAL,
            city={"ru": "Мары"},
            isil="TM-0001",
        ),
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name-ru": "", "name-en": ""}, "name"), ({"country": ""}, "country"), ({"isil": "no code"}, "isil")],
)
def test_an_institution_that_cannot_be_is_refused(
    browser: Browser, session: DatabaseSession, forum: Any, wrong: dict[str, str], field: str
) -> None:
    response = browser.fill(f"{DESK}add-institution/", NEW | wrong)

    assert response.status_code == 422
    assert f'id="{field}-error"' in response.get_data(as_text=True)
    assert standing(session, forum) == ()


def test_an_institution_is_changed_under_its_key(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    service.put_institution(forum, parts.institution("library"), now=factories.CREATED)
    session.commit()

    browser.fill(f"{DESK}institutions/library/", {"name-ru": "Библиотека"})

    assert standing(session, forum) == (
        parts.institution("library", name={"en": "Library library", "ru": "Библиотека"}),
    )


def test_an_institution_with_people_stays(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    service.put_institution(forum, parts.institution("library"), now=factories.CREATED)
    service.put_person(forum, parts.person("ayna", institution="library"), now=factories.CREATED)
    session.commit()

    browser.fill(f"{DESK}institutions/library/", form="/remove")

    page = browser.get(f"{DESK}institutions/library/?lang=en").get_data(as_text=True)
    assert "People of the forum belong to this institution. Change their institution first." in page
    assert "Ayna Family" in page
    assert [part.key for part in standing(session, forum)] == ["library"]


def test_an_institution_of_another_forum_is_shared(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    other = factories.Forum(slug="other")
    service.put_institution(other, parts.institution("library"), now=factories.CREATED)
    session.commit()

    address = f"{DESK}share-institution/?q=библиотека library"
    browser.send(browser.get(f"{DESK}share-institution/?q=library"), address)

    ours, theirs = directory.forum_institutions(forum)[0], directory.forum_institutions(other)[0]
    assert ours.institution_id == theirs.institution_id


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_number_of_queries_for_any_number_of_institutions(
    client: FlaskClient, session: DatabaseSession, forum: Any, queries: list[str], own_queries: None, count: int
) -> None:
    for number in range(count):
        service.put_institution(forum, parts.institution(f"library-{number}"), now=factories.CREATED)
    session.commit()
    queries.clear()

    client.get(f"{DESK}institutions/")

    assert len([statement for statement in queries if statement.startswith("SELECT")]) == 5


def listed(client: FlaskClient) -> list[str]:
    page = client.get("/admin/countries/?lang=en").get_data(as_text=True)
    return [html.unescape(name) for name in re.findall(r'<td class="title"><a [^>]*>(.*?)</a>', page)]


def test_a_country_is_named_and_put_in_order(client: FlaskClient, session: DatabaseSession) -> None:
    sign_in_admin(client, session)
    session.add(Country(code="BY", names={"en": "Belarus"}, official_names={}, position=1))
    session.commit()
    browser = Browser(client)

    browser.fill("/admin/add-country/", {"code": "TM", "names-en": "Turkmenistan"})
    browser.fill("/admin/countries/BY/", {"names-en": "Belarus, Republic of", "position": "3"})

    assert listed(client) == ["Turkmenistan", "Belarus, Republic of"]


def test_a_country_gets_its_usual_name_back(client: FlaskClient, session: DatabaseSession) -> None:
    sign_in_admin(client, session)
    session.add(Country(code="BY", names={"en": "Byelorussia"}, official_names={}, position=1))
    session.commit()

    Browser(client).fill("/admin/countries/BY/", form="/remove")

    assert listed(client) == []
    assert directory.country_name("BY", "en") == "Belarus"


@pytest.mark.parametrize("wrong", [{"names-en": "", "names-ru": ""}, {"position": "0"}, {"code": "XX"}])
def test_a_country_that_cannot_be_is_refused(
    client: FlaskClient, session: DatabaseSession, wrong: dict[str, str]
) -> None:
    sign_in_admin(client, session)

    response = Browser(client).fill("/admin/add-country/", {"code": "TM", "names-en": "Turkmenistan"} | wrong)

    assert response.status_code == 422
    assert listed(client) == []


def test_countries_are_for_administrators(client: FlaskClient, session: DatabaseSession, forum: Any) -> None:
    assert client.get("/admin/countries/").status_code == 403
