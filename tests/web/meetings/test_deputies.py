"""Deputies: the seat passes on, with a letter and a link of their own, and comes back when the invited decide otherwise."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.meetings import queries, service
from forumapp.meetings.models import Invitation, InvitationState
from tests import factories
from tests.browsing import Browser
from tests.inviting import entry, find, invite, know_browser, letters_to, link_of
from tests.web.meetings.conftest import HEADS

AYNA, BORIS, OLGA = (f"{name}@example.org" for name in ("ayna", "boris", "olga"))


@pytest.fixture
def ayna(forum: Forum) -> Invitation:
    service.set_terms(forum, "heads", answer_by=None, has_deputies=True, words=None, now=factories.CREATED)
    return invite(forum, "heads", AYNA, name="Ayna Ataeva")


def send(browser: Browser, invitation: Invitation, email: str = BORIS, **values: Any) -> Any:
    return browser.fill(f"{link_of(invitation)}deputy", {"name": "Boris Petrov", "email": email, **values})


def states(session: DatabaseSession, forum: Forum) -> dict[str, tuple[InvitationState, bool]]:
    """Return state and whether it holds, by address."""
    session.expire_all()
    found = queries.invitations_to(forum, "heads")
    return {each.email: (each.state, each.revoked_at is None) for each in found}


def test_a_deputy_gets_a_letter_and_a_link_and_the_seat(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    assert send(browser, ayna).status_code == 303
    boris = find(forum, "heads", BORIS)
    (letter,) = letters_to(BORIS)
    browser.fill(link_of(boris), {"answer": "accepted"}, form="answer-form")

    assert "Ayna Ataeva cannot come and named you as deputy." in letter.text
    assert link_of(boris) in letter.text
    assert link_of(ayna) not in letter.text
    assert "Your invitation passed on to Boris Petrov" in client.get(link_of(ayna)).text
    assert states(session, forum) == {AYNA: (InvitationState.DEPUTY, True), BORIS: (InvitationState.ACCEPTED, True)}


def test_the_first_sees_the_meeting_no_more_and_the_deputy_does(
    browser: Browser, app: Any, client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    know_browser(client, ayna)
    send(browser, ayna)
    of_first = client.get("/forums/forum/programme/heads/").status_code
    other = app.test_client()
    know_browser(other, find(forum, "heads", BORIS))

    assert (of_first, other.get("/forums/forum/programme/heads/").status_code) == (404, 200)


def test_who_comes_after_all_has_the_seat_back_and_the_deputy_is_told(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    send(browser, ayna)
    browser.fill(link_of(ayna), {"answer": "accepted"}, form="answer-form")
    boris = find(forum, "heads", BORIS)

    assert states(session, forum) == {AYNA: (InvitationState.ACCEPTED, True), BORIS: (InvitationState.WRITTEN, False)}
    assert client.get(link_of(boris)).status_code == 410
    assert letters_to(BORIS)[-1].subject == "You are not needed as a deputy any more: Meeting of heads"


def test_another_deputy_takes_the_place_of_the_first_one_and_can_give_it_back(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    send(browser, ayna)
    first_link = link_of(find(forum, "heads", BORIS))
    send(browser, ayna, OLGA, name="Olga")
    send(browser, ayna, BORIS)
    again = link_of(find(forum, "heads", BORIS))

    assert {email: holds for email, (_state, holds) in states(session, forum).items()} == {
        AYNA: True,
        BORIS: True,
        OLGA: False,
    }
    assert [client.get(each).status_code for each in (first_link, again)] == [404, 200]


@pytest.mark.parametrize("email", [AYNA, OLGA, "no address"])
def test_oneself_and_who_is_invited_already_cannot_be_named(
    browser: Browser, session: DatabaseSession, forum: Forum, ayna: Invitation, email: str
) -> None:
    invite(forum, "heads", OLGA)
    response = send(browser, ayna, email)

    assert (response.status_code, "Boris Petrov" in response.text) == (422, True)
    assert states(session, forum)[AYNA] == (InvitationState.WRITTEN, True)


def test_whom_the_organizers_took_back_cannot_be_named_again(
    browser: Browser, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    send(browser, ayna)
    service.revoke(forum, "heads", [find(forum, "heads", BORIS).uid], now=factories.CREATED)
    session.commit()

    assert send(browser, ayna).status_code == 422
    assert states(session, forum)[BORIS][1] is False


def test_a_deputy_names_no_deputy_and_nobody_does_where_it_is_not_allowed(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    send(browser, ayna)
    boris = find(forum, "heads", BORIS)
    of_deputy = (client.get(f"{link_of(boris)}deputy").status_code, "Send a deputy" in client.get(link_of(boris)).text)
    service.set_terms(forum, "heads", answer_by=None, has_deputies=False, words=None, now=factories.CREATED)
    session.commit()

    assert of_deputy == (303, False)
    assert client.get(f"{link_of(ayna)}deputy").status_code == 303
    with pytest.raises(RuleBroken, match="No deputy"):
        service.name_deputy(
            find(forum, "heads", AYNA),
            name="C",
            mailbox=entry("c@example.org").mailbox,
            language="en",
            version=2,
            now=factories.CREATED,
        )


def test_taking_the_first_back_takes_the_deputy_back_and_undo_brings_both(
    session: DatabaseSession, browser: Browser, forum: Forum, ayna: Invitation
) -> None:
    send(browser, ayna)
    service.revoke(forum, "heads", [ayna.uid], now=factories.CREATED)
    taken = {email: holds for email, (_state, holds) in states(session, forum).items()}
    service.restore(forum, "heads", revoked_at=factories.CREATED, now=factories.CREATED)

    assert taken == {AYNA: False, BORIS: False}
    assert {email: holds for email, (_state, holds) in states(session, forum).items()} == {AYNA: True, BORIS: True}


def test_a_seat_taken_back_by_the_first_is_not_given_again_by_the_desk(
    session: DatabaseSession, browser: Browser, forum: Forum, ayna: Invitation
) -> None:
    send(browser, ayna)
    browser.fill(link_of(ayna), {"answer": "accepted"}, form="answer-form")

    with pytest.raises(RuleBroken):
        service.restore_one(find(forum, "heads", BORIS), now=factories.CREATED)


def test_an_answer_is_not_noted_over_a_deputy(
    session: DatabaseSession, browser: Browser, forum: Forum, ayna: Invitation
) -> None:
    send(browser, ayna)

    with pytest.raises(RuleBroken, match="A deputy was named"):
        service.note_answer(find(forum, "heads", AYNA), InvitationState.ACCEPTED, now=factories.CREATED)


def test_the_desk_tells_who_stands_in_for_whom(desk: Browser, session: DatabaseSession, ayna: Invitation) -> None:
    send(desk, ayna)
    page = desk.get(f"{HEADS}?lang=en").text

    assert ("Deputy of Ayna Ataeva" in page, "Sends a deputy" in page) == (True, True)


def test_a_deputy_whom_the_organizers_took_back_does_not_come_back_beside_the_next_one(
    browser: Browser, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    send(browser, ayna)
    boris = find(forum, "heads", BORIS)
    service.revoke(forum, "heads", [boris.uid], now=factories.CREATED)
    session.commit()
    send(browser, ayna, OLGA, name="Olga Ivanova")

    with pytest.raises(RuleBroken, match="as long as they send nobody else"):
        service.restore_one(find(forum, "heads", BORIS), now=factories.CREATED)

    assert {email: holds for email, (_state, holds) in states(session, forum).items()} == {
        AYNA: True,
        BORIS: False,
        OLGA: True,
    }


def test_a_deputy_comes_back_while_the_seat_is_theirs(
    browser: Browser, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    send(browser, ayna)
    service.revoke(forum, "heads", [ayna.uid], now=factories.CREATED)
    session.commit()

    service.restore(forum, "heads", revoked_at=factories.CREATED, now=factories.CREATED)
    session.commit()

    assert all(holds for _state, holds in states(session, forum).values())


def test_a_deputy_whose_name_is_corrected_keeps_letter_and_answer(
    browser: Browser, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    send(browser, ayna)
    browser.fill(link_of(find(forum, "heads", BORIS)), {"answer": "accepted"}, form="answer-form")

    send(browser, ayna, name="Boris Petrovich Petrov")

    assert states(session, forum)[BORIS] == (InvitationState.ACCEPTED, True)
    assert find(forum, "heads", BORIS).name == "Boris Petrovich Petrov"
    assert len(letters_to(BORIS)) == 1


def test_a_deputy_who_is_named_again_is_asked_anew(
    browser: Browser, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    send(browser, ayna)
    browser.fill(link_of(find(forum, "heads", BORIS)), {"answer": "accepted"}, form="answer-form")
    browser.fill(link_of(ayna), {"answer": "accepted"}, form="answer-form")

    send(browser, ayna)

    assert states(session, forum)[BORIS] == (InvitationState.WRITTEN, True)
    assert find(forum, "heads", BORIS).answered_at is None


def test_a_former_deputy_is_invited_in_their_own_right(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    send(browser, ayna)
    former = link_of(find(forum, "heads", BORIS))
    browser.fill(former, {"answer": "accepted", "note": "With pleasure"}, form="answer-form")
    browser.fill(link_of(ayna), {"answer": "accepted"}, form="answer-form")
    session.expire_all()

    assert [each.name for each in service.sort_out(forum, "heads", [entry(BORIS, name="Boris")]).new] == ["Boris"]
    assert service.invite(forum, "heads", [entry(BORIS, name="Boris")], language="en", now=factories.CREATED) == 1
    session.commit()

    boris = find(forum, "heads", BORIS)
    assert (boris.state, boris.note, boris.deputy_of_id) == (InvitationState.PREPARED, "", None)
    assert (boris.revoked_at, boris.answered_at, boris.written_at) == (None, None, None)
    assert client.get(former).status_code == 404
    assert service.write_to(forum, "heads", [boris.uid], now=factories.CREATED) == 1
    session.commit()
    assert "named you as deputy" not in client.get(link_of(boris)).text
    assert service.invite(forum, "heads", [entry(BORIS)], language="en", now=factories.CREATED) == 0


def test_a_former_deputy_stands_among_those_who_can_be_invited(
    desk: Browser, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    factories.Registration(forum=forum, email=BORIS, email_key=BORIS, status="confirmed")
    session.commit()
    send(desk, ayna)
    desk.fill(link_of(ayna), {"answer": "accepted"}, form="answer-form")

    page = desk.get(f"{HEADS}registrations/?lang=en&country=TM").text

    assert 'name="registration"' in page
