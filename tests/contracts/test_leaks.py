"""Nobody finds in any output what they may not know: markers stand in everything hidden, every output is read.

The team's desk is read too, as proof that the markers would be found.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp import clock
from forumapp.audit import AuditEntry
from forumapp.delegations import service as delegations
from forumapp.delegations.models import WaitingMode
from forumapp.directory import queries as directory
from forumapp.directory import service as people
from forumapp.directory.models import ForumPerson
from forumapp.exchange.document import Attendance, Document, EventPart, Role, SessionPart, Signup, Visibility
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.policy import ANYONE, TeamRole
from forumapp.programme import queries
from forumapp.programme import service as programme
from forumapp.programme.queries import sessions_with
from forumapp.registration.rules import tokens
from forumapp.registration.service import Answers, Nominee
from forumapp.schedule.queries import latest_with_document
from forumapp.schedule.service import drafts
from forumapp.speakers import service as speakers
from forumapp.speakers.models import AnswerState, SpeakerLink
from forumapp.storage import keep
from forumapp.storage.portraits import FOLDER, Size
from tests import factories, parts, publishing
from tests.papers import text_of
from tests.signing_in import sign_in_as

KINDS = ("pdf", "docx", "xlsx")
CLOSED, MEMBERS, DRAFT, JOIN, MAIL = "zq-closed", "zq-members", "zq-draft", "zq-join", "zq-mail"
AGREED = "zq-agreed"
"""What is agreed with people, published or not: addresses, notes, times, slides, links. Nobody but the team and they know."""
CLOSED_PHOTO, MEMBERS_PHOTO, DRAFT_PHOTO, OPEN_PHOTO = (
    "zq-photo-closed",
    "zq-photo-members",
    "zq-photo-draft",
    "zq-photo-open",
)
"""In the octets of photos: of people of hidden sessions, one that no release includes yet, and one that all may see."""
SECRETS = (CLOSED, DRAFT, JOIN, MAIL, AGREED, CLOSED_PHOTO, DRAFT_PHOTO)


def hidden(marker: str, visibility: Visibility) -> SessionPart:
    """Return a session with the marker in all that it says, in a room, track and with people of its own."""
    return parts.session(
        marker,
        title={"ru": f"{marker} заседание", "en": f"{marker} session"},
        abstract={"en": f"{marker} abstract"},
        visibility=visibility,
        room=f"{marker}-room",
        track=f"{marker}-track",
        signup=Signup.INVITATION,
        people=(parts.speaker(f"{marker}-person", Role.EXPERT),),
        join_url=f"https://{JOIN}.example.org/{marker}",
        starts_at=parts.at("2027-04-12T12:00"),
        ends_at=parts.at("2027-04-12T13:00"),
    )


def hidden_event(marker: str, audience: Visibility) -> EventPart:
    """Return an event beside the programme with the marker in all that it says, invited to by an institution of its own."""
    words = {"ru": f"{marker} выставка", "en": f"{marker} exhibition"}
    return parts.event(
        f"{marker}-event",
        title=words,
        description=words,
        place=words,
        link=f"https://events.example.org/{marker}",
        institutions=(f"{marker}-host",),
        audience=audience,
    )


def forum_with_secrets() -> Document:
    """Return a forum with an open, a members' and a closed session."""
    secrets = (CLOSED, MEMBERS)
    return parts.document(
        parts.session("open", room="hall", track="main", people=(parts.speaker("ayna"),), signup=Signup.OPEN),
        hidden(MEMBERS, Visibility.REGISTERED),
        hidden(CLOSED, Visibility.INVITED),
        rooms=(
            parts.room("hall", join_url=f"https://{JOIN}.example.org/hall"),
            *(parts.room(f"{each}-room", title={"en": f"{each} room"}) for each in secrets),
        ),
        tracks=(
            parts.track("main"),
            *(parts.track(f"{each}-track", title={"en": f"{each} track"}) for each in secrets),
        ),
        people=(
            parts.person("ayna", institution="host"),
            parts.person("boris"),
            *(
                parts.person(f"{each}-person", family_name={"en": f"{each} name"}, institution=f"{each}-library")
                for each in secrets
            ),
        ),
        institutions=(
            parts.institution("host"),
            *(
                parts.institution(f"{each}-{what}", name={"en": f"{each} {what}"})
                for each in secrets
                for what in ("library", "host")
            ),
        ),
        events=(
            parts.event("open-event", institutions=("host",)),
            hidden_event(MEMBERS, Visibility.REGISTERED),
            hidden_event(CLOSED, Visibility.INVITED),
        ),
    )


