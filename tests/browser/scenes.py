"""What stands behind pages that need something to have happened: rows are found or made, tokens read out of letters."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from forumapp import clock
from forumapp.accounts import queries as accounts
from forumapp.accounts import service as account_service
from forumapp.accounts.models import LinkPurpose
from forumapp.db import transaction
from forumapp.directory import queries as directory
from forumapp.directory import service as people
from forumapp.directory.rules import Availability, Said, whole_days
from forumapp.exchange.document import PersonPart, Status
from forumapp.forums import queries as forums
from forumapp.forums import service as forum_service
from forumapp.mail import queries as outbox
from forumapp.policy import TeamRole
from forumapp.privacy import service as privacy
from forumapp.programme import queries as programmes
from forumapp.programme import service as programme
from forumapp.programme.queries import sessions_with
from forumapp.questions import service as questions
from forumapp.questions.rules.parts import CHOOSING, OptionPart, QuestionKind, QuestionPart, SectionPart, Stage
from forumapp.registration import queries as registrations
from forumapp.registration import service as registration_service
from forumapp.registration.rules.addresses import mailbox
from forumapp.schedule import service as schedule
from forumapp.speakers import service as speakers
from forumapp.speakers.models import AnswerState
from tests.browser.live import COMING, EDITOR, ORGANIZER, PAST, Live
from tests.browser.visitors import Visitor
from tests.portraits import picture

DELEGATE = "delegate1@example.org"
WAITING = "delegate13@example.org"
UNANSWERED = "delegate12@example.org"
ENGLISH = "delegate15@example.org"
SESSION = "plenary-shared-catalog"
WORKSHOP = "names-workshop"
UNASKED = frozenset({QuestionKind.COUNTRY, QuestionKind.INSTITUTION, QuestionKind.LATIN})
SPEAKER = "ayna-durdyyeva"
CLASHING = "library-community-clashing"
GUEST = "guest@example.org"
NEW_ADDRESS = "delegate1@new.example.org"

APPROVER = "approver@example.org"
CANCELLED_SESSION = "plenary-national-libraries"

Finder = Callable[[Live], Any]


def token_of(recipient: str) -> Finder:
    """Find the token of a delegate's own page in their newest letter."""
    return lambda live: live.link_to(recipient, "/registration/").split("/registration/")[1].strip("/")


def uid(live: Live) -> Any:
    with live.app.app_context():
        forum = forums.forum_by_slug(COMING)
        assert forum is not None
        found = registrations.registration_by_email_key(forum, DELEGATE)
        assert found is not None
        return found.uid


def letter(live: Live) -> Any:
    with live.app.app_context():
        return next(letter.id for letter in outbox.letters(forum_slug=COMING) if letter.recipient == DELEGATE)


def account(live: Live) -> Any:
    with live.app.app_context():
        account = accounts.account_by_email(EDITOR)
        assert account is not None
        return account.id


def account_link(purpose: LinkPurpose) -> Finder:
    def make(live: Live) -> str:
        with live.app.app_context(), transaction():
            account = accounts.account_by_email(EDITOR)
            assert account is not None
            href = account_service.make_link(account, purpose, now=clock.now())
        return href.split("/account/link/")[1].split("?")[0]

    return make


def invitation(live: Live) -> str:
    with live.app.app_context(), transaction():
        forum = forums.forum_by_slug(COMING)
        assert forum is not None
        forum_service.invite(forum, GUEST, TeamRole.REGISTRAR, inviter="Olga", language="en", now=clock.now())
    return live.link_to(GUEST, "/account/team/").split("/account/team/")[1].split("?")[0]


def speaker(live: Live) -> str:
    """Make sure that a speaker of the coming forum has all that can be agreed, and return the token of their own page."""
    with live.app.test_request_context(), transaction():
        forum = forums.forum_by_slug(COMING)
        assert forum is not None
        person = directory.forum_person_by_key(forum, SPEAKER)
        assert person is not None
        now = clock.now()
        if not person.photo:
            sessions = sessions_with(person)
            speakers.set_contact(forum, person, email="ayna@example.org", language="en", now=now)
            speakers.answer(forum, person, sessions[0].key, AnswerState.DECLINED, note="I am ill", now=now)
            speakers.put_photo(forum, person, picture(), now=now)
            place = f"{sessions[0].key}"
            speakers.add_slides(forum, person, place=place, name="memory.pdf", octets=b"%PDF-1.7", now=now)
            whole_day = Said(Availability.CANNOT, *whole_days(forum.starts_on, forum.starts_on))
            people.set_availability(forum, person, [whole_day], now=now)
        address = speakers.address_of(forum, speakers.link_for(forum, person, now=now))
    return address.rstrip("/").rpartition("/")[2]


