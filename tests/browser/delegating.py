"""A delegation of the coming forum whose list is sent, with one member of each sort; and one whose list is still open."""

from typing import Any

from forumapp import clock
from forumapp.db import transaction
from forumapp.delegations import queries, service
from forumapp.delegations.models import Delegation, WaitingMode
from forumapp.delegations.service import Terms
from forumapp.exchange.document import Attendance
from forumapp.forums import queries as forums
from forumapp.registration.rules.addresses import mailbox
from forumapp.registration.service import Answers, Nominee
from tests.browser.live import COMING, Live

SENT, OPEN = "sent-head@example.org", "open-head@example.org"
PEOPLE = (
    ("Каримова", "Нигора", "Рустамовна", None, Attendance.ONLINE),
    ("Юсупов", "Рустам", None, "rustam@example.org", Attendance.ONLINE),
    ("Рахимов", "Алишер", None, "alisher@example.org", Attendance.ONSITE),
)


def made(live: Live, head: str) -> Delegation:
    """Return the delegation of a head, made when it is asked for first."""
    forum = forums.forum_by_slug(COMING)
    assert forum is not None
    known = next((each for each in queries.delegations(forum) if each.head_email == head), None)
    if known is not None:
        return known
    terms = Terms(
        name={"ru": "Библиотеки Узбекистана", "en": "Libraries of Uzbekistan"} if head == SENT else None,
        country="UZ",
        institution_id=None,
        quota=12,
        head_name="Нигора Каримова",
        head_email=head,
        head_language="ru",
        deadline=None,
        waiting_mode=WaitingMode.TOGETHER,
    )
    delegation = service.add(forum, terms, now=clock.now())
    service.send_link(delegation, now=clock.now())
    if head == SENT:
        service.add_members(delegation, [_nominee(*each) for each in PEOPLE], now=clock.now())
        service.submit(delegation, now=clock.now())
        service.take_out(delegation, _last(delegation).uid, now=clock.now())
    return delegation


def head_of(head: str) -> Any:
    """Find the token of a head's page."""

    def find(live: Live) -> str:
        with live.app.test_request_context(), transaction():
            made(live, head)
        return live.link_to(head, "/delegation/").split("/delegation/")[1].strip("/")

    return find


def delegation_uid(live: Live) -> Any:
    """Find the stable name of the delegation whose list is sent."""
    with live.app.test_request_context(), transaction():
        return made(live, SENT).uid


def member_uid(live: Live) -> Any:
    """Find the stable name of a member whose list is sent."""
    with live.app.test_request_context(), transaction():
        return queries.members(made(live, SENT))[1].registration.uid


def _nominee(family: str, given: str, patronymic: str | None, email: str | None, attendance: Attendance) -> Nominee:
    answers = Answers(
        family_name=family, given_name=given, patronymic=patronymic, country="UZ", post="библиотекарь", language="ru"
    )
    return Nominee(mailbox=mailbox(email) if email else None, answers=answers, attendance=attendance)


def _last(delegation: Delegation) -> Any:
    return queries.members(delegation)[-1].registration