@pytest.fixture
def forum_id(session: DatabaseSession) -> int:
    """Release the forum twice, change it once more without a release, and register somebody with a marked address."""
    document = forum_with_secrets()
    loaded = publishing.load(document)
    give_photo(loaded, "ayna", OPEN_PHOTO)
    give_photo(loaded, f"{CLOSED}-person", CLOSED_PHOTO)
    give_photo(loaded, f"{MEMBERS}-person", MEMBERS_PHOTO)
    publishing.publish(document)
    moved = tuple(replace(each, ends_at=parts.at("2027-04-12T13:30")) for each in document.sessions)
    later = tuple(replace(each, ends_on=parts.at("2027-04-25T00:00").date()) for each in document.events or ())
    release = publishing.publish(replace(document, sessions=moved, events=later), later=timedelta(hours=1))
    assert release is not None
    draft = parts.session("draft", title={"en": f"{DRAFT} session"})
    give_photo(loaded, "boris", DRAFT_PHOTO)
    renamed = replace(document.sessions[0], title={"en": f"{DRAFT} title"})
    draft_event = parts.event("draft-event", title={"en": f"{DRAFT} event"})
    events = (*(document.events or ()), draft_event)
    forum = publishing.load(replace(document, sessions=(renamed, *moved[1:], draft), events=events))
    factories.Registration(forum=forum, email=f"{MAIL}@example.org", family_name=f"{MAIL}-family")
    delegate(forum)
    for person in directory.forum_people(forum):
        agree(forum, person)
    session.commit()
    return release.forum_id


def give_photo(forum: Forum, key: str, marker: str) -> None:
    """Give somebody a photo whose octets hold a marker."""
    person = directory.forum_person_by_key(forum, key)
    assert person is not None
    people.set_photo(forum, person, keep(FOLDER, dict.fromkeys(Size, marker.encode())), now=factories.CREATED)


def delegate(forum: Forum) -> None:
    """Make a delegation with the marker in all that is written of it, its list sent."""
    now = factories.CREATED
    terms = delegations.Terms(
        name={"en": f"{MAIL} delegation"},
        country="TM",
        institution_id=None,
        quota=2,
        head_name=f"{MAIL} head",
        head_email=f"{MAIL}-head@example.org",
        head_language="en",
        deadline=None,
        waiting_mode=WaitingMode.EACH,
    )
    delegation = delegations.add(forum, terms, now=now)
    delegations.send_link(delegation, now=now)
    answers = Answers(given_name="Mergen", family_name=f"{MAIL}-member", country="TM", language="en")
    member = Nominee(mailbox=None, answers=answers, attendance=Attendance.ONLINE)
    delegations.add_members(delegation, [member], now=now)
    delegations.submit(delegation, now=now)


def agree(forum: Forum, person: ForumPerson) -> None:
    """Agree with somebody about all there is, with the marker in it."""
    now = factories.CREATED
    speakers.set_contact(forum, person, email=f"{AGREED}@example.org", language="en", now=now)
    speakers.link_for(forum, person, now=now)
    for session in sessions_with(person):
        speakers.answer(forum, person, session.key, AnswerState.DECLINED, note=f"{AGREED} note", now=now)
        speakers.add_slides(
            forum, person, place=session.key, name=f"{AGREED}.pdf", octets=f"%PDF-{AGREED}".encode(), now=now
        )