def ask(visitor: Visitor, live: Live) -> None:
    """Have the coming forum ask what a form can ask, but for a second list of all countries, before the page is opened."""
    with live.app.test_request_context(), transaction():
        forum = forums.forum_by_slug(COMING)
        assert forum is not None
        if questions.entry_of(QuestionPart, forum, "kind-text") is not None:
            return
        now = clock.now()
        section = SectionPart(key="journey", title={"ru": "Дорога и гостиница", "en": "Journey and hotel"})
        questions.add(forum, section, now=now)
        options = tuple(
            OptionPart(key=key, label={"ru": f"Вариант {key}", "en": f"Option {key}"}, places=20) for key in ("a", "b")
        )
        for kind in (each for each in QuestionKind if each not in UNASKED):
            part = QuestionPart(
                key=f"kind-{kind}",
                label={"ru": f"Что вы скажете об этом: {kind}?", "en": f"What of {kind}?"},
                hint={"ru": "Двух-трёх слов достаточно", "en": "Two or three words will do"},
                kind=kind,
                section="journey",
                options=options if kind in CHOOSING else None,
                condition={QuestionKind.DATE: "onsite", QuestionKind.NUMBER: "kind-choice:a"}.get(kind),
                categories=("speaker", "expert") if kind is QuestionKind.FILE else None,
            )
            questions.add(forum, part, now=now)
        flight = QuestionPart(key="flight", label={"ru": "Номер рейса", "en": "Flight number"}, stage=Stage.DETAILS)
        questions.add(forum, flight, now=now)
        for consent in questions.consents_of(forum):
            questions.ask_for(forum, consent.key, is_on=True, now=now)


def double(live: Live) -> str:
    """Make sure that the speaker stands in the past forum twice, and return the key of the entry that is a double."""
    with live.app.test_request_context(), transaction():
        forum = forums.forum_by_slug(PAST)
        assert forum is not None
        if directory.forum_person_by_key(forum, "a-durdyyeva") is None:
            part = PersonPart(key="a-durdyyeva", given_name={"ru": "А."}, family_name={"ru": "Дурдыева"})
            people.put_person(forum, part, now=clock.now())
    return "a-durdyyeva"


def agree(visitor: Visitor, live: Live) -> None:
    """Have something agreed with the speaker before the page is opened."""
    speaker(live)


def stand_twice(visitor: Visitor, live: Live) -> None:
    """Have somebody in the forum twice before the page is opened."""
    double(live)


def new_email(live: Live) -> str:
    """Let a delegate ask for another address and return the token of the letter to it."""
    with live.app.app_context(), transaction():
        forum, wanted = forums.forum_by_slug(COMING), mailbox(NEW_ADDRESS)
        assert forum is not None
        assert wanted is not None
        found = registrations.registration_by_email_key(forum, DELEGATE)
        assert found is not None
        registration_service.ask_email(found, wanted, now=clock.now())
    return live.link_to(NEW_ADDRESS, "/address/").split("/address/")[1].strip("/")


def forum_with_errors(live: Live) -> str:
    """Load the past forum once more, with a session in a room that is taken, and return its address."""
    with live.app.app_context(), transaction():
        if forums.forum_by_slug(CLASHING) is None:
            past = forums.forum_by_slug(PAST)
            assert past is not None
            document = programme.document_of(past)
            moved = [
                replace(session, room="main-hall") if session.key == "records-exchange" else session
                for session in document.sessions
            ]
            document = replace(document, forum=replace(document.forum, slug=CLASHING), sessions=tuple(moved))
            owner = accounts.account_by_email(ORGANIZER)
            programme.apply_document(document, forum=None, owner=owner, now=clock.now())
    return CLASHING


def error(live: Live) -> str:
    slug = forum_with_errors(live)
    with live.app.app_context():
        forum = forums.forum_by_slug(slug)
        assert forum is not None
        return next(iter(programme.checked(forum).errors))


def draft(live: Live) -> str:
    """Cancel a session of the past forum's working copy, send the draft and return the token of the approver's link."""
    with live.app.test_request_context(), transaction():
        forum = forums.forum_by_slug(PAST)
        session = programmes.session_by_key(PAST, CANCELLED_SESSION)
        assert forum is not None
        assert session is not None
        if session.status is not Status.CANCELLED:
            programme.cancel_session(session, now=clock.now())
        schedule.send(
            forum,
            name="Anna Approver",
            email=APPROVER,
            language="en",
            sees_closed=True,
            sender="Olga",
            by=ORGANIZER,
            now=clock.now(),
        )
    return live.link_to(APPROVER, "/draft/").split("/draft/")[1].split("/")[0]


def draft_gone(live: Live) -> str:
    """Send the draft twice and return the token of the first link."""
    token = draft(live)
    draft(live)
    return token


def comment_on_the_draft(visitor: Visitor, live: Live) -> None:
    """Say something about a session by the secret link, so that the desk shows it."""
    visitor.open(f"/forums/{PAST}/draft/{draft(live)}/{CANCELLED_SESSION}/")
    visitor.page.locator("#text").fill("Why is that?")
    visitor.page.locator("main form button[type=submit]").last.click()


def know_the_delegate(visitor: Visitor, live: Live) -> None:
    """Open a delegate's own page, so that the browser is known afterwards."""
    visitor.open(live.link_to(DELEGATE, "/registration/"))


def list_participants(_visitor: Visitor, live: Live) -> None:
    """Switch the public list of participants on; a delegate agrees to stand in it."""
    given = registration_service.ConsentGiven(purpose="list", language="ru", words="I agree.")
    with live.app.app_context():
        forum = forums.forum_by_slug(COMING)
        assert forum is not None
        registration = registrations.registration_by_email_key(forum, DELEGATE)
        assert registration is not None
        with transaction():
            now = clock.now()
            privacy.set_keeping(forum, kept_until=forum.kept_until, lists_participants=True, now=now)
            registration_service.give_consent(registration, given, now=now)


def ask_for_the_link(visitor: Visitor, live: Live) -> None:
    """Send the form that leads to the page which says that a letter is on its way."""
    visitor.open(f"/forums/{COMING}/register/link")
    visitor.page.locator("#email").fill("nobody@example.org")
    visitor.page.locator("main form button[type=submit]").click()
    visitor.page.wait_for_url("**/register/sent")
