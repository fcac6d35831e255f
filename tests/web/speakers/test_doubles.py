"""The same person in two spellings."""

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.directory import queries as directory
from forumapp.directory import service as people
from forumapp.directory.models import ForumPerson
from forumapp.directory.rules import Availability, Said
from forumapp.exchange.document import Document, Part, ReportPart, Role
from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from forumapp.programme import queries as programme
from forumapp.programme import service as working_copy
from forumapp.programme.models import SessionEdit, Step
from forumapp.programme.service import document_of
from forumapp.speakers import queries as agreements
from forumapp.speakers import service
from forumapp.speakers.models import AnswerState
from tests import factories, parts, publishing
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.speakers.conftest import Place

DOUBLES = "/forums/forum/manage/possible-doubles/"
MERGE = "/forums/forum/manage/people/ayna/merge/?with=ajna"


def two_spellings(slug: str = "forum") -> Document:
    """Return a forum whose Ayna Durdyyeva stands in it twice."""
    report = ReportPart(key="memory", title={"en": "Memory"}, minutes=20, people=("ajna", "ayna"))
    return parts.document(
        parts.session(
            "panel", people=(parts.speaker("ayna"), parts.speaker("ajna"), parts.speaker("ajna", Role.MODERATOR))
        ),
        parts.session("talks", people=(parts.speaker("boris"),), reports=(report,)),
        parts.session("other", people=(parts.speaker("boris"),)),
        forum=parts.forum(slug=slug),
        people=(
            parts.person("ayna", given_name={"ru": "Айна"}, family_name={"ru": "Дурдыева"}, post={"ru": "директор"}),
            parts.person("ajna", given_name={"en": "Ayna"}, family_name={"en": "Durdyyeva"}, post={"en": "director"}),
            parts.person("boris", given_name={"en": "Boris"}, family_name={"en": "Petrov"}),
        ),
    )


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Forum:
    """Give the forum, with its programme editor signed in."""
    forum = publishing.load(two_spellings())
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    return forum


def link(forum: Forum, key: str) -> ForumPerson:
    found = directory.forum_person_by_key(forum, key)
    assert found is not None
    return found


def taking_part(session: DatabaseSession, forum: Forum) -> dict[str, Any]:
    session.expire_all()
    document = document_of(forum)
    return {each.key: (each.people, [report.people for report in each.reports or ()]) for each in document.sessions}


def pairs(session: DatabaseSession, forum: Forum) -> list[tuple[str, str, str]]:
    session.expire_all()
    return [(pair.one.key, pair.other.key, pair.likeness.value) for pair in service.likely_pairs(forum)]


def steps(session: DatabaseSession) -> list[tuple[str, int]]:
    """Return what was done to sessions, with the number of sessions of each step."""
    found = select(Step.action, func.count(SessionEdit.id)).join(Step.edits).group_by(Step.id)
    return [(action, count) for action, count in session.execute(found.order_by(Step.id))]


def test_both_cards_stand_side_by_side_with_their_sessions(client: FlaskClient, forum: Forum) -> None:
    page = client.get(f"{DOUBLES}?lang=en").get_data(as_text=True)

    assert "Дурдыева (ru)" in page
    assert "Durdyyeva (en)" in page
    assert "<dd>Session panel; Session talks</dd>" in page
    assert "The names are the same but for case, ё or script." in page


def test_nothing_is_merged_by_looking(client: FlaskClient, session: DatabaseSession, forum: Forum) -> None:
    before = taking_part(session, forum)
    client.get(DOUBLES)
    client.get(MERGE)

    assert taking_part(session, forum) == before