def addresses(app: Flask) -> list[str]:
    """Return every address that is open to all, for every code, key, day and kind there is."""
    fillings = {
        "slug": ["forum"],
        "code": ["open", MEMBERS, CLOSED, "draft", "ayna", "boris", f"{MEMBERS}-person", f"{CLOSED}-person"],
        "key": ["hall", "main", *(f"{each}-{what}" for each in (MEMBERS, CLOSED) for what in ("room", "track"))],
        "day": ["2027-04-12"],
        "kind": ["panel", "event"],
        "language": ["ru"],
        "token": ["no-such-token"],
        "uid": ["00000000-0000-4000-8000-000000000000"],
    }
    found = []
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if "GET" not in (rule.methods or ()) or getattr(view, "guarded_by", None) not in ANYONE:
            continue
        paths = [rule.rule]
        for name in rule.arguments:
            paths = [re.sub(rf"<(\w+:)?{name}>", value, path) for path in paths for value in fillings[name]]
        found += paths
    queries = [
        f"/forums/forum/programme/?{name}={marker}-{name}" for name in ("room", "track") for marker in (MEMBERS, CLOSED)
    ]
    papers = ["/forums/forum/programme.docx?lang=ru&beside=en"]
    return [*found, *queries, *papers, "/forums/forum/programme/?view=rooms", "/forums/forum/calendar.ics?lang=en"]


def read(client: FlaskClient, app: Flask) -> Iterator[tuple[str, str]]:
    """Yield address and answer (headers and body) of everything, in both languages."""
    for address in addresses(app):
        for language in ("en", "ru"):
            response = client.get(address, headers={"Accept-Language": language})
            assert response.status_code < 500, address
            yield address, f"{response.headers}\n{text_of(response)}"


def leaks(client: FlaskClient, app: Flask, *markers: str) -> list[tuple[str, str]]:
    """Return address and marker wherever an answer holds one that the address itself does not."""
    return [
        (address, marker)
        for address, answer in read(client, app)
        for marker in markers
        if marker in answer.replace(address, "").replace(address.partition("?")[0], "")
    ]


def test_a_stranger_finds_nothing_hidden(app: Flask, client: FlaskClient, forum_id: int) -> None:
    assert leaks(client, app, *SECRETS, MEMBERS, MEMBERS_PHOTO) == []


def test_a_member_of_another_team_finds_nothing_hidden(
    app: Flask, client: FlaskClient, session: DatabaseSession, forum_id: int
) -> None:
    sign_in_as(client, session, factories.Forum(slug="other"), TeamRole.OWNER)

    assert leaks(client, app, *SECRETS, MEMBERS, MEMBERS_PHOTO) == []
    assert client.get("/forums/forum/manage/programme/").status_code == 404


def test_a_confirmed_delegate_finds_the_members_session_and_nothing_else(
    app: Flask, client: FlaskClient, session: DatabaseSession, forum_id: int
) -> None:
    delegate = factories.Registration(forum=session.get(Forum, forum_id))
    secret = tokens.registration_token(app.config["SECRET_KEY"], uid=delegate.uid, generation=delegate.token_generation)
    delegate.token_hash = tokens.fingerprint(secret)
    session.commit()
    assert client.get(f"/forums/forum/registration/{secret}/").status_code == 200

    assert leaks(client, app, *SECRETS) == []
    assert MEMBERS in client.get("/forums/forum/programme/").text
    assert MEMBERS_PHOTO in client.get(f"/forums/forum/people/{MEMBERS}-person/photo.webp").text
    assert f"{MEMBERS} exhibition" in client.get("/forums/forum/?lang=en").text
    assert [MEMBERS in text_of(client.get(f"/forums/forum/programme.{kind}")) for kind in KINDS] == [True] * 3


def test_the_team_finds_it_all_at_the_desk(
    app: Flask, client: FlaskClient, session: DatabaseSession, forum_id: int
) -> None:
    sign_in_as(client, session, session.get(Forum, forum_id), TeamRole.OWNER)

    desk = client.get("/forums/forum/manage/programme/").text
    events = client.get("/forums/forum/manage/events/").text
    registrations = client.get("/forums/forum/manage/registrations/").text
    papers = [text_of(client.get(f"/forums/forum/manage/documents/programme.{kind}")) for kind in KINDS]

    assert {marker for marker in (CLOSED, MEMBERS, DRAFT) if marker in desk} == {CLOSED, MEMBERS, DRAFT}
    assert [[marker for marker in (CLOSED, MEMBERS, DRAFT) if marker in paper] for paper in papers] == [
        [CLOSED, MEMBERS, DRAFT]
    ] * 3
    assert {marker for marker in (CLOSED, MEMBERS, DRAFT) if marker in events} == {CLOSED, MEMBERS, DRAFT}
    assert MAIL in registrations
    for key, photo in ((f"{CLOSED}-person", CLOSED_PHOTO), ("boris", DRAFT_PHOTO)):
        page = client.get(f"/forums/forum/manage/people/{key}/speaker/").text
        assert AGREED in page
        assert photo in client.get(f"/forums/forum/manage/people/{key}/photo.webp").text


