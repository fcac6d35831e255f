"""Letters to the invited, taking invitations back and giving them again, new links, answers that came by telephone."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.meetings import queries, service
from forumapp.meetings.models import InvitationState
from tests import factories
from tests.browsing import Browser
from tests.inviting import entry, find, invite, letters_to, link_of
from tests.web.meetings.conftest import HEADS

LETTERS = f"{HEADS}letters/?lang=en"


def addresses(forum: Forum) -> list[str]:
    return sorted(each.email for each in queries.invitations_to(forum, "heads"))


def token_of(page: Any) -> dict[str, str]:
    return {"csrf_token": page.text.split('name="csrf_token" value="')[1].split('"')[0]}


def test_letters_are_shown_in_each_language_and_then_sent_once_a_day(
    desk: Browser, session: DatabaseSession, forum: Forum
) -> None:
    people = [entry("ayna@example.org", name="Ayna", language="en"), entry("boris@example.org", language="ru")]
    service.invite(forum, "heads", people, language="ru", now=factories.CREATED)
    service.set_terms(
        forum,
        "heads",
        answer_by=forum.starts_on,
        has_deputies=True,
        words={"ru": "Будем рады.", "en": "Do come."},
        now=factories.CREATED,
    )
    session.commit()
    page = desk.fill(LETTERS, {"step": "preview"}, form="letters-form")
    assert session.scalars(select(OutboxLetter)).all() == []
    response = desk.send(page, LETTERS, {"step": "send"}, form="letters-form")
    again = desk.get(LETTERS)

    assert ["Do come." in page.text, "Будем рады." in page.text] == [True, True]
    assert response.status_code == 303
    (english,), (russian,) = letters_to("ayna@example.org"), letters_to("boris@example.org")
    assert english.subject == "Invitation: Meeting of heads"
    assert "Dear Ayna," in english.text
    assert "12:00–13:00" in english.text
    assert "or name a deputy" in english.text
    assert link_of(find(forum, "heads", "ayna@example.org")) in english.text
    assert "Будем рады." in russian.text
    assert "There is nobody to write to today" in again.text


def test_a_reminder_goes_to_who_did_not_answer_and_not_twice_a_day(session: DatabaseSession, forum: Forum) -> None:
    ayna, boris = (invite(forum, "heads", f"{name}@example.org") for name in ("ayna", "boris"))
    service.answer(boris, InvitationState.ACCEPTED, note_text="", version=1, now=factories.CREATED)
    both, tomorrow = [ayna.uid, boris.uid], factories.CREATED + timedelta(days=1)

    with pytest.raises(RuleBroken):
        service.write_to(forum, "heads", both, now=factories.CREATED)
    assert service.write_to(forum, "heads", both, now=tomorrow) == 1
    assert [letter.subject for letter in letters_to("ayna@example.org")] == [
        "Invitation: Meeting of heads",
        "Please answer: Meeting of heads",
    ]
    assert len(letters_to("boris@example.org")) == 1


def test_after_the_day_by_which_people_answer_no_letter_leaves(session: DatabaseSession, forum: Forum) -> None:
    ayna = invite(forum, "heads", "ayna@example.org")
    late = factories.CREATED + timedelta(days=3)
    service.set_terms(
        forum, "heads", answer_by=factories.CREATED.date(), has_deputies=False, words=None, now=factories.CREATED
    )

    with pytest.raises(RuleBroken, match="has passed"):
        service.write_to(forum, "heads", [ayna.uid], now=late)


def test_taking_back_is_undone_by_the_notice(desk: Browser, session: DatabaseSession, forum: Forum) -> None:
    ayna, boris = (invite(forum, "heads", f"{name}@example.org") for name in ("ayna", "boris"))
    response = desk.fill(HEADS, {"invitation": [str(ayna.uid), str(boris.uid)]}, form="invitations")
    page = desk.get(f"{HEADS}?lang=en")
    session.expire_all()
    assert (response.status_code, "2 invitations are taken back. No letter says so." in page.text) == (303, True)
    assert [find(forum, "heads", each).revoked_at is None for each in addresses(forum)] == [False, False]

    undone = desk.send(page, HEADS, form=0)
    session.expire_all()
    assert undone.status_code == 303
    assert [find(forum, "heads", each).revoked_at is None for each in addresses(forum)] == [True, True]


def test_a_new_link_makes_the_earlier_one_void(
    desk: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    ayna = invite(forum, "heads", "ayna@example.org")
    before = link_of(ayna)
    page = desk.get(HEADS)
    desk.client.post(f"{HEADS}{ayna.uid}/renew", data=token_of(page))
    session.expire_all()
    after = link_of(find(forum, "heads", "ayna@example.org"))

    assert [client.get(each).status_code for each in (before, after)] == [404, 200]
    assert after in letters_to("ayna@example.org")[-1].text


def test_an_answer_by_telephone_is_noted_with_who_noted_it(
    desk: Browser, session: DatabaseSession, forum: Forum
) -> None:
    ayna = invite(forum, "heads", "ayna@example.org")
    page = desk.get(HEADS)
    desk.client.post(f"{HEADS}{ayna.uid}/answer", data={**token_of(page), "answer": "accepted"})
    session.expire_all()
    found = find(forum, "heads", "ayna@example.org")

    assert found.state is InvitationState.ACCEPTED
    assert f"noted by {found.answered_by}" in desk.get(f"{HEADS}?lang=en").text
    assert found.answered_by != "invitee"


@pytest.mark.parametrize("number", [1, 30])
def test_writing_and_taking_back_ask_the_same_number_of_questions_for_one_and_for_many(
    request: pytest.FixtureRequest, session: DatabaseSession, forum: Forum, number: int
) -> None:
    asked: list[str] = request.getfixturevalue("queries")
    people = [entry(f"person{each}@example.org", language=("ru", "en")[each % 2]) for each in range(number)]
    service.invite(forum, "heads", people, language="en", now=factories.CREATED)
    session.commit()
    uids = [each.uid for each in queries.invitations_to(forum, "heads")]
    asked.clear()

    service.write_to(forum, "heads", uids, now=factories.CREATED)
    writing = [each for each in asked if each.startswith("SELECT")]
    asked.clear()
    service.revoke(forum, "heads", uids, now=factories.CREATED)
    revoking = [each for each in asked if each.startswith("SELECT")]

    assert (len(writing), len(revoking)) == (9, 3)
