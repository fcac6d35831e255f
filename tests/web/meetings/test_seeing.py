"""Who sees a closed meeting: the invited on a browser that is known as theirs, until the invitation is taken back."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.exchange.document import Visibility
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.meetings import service
from forumapp.meetings.models import Invitation, InvitationState
from forumapp.meetings.rules.tokens import MOST_TRIES
from forumapp.registration import service as registrations
from forumapp.registration.models import Registration
from forumapp.registration.rules import tokens
from tests import factories, parts, publishing
from tests.browsing import Browser
from tests.inviting import code_sent_to, find, invite, know_browser, letters_to, link_of
from tests.web.meetings.conftest import document

AYNA = "ayna@example.org"
PAGES = ("programme/", "programme/heads/", "people/", "people/boris/", "programme/?room=cabinet")
MEETING_STARTS = "2027-04-12T06:55:00Z"
JOIN = "/forums/forum/join/heads"


@pytest.fixture
def ayna(forum: Forum) -> Invitation:
    return invite(forum, "heads", AYNA, name="Ayna")


def delegate(forum: Forum, session: DatabaseSession, client: FlaskClient, email: str = AYNA) -> Registration:
    """Register somebody and open their own page, so that the browser is known as theirs."""
    registration = factories.Registration(forum=forum, email=email)
    secret = str(client.application.config["SECRET_KEY"])
    token = tokens.registration_token(secret, uid=registration.uid, generation=registration.token_generation)
    registration.token_hash = tokens.fingerprint(token)
    session.commit()
    assert client.get(f"/forums/forum/registration/{token}/").status_code == 200
    return registration


def seen(client: FlaskClient) -> list[bool]:
    """Say of each page whether it tells of the meeting, or of the person or the room that only it uses."""
    signs = ("Meeting of heads", "Boris", "Hall cabinet")
    answers = [client.get(f"/forums/forum/{page}", headers={"Accept-Language": "en"}) for page in PAGES]
    return [answer.status_code == 200 and any(sign in answer.text for sign in signs) for answer in answers]


def join_status(client: FlaskClient) -> int:
    with time_machine.travel(MEETING_STARTS, tick=False):
        return client.get(JOIN).status_code


def calendar_of(client: FlaskClient, session: DatabaseSession, registration: Registration) -> list[str]:
    token = registrations.renew_feed(registration, now=factories.CREATED)
    session.commit()
    events = Calendar.from_ical(client.get(f"/calendar/{token}.ics?lang=en").data).walk("VEVENT")
    return [str(event["SUMMARY"]) for event in events]


ALL, NOTHING = [True] * len(PAGES), [False] * len(PAGES)


def test_a_stranger_with_the_forwarded_link_reads_the_invitation_and_nothing_more(
    browser: Browser, client: FlaskClient, ayna: Invitation
) -> None:
    assert client.get(link_of(ayna)).status_code == 200
    browser.fill(link_of(ayna), {"answer": "accepted"}, form="answer-form")
    page = client.get(link_of(ayna))

    assert ("Show the meeting on this device" in page.text, "Open the meeting in the programme" in page.text) == (
        True,
        False,
    )
    assert AYNA not in page.text
    assert seen(client) == NOTHING
    assert join_status(client) == 404
    assert "heads" not in client.get("/forums/forum/schedule.json").text


def test_a_browser_that_typed_the_code_from_the_mailbox_sees_the_meeting_and_joins(
    client: FlaskClient, forum: Forum, ayna: Invitation
) -> None:
    know_browser(client, ayna)

    assert seen(client) == ALL
    assert join_status(client) == 302
    assert "Open the meeting in the programme" in client.get(link_of(ayna)).text
    assert client.get("/forums/forum/programme/heads/").headers.get("ETag") is None


def test_the_code_goes_to_the_mailbox_that_is_invited_and_to_no_other(
    browser: Browser, client: FlaskClient, ayna: Invitation
) -> None:
    response = browser.fill(link_of(ayna), form=-1)
    page = client.get(link_of(ayna))

    assert response.status_code == 303
    code = code_sent_to(AYNA)
    assert (code in page.text, code.replace(" ", "") in page.text, "a…@example.org" in page.text) == (
        False,
        False,
        True,
    )


def test_a_code_is_guessed_a_few_times_only(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    browser.fill(link_of(ayna), form=-1)
    right = code_sent_to(AYNA)
    wrong = "0000 0000" if right != "0000 0000" else "1111 1111"
    tries = [browser.fill(link_of(ayna), {"code": wrong}, form="code-form").status_code for _ in range(MOST_TRIES)]
    late = browser.fill(link_of(ayna), {"code": right}, form="code-form")

    assert [*tries, late.status_code] == [422] * (MOST_TRIES + 1)
    assert seen(client) == NOTHING


def test_a_code_holds_half_an_hour_and_once(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    service.ask_code(ayna, now=factories.CREATED)
    session.commit()
    code = code_sent_to(AYNA)
    ayna = find(forum, "heads", AYNA)

    assert not service.try_code(ayna, code, now=factories.CREATED + timedelta(minutes=30))
    assert service.try_code(ayna, code, now=factories.CREATED + timedelta(minutes=29))
    assert not service.try_code(ayna, code, now=factories.CREATED + timedelta(minutes=29))


def test_the_delegate_with_the_same_mailbox_is_known_without_a_code(
    client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    registration = delegate(forum, session, client)

    assert seen(client) == ALL
    assert join_status(client) == 302
    assert calendar_of(client, session, registration) == ["Meeting of heads"]
    assert "Open the meeting in the programme" in client.get(link_of(ayna)).text


def test_another_delegate_with_the_forwarded_link_sees_nothing(
    client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    registration = delegate(forum, session, client, "boris@example.org")
    client.get(link_of(ayna))

    assert seen(client) == NOTHING
    assert join_status(client) == 404
    assert calendar_of(client, session, registration) == []


def test_who_registers_with_the_address_of_somebody_invited_is_not_known_as_them(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    values = {"given_name": "S", "family_name": "T", "email": AYNA, "country": "TM", "attendance": "online"}
    sent = browser.fill("/forums/forum/register/", {**values, "consent_data": "y"})

    assert (sent.status_code, len(letters_to(AYNA))) == (303, 2)
    assert seen(client) == NOTHING
    assert join_status(client) == 404


@pytest.mark.parametrize(
    ("state", "sees"),
    [
        (InvitationState.PREPARED, False),
        (InvitationState.WRITTEN, True),
        (InvitationState.ACCEPTED, True),
        (InvitationState.DECLINED, False),
        (InvitationState.DEPUTY, False),
    ],
)
def test_who_was_written_to_and_did_not_decline_sees_the_meeting(
    client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation, state: InvitationState, sees: bool
) -> None:
    registration = delegate(forum, session, client)
    find(forum, "heads", AYNA).state = state
    session.commit()

    assert seen(client) == (ALL if sees else NOTHING)
    assert join_status(client) == (302 if sees else 404)
    assert calendar_of(client, session, registration) == (["Meeting of heads"] if sees else [])


@pytest.mark.parametrize("is_delegate", [True, False])
def test_an_invitation_taken_back_counts_at_the_next_request_on_page_feed_and_join(
    client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation, is_delegate: bool
) -> None:
    registration = delegate(forum, session, client) if is_delegate else None
    if registration is None:
        know_browser(client, ayna)
    before = (seen(client), join_status(client))
    service.revoke(forum, "heads", [ayna.uid], now=factories.CREATED)
    session.commit()

    assert (before, (seen(client), join_status(client))) == ((ALL, 302), (NOTHING, 404))
    assert client.get(link_of(ayna)).status_code == 410
    if registration is not None:
        assert calendar_of(client, session, registration) == []


def test_given_again_the_invitation_opens_everything_as_before(
    client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    know_browser(client, ayna)
    service.revoke(forum, "heads", [ayna.uid], now=factories.CREATED)
    service.restore(forum, "heads", revoked_at=factories.CREATED, now=factories.CREATED)
    session.commit()

    assert (seen(client), join_status(client), client.get(link_of(ayna)).status_code) == (ALL, 302, 200)


def test_a_new_link_makes_browsers_forget_whose_they_were(
    client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    know_browser(client, ayna)
    service.renew(find(forum, "heads", AYNA), now=factories.CREATED)
    session.commit()

    assert seen(client) == NOTHING


def test_a_cookie_of_another_instance_is_nobodys(client: FlaskClient, forum: Forum, ayna: Invitation) -> None:
    client.set_cookie("invitee", f'["{ayna.uid}",1].forged', path="/forums/forum/")

    assert seen(client) == NOTHING


def test_an_invitation_to_one_meeting_opens_no_other(
    client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    whole = document()
    second = replace(whole.sessions[1], key="second", title={"en": "Zq-second"}, join_url=None)
    publishing.publish(replace(whole, sessions=(*whole.sessions, second)), later=timedelta(hours=1))
    know_browser(client, ayna)
    programme = client.get("/forums/forum/programme/?lang=en").text

    assert ("Meeting of heads" in programme, "Zq-second" in programme) == (True, False)
    assert client.get("/forums/forum/programme/second/").status_code == 404


def test_a_closed_event_beside_the_programme_is_seen_by_the_same_rule(
    client: FlaskClient, session: DatabaseSession
) -> None:
    event = parts.event("dinner", title={"en": "Dinner of heads"}, audience=Visibility.INVITED)
    publishing.publish(parts.document(parts.session("opening"), events=(event,)))
    forum = forum_by_slug("forum")
    assert forum is not None
    before = "Dinner of heads" in client.get("/forums/forum/?lang=en").text
    ayna = invite(forum, "event:dinner", AYNA)
    page = client.get(link_of(ayna))
    registration = delegate(forum, session, client)

    assert (before, "Dinner of heads" in page.text, "20–21 April 2027" in page.text) == (False, True, True)
    assert "Dinner of heads" in client.get("/forums/forum/?lang=en").text
    assert calendar_of(client, session, registration) == ["Dinner of heads"]


def test_the_trail_holds_no_link_and_no_code(
    client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    know_browser(client, ayna)
    trail = " ".join(str(vars(each)) for each in session.scalars(select(AuditEntry)))
    code = code_sent_to(AYNA)
    token = link_of(ayna).split("/")[4]

    assert [each for each in (token, ayna.token_hash, str(ayna.uid), code) if each in trail] == []


def test_the_address_to_join_stands_on_no_page_of_the_invited(
    client: FlaskClient, forum: Forum, ayna: Invitation
) -> None:
    know_browser(client, ayna)
    pages = [client.get(f"/forums/forum/{page}").text for page in PAGES] + [client.get(link_of(ayna)).text]

    assert [page for page in pages if "join.example.org" in page] == []


def test_links_of_the_sessions_page_lead_somewhere_for_who_is_invited(
    client: FlaskClient, forum: Forum, ayna: Invitation
) -> None:
    know_browser(client, ayna)
    page = client.get("/forums/forum/programme/heads/?lang=en").text
    main = page.split("<main")[1].split("</main>")[0]
    links = re.findall(r'href="(/[^"#]*)', main)

    assert links != []
    assert [each for each in links if client.get(each).status_code != 200] == []
