"""People at the desk of a forum."""

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.directory import queries as directory
from forumapp.directory import service
from forumapp.directory.models import Person
from forumapp.directory.rules import folded
from forumapp.exchange.document import PersonPart, Role
from forumapp.policy import TeamRole
from forumapp.programme.models import SessionPerson
from tests import factories, parts
from tests.browsing import Browser, forms_of
from tests.signing_in import sign_in_as

DESK = "/forums/forum/manage/"


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give a forum whose people the client's person edits."""
    forum = factories.Forum(slug="forum")
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    return forum


def add(forum: Any, key: str, *, person: Any = None, **texts: dict[str, str]) -> Any:
    """Put a person on a forum's list."""
    if person is None:
        person = factories.Person(**texts)
        person.search_text = folded(person.given_name, person.family_name)
    return factories.ForumPerson(forum_id=forum.id, key=key, person=person)


def standing(session: DatabaseSession, forum: Any) -> tuple[PersonPart, ...]:
    session.expire_all()
    return service.person_parts(forum)


def names(client: FlaskClient, query: str = "") -> list[str]:
    page = client.get(f"{DESK}people/?lang=en{query}").get_data(as_text=True)
    return [html.unescape(name) for name in re.findall(r'<td class="title"><a [^>]*>(.*?)</a></td>', page)]