def test_a_photo_of_an_open_session_is_for_all(client: FlaskClient, forum_id: int) -> None:
    assert client.get("/forums/forum/people/ayna/photo.webp").text == OPEN_PHOTO
    assert "/forums/forum/people/ayna/photo.webp" in client.get("/forums/forum/people/ayna/").text


def test_exports_carry_nothing_agreed(client: FlaskClient, session: DatabaseSession, forum_id: int) -> None:
    sign_in_as(client, session, session.get(Forum, forum_id), TeamRole.OWNER)
    exports = {
        kind: client.get(f"/forums/forum/manage/programme/export/{kind}") for kind in ("forum", "frab_xml", "frab_json")
    }

    assert {
        kind: (file.status_code, AGREED in file.text, "photo" in file.text) for kind, file in exports.items()
    } == dict.fromkeys(exports, (200, False, False))


def test_the_release_holds_nothing_agreed_but_the_name_of_a_photo(session: DatabaseSession, forum_id: int) -> None:
    latest = latest_with_document(session.get_one(Forum, forum_id))
    assert latest is not None

    assert (AGREED.encode() in latest.document, latest.document.count(b'"photo"')) == (False, 3)


def test_the_trail_of_a_forum_holds_no_link(session: DatabaseSession, forum_id: int) -> None:
    links = session.scalars(select(SpeakerLink)).all()
    trail = " ".join(str(vars(entry)) for entry in session.scalars(select(AuditEntry)))
    secret = [str(link.uid) for link in links] + [link.token_hash for link in links]

    assert links != []
    assert [each for each in secret if each in trail] == []


@pytest.mark.parametrize(("sees_closed", "unknown"), [(False, [CLOSED, MEMBERS]), (True, [])])
def test_an_approver_finds_the_draft_and_only_the_closed_sessions_meant_for_them(
    client: FlaskClient, session: DatabaseSession, forum_id: int, sees_closed: bool, unknown: list[str]
) -> None:
    forum = session.get_one(Forum, forum_id)
    asked = {"name": "A", "email": "approver@example.org", "language": "en", "sender": "B", "by": "b@example.org"}
    drafts.send(forum, **asked, sees_closed=sees_closed, now=clock.now())
    session.commit()
    letter = session.scalars(select(OutboxLetter).where(OutboxLetter.recipient == "approver@example.org")).one()
    link = next(re.finditer(r"/forums/forum/draft/[^/]+/", letter.text))[0]
    pages = [client.get(f"{link}{code}") for code in ("", "open/", f"{MEMBERS}/", f"{CLOSED}/", "draft/")]
    answers = [text_of(page).replace(link, "") for page in pages if page.status_code == 200]

    assert len(answers) == (3 if unknown else 5)
    assert [marker for marker in (CLOSED, MEMBERS, JOIN, MAIL) if any(marker in answer for answer in answers)] == [
        marker for marker in (CLOSED, MEMBERS) if marker not in unknown
    ]
    assert all(DRAFT in answer for answer in answers[:2])


@pytest.mark.parametrize("name", ["documents/programme.pdf", "documents/programme.docx", "documents/programme.xlsx"])
def test_papers_of_the_desk_have_no_address_to_join(
    client: FlaskClient, session: DatabaseSession, forum_id: int, name: str
) -> None:
    sign_in_as(client, session, session.get(Forum, forum_id), TeamRole.OWNER)

    assert JOIN not in text_of(client.get(f"/forums/forum/manage/{name}"))


@pytest.mark.parametrize("name", ["audit/", "releases/", "releases/approvers/", "programme/checks/"])
def test_pages_about_what_was_done_have_no_address_to_join(
    client: FlaskClient, session: DatabaseSession, forum_id: int, name: str
) -> None:
    forum = session.get_one(Forum, forum_id)
    sign_in_as(client, session, forum, TeamRole.OWNER)
    programme.move_session(queries.sessions(forum)[0], starts_at=None, ends_at=None, room_key=None, now=clock.now())
    programme.undo(forum, now=clock.now())
    session.commit()

    assert JOIN not in text_of(client.get(f"/forums/forum/manage/{name}"))