def test_merging_moves_everything_and_nobody_stands_twice(
    browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    response = browser.fill(MERGE, {"family_name": "other", "given_name": "other", "post": "kept"})

    assert (response.status_code, response.location) == (303, DOUBLES)
    assert taking_part(session, forum) == {
        "panel": ((Part(person="ayna", role=Role.SPEAKER), Part(person="ayna", role=Role.MODERATOR)), []),
        "talks": ((Part(person="boris", role=Role.SPEAKER),), [("ayna",)]),
        "other": ((Part(person="boris", role=Role.SPEAKER),), []),
    }
    stands = people.person_parts(forum)
    assert [(each.key, each.family_name, each.post) for each in stands] == [
        ("ayna", {"en": "Durdyyeva"}, {"ru": "директор"}),
        ("boris", {"en": "Petrov"}, None),
    ]
    assert pairs(session, forum) == []


def test_merging_is_one_step_and_undoing_brings_the_other_back(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    before = taking_part(session, forum)
    assert steps(session) == []
    browser.fill(MERGE)
    assert steps(session) == [("person:merge", 2)]
    page = browser.get(DOUBLES)
    back = browser.send(page, DOUBLES, form=0)

    assert back.location == DOUBLES
    assert taking_part(session, forum) == before
    assert [each.key for each in people.person_parts(forum)] == ["ayna", "ajna", "boris"]


def test_another_forum_shows_what_it_showed(browser: Browser, session: DatabaseSession, forum: Forum) -> None:
    other = publishing.load(two_spellings("other"))
    before = document_of(other)
    browser.fill(MERGE, {"family_name": "other", "given_name": "other", "post": "other"})
    session.expire_all()

    assert document_of(other) == before


def test_not_the_same_is_remembered(browser: Browser, session: DatabaseSession, forum: Forum) -> None:
    assert pairs(session, forum) == [("ayna", "ajna", "same")]
    response = browser.fill(DOUBLES, form="apart")

    assert response.status_code == 303
    assert pairs(session, forum) == []


def test_answers_links_and_contact_go_over(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    ayna, ajna = link(forum, "ayna"), link(forum, "ajna")
    both = [Place(forum, each, service.link_for(forum, each, now=factories.CREATED)) for each in (ayna, ajna)]
    service.answer(forum, ajna, "panel", AnswerState.CONFIRMED, note="By train", now=factories.CREATED)
    service.answer(forum, ajna, "talks", AnswerState.DECLINED, now=factories.CREATED)
    service.answer(forum, ayna, "panel", AnswerState.DECLINED, note="No", now=factories.CREATED)
    service.set_contact(forum, ajna, email="ajna@example.org", language="en", now=factories.CREATED)
    session.commit()
    browser.fill(MERGE)
    session.expire_all()

    speaker = agreements.speaker_of(ayna)
    assert {each.session.key: (each.state, each.note) for each in agreements.answers_of(ayna)} == {
        "panel": (AnswerState.DECLINED, "No"),
        "talks": (AnswerState.DECLINED, ""),
    }
    assert speaker is not None
    assert (speaker.email, speaker.language) == ("ajna@example.org", "en")
    assert [client.get(place.own).status_code for place in both] == [200, 200]


def test_times_slides_and_the_chosen_photo_go_over(browser: Browser, session: DatabaseSession, forum: Forum) -> None:
    ayna, ajna = link(forum, "ayna"), link(forum, "ajna")
    cannot = Said(Availability.CANNOT, parts.at("2027-04-12T09:00"), parts.at("2027-04-12T12:00"))
    people.set_availability(forum, ajna, [cannot], now=factories.CREATED)
    people.set_photo(forum, ayna, "a" * 32, now=factories.CREATED)
    people.set_photo(forum, ajna, "b" * 32, now=factories.CREATED)
    service.add_slides(forum, ajna, place="panel", name="a.pdf", octets=b"%PDF-1.7", now=factories.CREATED)
    session.commit()
    browser.fill(MERGE, {"photo": "other"})
    session.expire_all()

    assert link(forum, "ayna").photo == "b" * 32
    assert people.said_of(ayna) == (cannot,)
    assert directory.availability(forum) == {"ayna": [(cannot.starts_at, cannot.ends_at)]}
    assert [each.name for each in agreements.slides_of(ayna)] == ["a.pdf"]


def test_a_deleted_session_comes_back_with_the_one_person(
    browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    panel = programme.session_by_key("forum", "panel")
    assert panel is not None
    working_copy.delete_session(panel, now=factories.CREATED)
    session.commit()
    browser.fill(MERGE)
    session.expire_all()
    deleted = programme.deleted_session_by_key("forum", "panel")
    assert deleted is not None
    working_copy.bring_back_session(deleted, now=factories.CREATED)

    assert taking_part(session, forum)["panel"][0] == (
        Part(person="ayna", role=Role.SPEAKER),
        Part(person="ayna", role=Role.MODERATOR),
    )


def test_a_file_that_names_the_other_brings_the_entry_back(
    browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    browser.fill(MERGE)
    session.expire_all()
    publishing.load(two_spellings())

    assert [each.key for each in people.person_parts(forum)] == ["ayna", "ajna", "boris"]


def test_somebody_new_may_have_the_words_of_a_merged_entry(
    browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    browser.fill(MERGE)
    session.expire_all()
    ajna = two_spellings().people[1]
    people.put_person(forum, replace(ajna, key="another"), now=factories.CREATED)
    session.commit()

    assert [each.key for each in people.person_parts(forum)] == ["ayna", "boris", "another"]


def test_a_merged_entry_has_no_pages_and_can_come_back(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    browser.fill(MERGE)
    assert client.get("/forums/forum/manage/people/ajna/").status_code == 404
    assert client.get(MERGE).status_code == 404
    browser.fill(DOUBLES, form="back")

    assert client.get("/forums/forum/manage/people/ajna/").status_code == 200


def test_nobody_is_merged_with_themselves_or_a_stranger(client: FlaskClient, forum: Forum) -> None:
    page = "/forums/forum/manage/people/ayna/merge/"

    assert [client.get(f"{page}?with={key}").status_code for key in ("ayna", "nobody", "")] == [404, 404, 404]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions_for_any_number_of_pairs(
    client: FlaskClient, session: DatabaseSession, forum: Forum, queries: list[str], own_queries: None, count: int
) -> None:
    for number in range(count):
        factories.ForumPerson(forum_id=forum.id, key=f"more-{number}")
    session.commit()
    queries.clear()

    client.get(DOUBLES)

    assert len([statement for statement in queries if statement.startswith("SELECT")]) == 13


def test_an_entry_of_another_forum_of_the_team_is_offered_and_its_words_taken_over(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    person = parts.person("bp", given_name={"ru": "Борис"}, family_name={"ru": "Петров"}, post={"ru": "учёный"})
    other = publishing.load(parts.document(forum=parts.forum(slug="other"), people=(person,)))
    assert "учёный" not in client.get(DOUBLES).get_data(as_text=True)
    account = sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    factories.Membership(forum=other, account=account, role=TeamRole.READ_ONLY)
    session.commit()

    response = browser.fill(DOUBLES, form="share")

    session.expire_all()
    assert response.status_code == 303
    assert people.person_part(forum, link(forum, "boris")) == replace(person, key="boris")
    assert people.person_parts(other) == (person,)