def test_a_new_person_is_stored_as_filled_in(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    service.put_institution(forum, parts.institution("library"), now=factories.CREATED)
    session.commit()

    response = browser.fill(
        f"{DESK}add-person/",
        {
            "family_name-ru": "Атаева",
            "family_name-en": "Ataeva",
            "given_name-ru": "Айна",
            "given_name-en": "Ayna",
            "patronymic-ru": "Мередовна",
            "post-en": "director",
            "institution": "library",
            "biography-ru": "Пишет о книгах.",
        },
    )

    assert (response.status_code, response.location) == (303, f"{DESK}people/")
    assert standing(session, forum) == (
        PersonPart(
            key="ayna-ataeva",
            given_name={"ru": "Айна", "en": "Ayna"},
            family_name={"ru": "Атаева", "en": "Ataeva"},
            patronymic={"ru": "Мередовна"},
            post={"en": "director"},
            institution="library",
            biography={"ru": "Пишет о книгах."},
        ),
    )


def test_whoever_came_from_a_session_goes_back_there(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    back = f"{DESK}programme/add-session/"

    response = browser.fill(f"{DESK}add-person/?next={back}", {"family_name-ru": "Атаева"})

    assert response.location == back


def test_nobody_is_sent_to_a_foreign_site(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    response = browser.fill(f"{DESK}add-person/?next=//evil.example.org/", {"family_name-ru": "Атаева"})

    assert response.location == f"{DESK}people/"


def test_a_person_without_a_family_name_is_refused(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    response = browser.fill(f"{DESK}add-person/?lang=en", {"given_name-ru": "Айна"})

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert re.findall(r'id="family_name-error">(.*?)</p>', page) == ["Fill this in, in one language at least."]
    assert 'value="Айна"' in page
    assert standing(session, forum) == ()


@pytest.mark.parametrize("words", ["Атаева", "ataýewa", "АТАЕВА айна", "ayna"])
def test_people_are_found_in_any_script(client: FlaskClient, session: DatabaseSession, forum: Any, words: str) -> None:
    add(forum, "ayna")
    add(forum, "boris", given_name={"en": "Boris"}, family_name={"en": "Petrov"})
    session.commit()

    assert names(client, f"&q={words}") == ["Ayna Ataeva"]
    assert names(client) == ["Ayna Ataeva", "Boris Petrov"]


def test_a_change_makes_this_forums_own_copy_and_says_so_before(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    other = factories.Forum(slug="other")
    shared = add(forum, "ayna").person
    add(other, "ayna", person=shared)
    session.commit()

    page = browser.get(f"{DESK}people/ayna/?lang=en").get_data(as_text=True)
    browser.fill(f"{DESK}people/ayna/", {"post-ru": "директор"})

    assert "Another forum names this person too." in page
    assert standing(session, forum)[0].post == {"ru": "директор"}
    assert standing(session, other)[0].post is None


def test_a_person_saved_as_they_stand_is_not_changed(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    add(forum, "ayna", patronymic={}, post={"de": "Leiterin", "ru": "директор"})
    session.commit()
    before = standing(session, forum)

    browser.fill(f"{DESK}people/ayna/")

    assert standing(session, forum) == before


def test_who_takes_part_in_a_session_stays_on_the_list(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    link = add(forum, "ayna")
    row = factories.Session(forum=forum)
    session.add(SessionPerson(session_id=row.id, forum_person_id=link.id, role=Role.SPEAKER, position=0))
    session.commit()

    response = browser.fill(f"{DESK}people/ayna/", form="/remove")

    assert response.location == f"{DESK}people/ayna/"
    page = browser.get(f"{DESK}people/ayna/?lang=en").get_data(as_text=True)
    assert "This person takes part in a session. Take them out of it first." in page
    assert [part.key for part in standing(session, forum)] == ["ayna"]


def test_who_takes_part_in_nothing_is_taken_off_the_list(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    add(forum, "ayna")
    session.commit()

    browser.fill(f"{DESK}people/ayna/", form="/remove")

    assert standing(session, forum) == ()


def test_a_person_of_another_forum_is_shared_with_their_institution(
    browser: Browser, client: FlaskClient, session: DatabaseSession
) -> None:
    forum, other = factories.Forum(slug="forum"), factories.Forum(slug="other")
    editor = sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    factories.Membership(forum=other, account=editor, role=TeamRole.READ_ONLY)
    service.put_institution(other, parts.institution("library"), now=factories.CREATED)
    service.put_person(other, parts.person("ayna", institution="library"), now=factories.CREATED)
    session.commit()

    page = browser.get(f"{DESK}share-person/?q=ayna")
    browser.send(page, f"{DESK}share-person/?q=ayna")

    session.expire_all()
    ours, theirs = directory.forum_people(forum)[0], directory.forum_people(other)[0]
    assert ours.person_id == theirs.person_id
    assert standing(session, forum)[0].institution == "library-library"
    assert len(session.scalars(select(Person)).all()) == 1


def test_people_of_a_forum_of_another_team_are_neither_found_nor_taken(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    theirs = add(factories.Forum(slug="other"), "ayna", family_name={"en": "Secret"})
    session.commit()
    token = forms_of(browser.get(f"{DESK}add-person/"))[-1].values["csrf_token"]

    found = browser.get(f"{DESK}share-person/?q=secret").text
    taken = browser.client.post(f"{DESK}share-person/{theirs.person_id}", data={"csrf_token": token, "q": "secret"})

    assert ("Secret" in found, taken.status_code) == (False, 404)
    assert directory.forum_people(forum) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_number_of_queries_for_any_number_of_people(
    client: FlaskClient, session: DatabaseSession, forum: Any, queries: list[str], own_queries: None, count: int
) -> None:
    for number in range(count):
        add(forum, f"person-{number}", family_name={"en": f"Family {number}"})
    session.commit()
    queries.clear()

    client.get(f"{DESK}people/")

    assert len([statement for statement in queries if statement.startswith("SELECT")]) == 5


def test_who_only_reads_sees_the_list_but_changes_nothing(client: FlaskClient, session: DatabaseSession) -> None:
    forum = factories.Forum(slug="forum")
    add(forum, "ayna")
    sign_in_as(client, session, forum, TeamRole.READ_ONLY)

    assert client.get(f"{DESK}people/").status_code == 200
    assert client.get(f"{DESK}people/ayna/").status_code == 403
    assert client.get(f"{DESK}add-person/").status_code == 403
    assert client.get(f"{DESK}share-person/").status_code == 403


def test_strangers_are_sent_to_sign_in(client: FlaskClient, session: DatabaseSession) -> None:
    factories.Forum(slug="forum")
    session.commit()

    assert client.get(f"{DESK}people/").status_code == 302
