"""A closed meeting leaves no trace for others, holes included: whatever they read is the same as if there were none.

Every address that is open to all is read by each kind of viewer: stranger, stranger with the forwarded link, delegate, invited delegate,
delegate whose invitation was taken back. There is data that could leak: a session and an event with a title, room, track, person
and library of their own, invited people and a deputy.
"""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import Document, EventPart, SessionPart, Visibility
from forumapp.forums.models import Forum
from forumapp.meetings import service
from forumapp.meetings.models import Invitation
from forumapp.policy import TeamRole
from forumapp.registration.rules import tokens
from tests import factories, parts, publishing
from tests.contracts.test_leaks import CLOSED, KINDS, addresses, forum_with_secrets, hidden, hidden_event
from tests.inviting import csrf_of, entry, find, invite, link_of
from tests.papers import text_of
from tests.signing_in import sign_in_as

MEETING, INVITEE, DEPUTY, NOTE = CLOSED, "zq-invitee", "zq-deputy", "zq-note"
HEADS, DEPUTYS = f"{INVITEE}@example.org", f"{DEPUTY}@example.org"
GUESTS = (INVITEE, DEPUTY, NOTE)
WITH, WITHOUT = "zqone", "zqtwo"
"""Two forums that differ in nothing but the closed meeting."""

Viewer = Callable[[FlaskClient, Forum], None]


def without_meeting(document: Document) -> Document:
    """Return the forum as if nobody had ever thought of the closed meeting and event."""

    def kept(each: SessionPart | EventPart) -> bool:
        return not each.key.startswith(CLOSED)

    return replace(
        document,
        sessions=tuple(filter(kept, document.sessions)),
        events=tuple(filter(kept, document.events or ())),
        **{
            name: tuple(each for each in getattr(document, name) if not each.key.startswith(CLOSED))
            for name in ("rooms", "tracks", "people", "institutions")
        },
    )


@pytest.fixture
def forums(session: DatabaseSession) -> tuple[Forum, Forum]:
    """Release both forums; people are invited to the meeting of one: one holds, one was taken back, one passed on to a deputy."""
    found = []
    for slug in (WITH, WITHOUT):
        document = replace(forum_with_secrets(), forum=parts.forum(slug=slug))
        whole = document if slug == WITH else without_meeting(document)
        publishing.publish(whole)
        later = parts.session("later", starts_at=parts.at("2027-04-13T10:00"), ends_at=parts.at("2027-04-13T11:00"))
        release = publishing.publish(replace(whole, sessions=(*whole.sessions, later)))
        assert release is not None
        forum = session.get_one(Forum, release.forum_id)
        forum.has_registration = True
        found.append(forum)
    forum = found[0]
    service.set_terms(forum, MEETING, answer_by=None, has_deputies=True, words=None, now=factories.CREATED)
    invite(forum, MEETING, HEADS, name=f"{INVITEE} name", institution=f"{INVITEE} library")
    first = invite(forum, MEETING, "first@example.org")
    mailbox = entry(DEPUTYS).mailbox
    service.name_deputy(first, name=f"{DEPUTY} name", mailbox=mailbox, language="en", version=1, now=factories.CREATED)
    session.commit()
    return forum, found[1]


