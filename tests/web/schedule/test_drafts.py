"""Four eyes: a draft by secret link, what approvers answer, and what publishing asks of them."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp import clock
from forumapp.accounts.service import tokens
from forumapp.audit import AuditEntry
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Document, Visibility
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.policy import TeamRole
from forumapp.schedule import service
from forumapp.schedule.models import Approver, DraftAnswer, Release
from forumapp.schedule.rules import Answer
from tests import factories, parts, publishing
from tests.browsing import Browser
from tests.signing_in import sign_in_as

MARK = "zq-closed"
FIRST = parts.document(parts.session("talk"), parts.session("other"))
RENAMED = replace(FIRST, sessions=(replace(FIRST.sessions[0], title={"en": "Renamed"}), FIRST.sessions[1]))
PAGE = "/forums/forum/draft/secret/"
RELEASES = "/forums/forum/manage/releases/"
APPROVERS = f"{RELEASES}approvers/"


def draft(
    document: Document = RENAMED, *, token: str = "secret", email: str = "Anna@example.org", **changes: object
) -> Forum:
    """Store a document over the published one and give somebody a link to it."""
    forum = publishing.load(document)
    forum.needs_approval = bool(changes.pop("needs_approval", True))
    given = {
        "forum_id": forum.id,
        "name": "Anna Second",
        "email": email,
        "email_key": email.casefold(),
        "language": "en",
        "sees_closed": False,
        "token_hash": tokens.hash_of(token),
        "sent_by": "organizer@example.org",
        "created_at": publishing.NOW,
        "expires_at": clock.now() + timedelta(days=14),
    }
    db.session.add(Approver(**{**given, **changes}))
    db.session.commit()
    return forum


@pytest.fixture(autouse=True)
def published(session: DatabaseSession) -> None:
    """Release the forum once."""
    publishing.publish(FIRST)


@pytest.fixture
def sign_in(client: FlaskClient, session: DatabaseSession) -> Callable[..., str]:
    """Give a way to sign a member of the team in; the address comes back."""

    def sign(role: TeamRole = TeamRole.OWNER) -> str:
        return sign_in_as(client, session, session.scalars(select(Forum)).one(), role).email

    return sign


def answers(session: DatabaseSession, kind: Answer = Answer.APPROVAL) -> list[DraftAnswer]:
    session.expire_all()
    return list(session.scalars(select(DraftAnswer).where(DraftAnswer.kind == kind).order_by(DraftAnswer.id)))


def test_the_link_shows_the_draft_with_what_changes(browser: Browser, session: DatabaseSession) -> None:
    draft()

    page = browser.get(PAGE)

    assert page.status_code == 200
    assert "Renamed; it was “Session talk”." in page.text
    assert "1 session waits for your approval." in page.text
    assert (page.headers["X-Robots-Tag"], page.headers["Cache-Control"]) == ("noindex, nofollow", "private, no-store")
    assert page.headers["Referrer-Policy"] == "same-origin"


def test_opening_the_draft_changes_nothing(browser: Browser, session: DatabaseSession) -> None:
    draft()
    before = session.scalars(select(AuditEntry.id).order_by(AuditEntry.id)).all()

    browser.get(PAGE)
    browser.get(f"{PAGE}talk/")

    assert (session.scalars(select(AuditEntry.id).order_by(AuditEntry.id)).all(), answers(session)) == (before, [])


@pytest.mark.parametrize("address", ["", "talk/"])
@pytest.mark.parametrize(
    "changes", [{"revoked_at": publishing.NOW}, {"expires_at": publishing.NOW}], ids=["taken back", "run out"]
)
def test_a_link_that_ended_says_so(
    browser: Browser, session: DatabaseSession, changes: dict[str, object], address: str
) -> None:
    draft(**changes)

    page = browser.get(f"{PAGE}{address}")

    assert (page.status_code, "Renamed" in page.text) == (410, False)


def test_unknown_links_and_links_of_other_forums_are_not_there(browser: Browser, session: DatabaseSession) -> None:
    draft()
    publishing.publish(replace(FIRST, forum=parts.forum(slug="other")))

    statuses = [
        browser.get(address).status_code
        for address in ("/forums/forum/draft/guess/", "/forums/other/draft/secret/", f"{PAGE}no-such-session/")
    ]

    assert statuses == [404, 404, 404]


def test_closed_sessions_are_in_the_draft_only_where_the_organizers_said_so(
    browser: Browser, session: DatabaseSession
) -> None:
    closed = parts.session("closed", title={"en": MARK}, visibility=Visibility.INVITED, join_url="https://j.example/zq")
    document = replace(RENAMED, sessions=(*RENAMED.sessions, closed))
    draft(document)
    draft(document, token="other", email="second@example.org", sees_closed=True)

    pages = [browser.get(address) for address in (PAGE, "/forums/forum/draft/other/")]

    assert [MARK in page.text for page in pages] == [False, True]
    assert ["j.example" in page.text for page in pages] == [False, False]
    assert browser.get(f"{PAGE}closed/").status_code == 404


def test_approving_one_keeps_who_when_and_what(browser: Browser, session: DatabaseSession) -> None:
    forum = draft()

    response = browser.fill(PAGE, form=-1)

    (answer,) = answers(session)
    assert (response.status_code, response.location) == (303, PAGE)
    assert (answer.session_key, answer.approver_id) == ("talk", session.scalars(select(Approver.id)).one())
    assert (
        answer.fingerprint
        == service.reviewable(service.standing(forum), session.scalars(select(Approver)).one())["talk"]
    )
    deed = session.scalars(select(AuditEntry).where(AuditEntry.action == "draft:approve")).one()
    assert (deed.actor, (deed.after or {})["sessions"]) == ("Anna@example.org", ["talk"])
    assert "You approved everything that changes." in browser.get(PAGE).text


def test_approving_all_approves_all_that_stands_there(browser: Browser, session: DatabaseSession) -> None:
    draft(replace(RENAMED, sessions=(RENAMED.sessions[0], parts.session("new"))))

    browser.fill(PAGE, form=0)

    assert {answer.session_key for answer in answers(session)} == {"talk", "new", "other"}


def test_what_changed_since_the_page_was_opened_is_not_approved(browser: Browser, session: DatabaseSession) -> None:
    draft()
    page = browser.get(PAGE)
    publishing.load(replace(RENAMED, sessions=(replace(RENAMED.sessions[0], title={"en": "Again"}), FIRST.sessions[1])))

    browser.send(page, PAGE, form=0)

    assert answers(session) == []
    assert "The draft changed since you opened the page." in browser.get(PAGE).text


def test_an_approval_can_be_taken_back(browser: Browser, session: DatabaseSession) -> None:
    draft()
    browser.fill(PAGE, form=0)

    browser.fill(f"{PAGE}talk/", form="take-back")

    assert "1 session waits for your approval." in browser.get(PAGE).text


def test_a_comment_is_kept_read_and_resolved(
    browser: Browser, session: DatabaseSession, sign_in: Callable[..., str]
) -> None:
    draft()
    browser.fill(f"{PAGE}talk/", {"text": "Too long a title"})
    (comment,) = answers(session, Answer.COMMENT)
    own = sign_in()

    assert "Too long a title" in browser.get(f"{APPROVERS}?lang=en").text
    browser.fill(APPROVERS, form="resolve")

    (comment,) = answers(session, Answer.COMMENT)
    assert (comment.resolved_by, comment.resolved_at is None) == (own, False)
    assert "Dealt with" in browser.get(f"{APPROVERS}?lang=en").text


def test_an_empty_comment_is_refused(browser: Browser, session: DatabaseSession) -> None:
    draft()

    assert browser.fill(f"{PAGE}talk/", {"text": " "}).status_code == 422
    assert answers(session, Answer.COMMENT) == []


def test_publishing_waits_for_the_approval_of_a_second_person(
    browser: Browser, session: DatabaseSession, sign_in: Callable[..., str]
) -> None:
    draft()
    sign_in()

    refused = browser.fill(RELEASES, {"note": "Kept"}, form="publish")
    assert (refused.status_code, "Kept" in refused.text) == (422, True)
    assert "1 session is not approved yet" in browser.get(f"{RELEASES}?lang=en").text
    browser.fill(PAGE, form=0)
    (answer,) = answers(session)
    page = browser.get(f"{RELEASES}?lang=en").text
    assert (page.count("Approved: Anna Second, "), page.count(f"draft {answer.draft[:8]}")) == (1, 1)

    assert browser.fill(RELEASES, form="publish").status_code == 303


def test_the_publishers_own_approval_does_not_count(
    browser: Browser, session: DatabaseSession, sign_in: Callable[..., str]
) -> None:
    own = sign_in()
    draft(email=own.upper())
    browser.fill(PAGE, form=0)

    assert browser.fill(RELEASES, form="publish").status_code == 422


def test_an_edit_after_the_approval_asks_for_it_again(
    browser: Browser, session: DatabaseSession, sign_in: Callable[..., str]
) -> None:
    draft()
    sign_in()
    browser.fill(PAGE, form=0)
    publishing.load(replace(RENAMED, sessions=(replace(RENAMED.sessions[0], title={"en": "Again"}), FIRST.sessions[1])))

    assert "Changed since it was approved" in browser.get(f"{RELEASES}?lang=en").text
    assert browser.fill(RELEASES, form="publish").status_code == 422


@pytest.mark.parametrize(("is_needed", "expected"), [(True, ["Approved:", "Not approved"]), (False, ["Approved:"])])
def test_an_open_approval_is_told_where_one_is_needed(
    browser: Browser, session: DatabaseSession, sign_in: Callable[..., str], is_needed: bool, expected: list[str]
) -> None:
    forum = draft()
    sign_in()
    browser.fill(PAGE, form=-1)
    publishing.load(replace(RENAMED, sessions=(*RENAMED.sessions, parts.session("new"))))
    forum.needs_approval = is_needed
    session.commit()

    assert re.findall(r"Approved:|Not approved(?= yet)", browser.get(f"{RELEASES}?lang=en").text) == expected


def test_a_link_that_was_taken_back_takes_its_approvals_with_it(
    browser: Browser, session: DatabaseSession, sign_in: Callable[..., str]
) -> None:
    draft()
    sign_in()
    browser.fill(PAGE, form=0)
    browser.fill(APPROVERS, form="revoke")

    assert browser.get(PAGE).status_code == 410
    assert browser.fill(RELEASES, form="publish").status_code == 422


def test_the_command_line_and_plans_wait_too_and_going_back_does_not(session: DatabaseSession) -> None:
    forum = draft()

    with pytest.raises(RuleBroken):
        service.publish(forum, by="command line", now=publishing.NOW + timedelta(hours=1))
    forum.needs_approval = False
    service.publish(forum, by="command line", now=publishing.NOW + timedelta(hours=1))
    forum.needs_approval = True
    service.withdraw(forum, 1, by="organizer@example.org", now=publishing.NOW + timedelta(hours=2))

    assert session.scalars(select(Release.number).order_by(Release.number)).all() == [1, 2, 3]


def test_sending_the_draft_writes_a_letter_and_ends_the_earlier_link(
    browser: Browser, session: DatabaseSession, sign_in: Callable[..., str]
) -> None:
    draft(email="anna@example.org")
    sign_in(TeamRole.PROGRAMME_EDITOR)
    values = {"name": "Анна Вторая", "email": "Anna@Example.org", "language": "ru", "note": "К пятнице"}

    response = browser.fill(f"{APPROVERS}send", values)

    assert response.status_code == 303
    letter = session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "draft:send")).one()
    assert (letter.recipient, letter.language, "К пятнице" in letter.text) == ("Anna@example.org", "ru", True)
    path = letter.text.split("http://127.0.0.1:8000")[1].split()[0]
    assert browser.get(path).status_code == 200
    assert browser.get(PAGE).status_code == 410
    token = path.split("/draft/")[1].split("/")[0]
    assert session.scalars(select(Approver.token_hash).order_by(Approver.id.desc())).first() == tokens.hash_of(token)


@pytest.mark.parametrize("role", [TeamRole.PROGRAMME_EDITOR, TeamRole.READ_ONLY])
def test_only_owners_change_whether_an_approval_is_needed(
    browser: Browser, session: DatabaseSession, sign_in: Callable[..., str], role: TeamRole
) -> None:
    draft(needs_approval=False)
    sign_in(role)

    assert "approvers/require" not in browser.get(APPROVERS).text
    token = browser.client.post(f"{APPROVERS}require")
    assert token.status_code in {400, 403}


def test_an_owner_requires_approvals_and_waives_them(
    browser: Browser, session: DatabaseSession, sign_in: Callable[..., str]
) -> None:
    draft(needs_approval=False)
    sign_in()
    states = []
    for form in ("require", "waive"):
        browser.fill(APPROVERS, form=form)
        session.expire_all()
        states.append(session.scalars(select(Forum.needs_approval)).one())

    assert states == [True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_as_often_for_three_as_for_one(
    browser: Browser,
    session: DatabaseSession,
    sign_in: Callable[..., str],
    queries: list[str],
    own_queries: None,
    count: int,
) -> None:
    for number in range(count):
        publishing.publish(
            replace(FIRST, sessions=(*FIRST.sessions, parts.session(f"s{number}"))), later=timedelta(hours=number + 1)
        )
        draft(token=f"secret{number}", email=f"a{number}@example.org", needs_approval=False)
        browser.fill(f"/forums/forum/draft/secret{number}/", form=0)
        browser.fill(f"/forums/forum/draft/secret{number}/talk/", {"text": "Well"})
    sign_in()
    asked = []
    for address in (RELEASES, APPROVERS, f"/forums/forum/draft/secret{count - 1}/"):
        queries.clear()
        assert browser.get(address).status_code == 200
        asked.append(len(queries))

    assert asked == [35, 15, 12]


@pytest.mark.parametrize("is_of_the_team", [True, False])
def test_who_sent_the_draft_gets_one_letter_about_several_answers(
    browser: Browser, session: DatabaseSession, is_of_the_team: bool
) -> None:
    forum = draft()
    organizer = factories.Account(email="organizer@example.org", language="ru")
    if is_of_the_team:
        factories.Membership(forum=forum, account=organizer, role=TeamRole.OWNER)
    session.commit()

    browser.fill(PAGE, form="approve")
    browser.fill(f"{PAGE}talk/", {"text": "Who leads it?"})

    told = session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "draft:answered")).all()
    assert [letter.recipient for letter in told] == (["organizer@example.org"] if is_of_the_team else [])
    for letter in told:
        assert letter.due_at - letter.created_at == timedelta(minutes=10)
        assert "Проект программы, который вы отправили, прочитан" in letter.text
        assert "/forums/forum/manage/releases/approvers/?lang=ru" in letter.text


def test_an_approver_reads_what_will_be_published_of_the_people(browser: Browser, session: DatabaseSession) -> None:
    person = parts.person("ayna", post={"en": "Director"}, biography={"en": "Keeps manuscripts."})
    talk = replace(RENAMED.sessions[0], people=(parts.speaker("ayna"),))
    draft(replace(RENAMED, people=(person,), sessions=(talk, RENAMED.sessions[1])))

    text = browser.get(f"{PAGE}talk/").text

    assert "Director" in text
    assert "Keeps manuscripts." in text