def read(client: FlaskClient, app: Flask, slug: str) -> dict[str, str]:
    """Return the body of every open address of a forum, without what is chance: identities, the forum's own address and its QR code."""
    found = {}
    for address in addresses(app):
        if "/forums/forum/" not in address or MEETING in address:
            continue
        asked = address.replace("/forums/forum/", f"/forums/{slug}/")
        for language in ("en", "ru"):
            response = client.get(asked, headers={"Accept-Language": language})
            assert response.status_code < 500, asked
            body = f"{response.status_code} {text_of(response)}".replace("\r\n ", "").replace(slug, "zqslug")
            body = re.sub(r'<code>[0-9a-f]{16}</code>|<path stroke="#000" [^>]*>|<\?xpacket.*', "", body)
            body = re.sub(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", "UID", body)
            body = re.sub(r'(name="csrf_token"[^>]*value=")[^"]*|(name="submission_key"[^>]*value=")[^"]*', "", body)
            found[f"{address} {language}"] = body
    return found


def known(forum: Forum, client: FlaskClient, email: str) -> None:
    """Register somebody and open their own page, so that the browser is known as theirs."""
    registration = factories.Registration(forum=forum, email=email)
    secret = str(client.application.config["SECRET_KEY"])
    token = tokens.registration_token(secret, uid=registration.uid, generation=registration.token_generation)
    registration.token_hash = tokens.fingerprint(token)
    factories.db.session.commit()
    assert client.get(f"/forums/{forum.slug}/registration/{token}/").status_code == 200


def stranger(client: FlaskClient, forum: Forum) -> None:
    """Nobody."""


def delegate(client: FlaskClient, forum: Forum) -> None:
    """A confirmed delegate who is not invited."""
    known(forum, client, "delegate@example.org")


def taken_back(client: FlaskClient, forum: Forum) -> None:
    """A confirmed delegate whose invitation was taken back."""
    known(forum, client, HEADS)
    if forum.slug == WITH:
        service.revoke(forum, MEETING, [find(forum, MEETING, HEADS).uid], now=factories.CREATED)
        factories.db.session.commit()


def passed_on(client: FlaskClient, forum: Forum) -> None:
    """A confirmed delegate who sent a deputy."""
    known(forum, client, "first@example.org")


def forwarded(client: FlaskClient, forum: Forum) -> None:
    """Somebody who was passed the link, opened it and asked for a code."""
    if forum.slug == WITH:
        address = link_of(find(forum, MEETING, HEADS))
        assert client.post(f"{address}device", data={"csrf_token": csrf_of(client, address)}).status_code == 303
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("viewer", [stranger, delegate, taken_back, passed_on, forwarded])
def test_others_read_the_same_as_if_there_were_no_meeting(
    app: Flask, client: FlaskClient, forums: tuple[Forum, Forum], viewer: Viewer
) -> None:
    other = app.test_client()
    viewer(client, forums[0])
    viewer(other, forums[1])
    one, two = read(client, app, WITH), read(other, app, WITHOUT)

    assert [address for address in one if one[address] != two[address]] == []
    assert [(address, guest) for address, body in one.items() for guest in (*GUESTS, MEETING) if guest in body] == []


@pytest.mark.parametrize("viewer", [stranger, delegate, taken_back, passed_on, forwarded])
def test_addresses_of_the_meeting_are_as_unknown_as_any(
    client: FlaskClient, forums: tuple[Forum, Forum], viewer: Viewer
) -> None:
    viewer(client, forums[0])
    paths = (
        f"programme/{MEETING}/",
        f"join/{MEETING}",
        f"people/{MEETING}-person/",
        f"calendar/session/{MEETING}.ics",
        f"calendar/room/{MEETING}-room.ics",
        f"calendar/track/{MEETING}-track.ics",
        f"calendar/person/{MEETING}-person.ics",
        f"programme/?room={MEETING}-room",
        f"programme/?track={MEETING}-track",
    )
    unknown = [path.replace(MEETING, "zq-never") for path in paths]

    assert [client.get(f"/forums/{WITH}/{path}").status_code for path in (*paths, *unknown)] == [404] * 2 * len(paths)


def test_the_invited_sees_the_meeting_and_neither_other_guests_nor_what_they_are_not_invited_to(
    app: Flask, client: FlaskClient, forums: tuple[Forum, Forum]
) -> None:
    known(forums[0], client, HEADS)
    pages = read(client, app, WITH)
    papers = [text_of(client.get(f"/forums/{WITH}/programme.{kind}")) for kind in KINDS]

    assert f"{MEETING} session" in pages["/forums/forum/programme/ en"]
    assert [f"{MEETING} session" in paper or f"{MEETING} заседание" in paper for paper in papers] == [True] * 3
    assert [(address, guest) for address, body in pages.items() for guest in GUESTS if guest in body] == []
    assert [address for address, body in pages.items() if f"{MEETING} exhibition" in body] == []
    assert [address for address, body in pages.items() if "zq-join" in body] == []


def test_what_the_invited_read_is_not_kept_for_others(
    app: Flask, client: FlaskClient, forums: tuple[Forum, Forum]
) -> None:
    known(forums[0], client, HEADS)
    kept = [client.get(f"/forums/{WITH}/programme/").headers.get("ETag")]
    kept += [client.get(f"/forums/{WITH}/programme.{kind}").headers["Cache-Control"] for kind in KINDS]

    assert kept[0] is None
    assert [each for each in kept[1:] if "private" not in each] == []
    assert MEETING not in app.test_client().get(f"/forums/{WITH}/programme/").text


def test_the_team_sees_meeting_and_guests_at_the_desk(
    client: FlaskClient, session: DatabaseSession, forums: tuple[Forum, Forum]
) -> None:
    sign_in_as(client, session, forums[0], TeamRole.REGISTRAR)
    page = client.get(f"/forums/{WITH}/manage/invitations/{MEETING}/").text

    assert [marker for marker in (MEETING, INVITEE, DEPUTY) if marker in page] == [MEETING, INVITEE, DEPUTY]


def test_the_page_of_an_invitation_names_no_other_guest(client: FlaskClient, forums: tuple[Forum, Forum]) -> None:
    pages = [client.get(link_of(find(forums[0], MEETING, email))).text for email in (HEADS, "first@example.org")]

    assert [[guest for guest in (INVITEE, DEPUTY) if guest in page] for page in pages] == [[], [DEPUTY]]


def test_files_of_the_programme_hold_no_guest(
    client: FlaskClient, session: DatabaseSession, forums: tuple[Forum, Forum]
) -> None:
    sign_in_as(client, session, forums[0], TeamRole.OWNER)
    exports = [
        client.get(f"/forums/{WITH}/manage/programme/export/{kind}") for kind in ("forum", "frab_xml", "frab_json")
    ]

    assert [(file.status_code, [guest for guest in GUESTS if guest in file.text]) for file in exports] == [
        (200, [])
    ] * 3


def test_there_is_data_that_could_leak(forums: tuple[Forum, Forum]) -> None:
    assert hidden(MEETING, Visibility.INVITED) in forum_with_secrets().sessions
    assert hidden_event(MEETING, Visibility.INVITED) in (forum_with_secrets().events or ())
    found = find(forums[0], MEETING, HEADS)
    assert isinstance(found, Invitation)
    assert find(forums[0], MEETING, DEPUTYS).deputy_of_id is not None
