"""What stands behind pages about closed meetings: people who are invited, wait for a code, or were taken back."""

from datetime import timedelta

from forumapp import clock
from forumapp.db import transaction
from forumapp.forums import queries as forums
from forumapp.forums.models import Forum
from forumapp.meetings import queries, service
from forumapp.meetings.models import Invitation, InvitationState
from tests.browser.live import COMING, Live
from tests.browser.visitors import Visitor
from tests.inviting import entry

MEETING = "heads-of-libraries"
PAST_MEETING = "expert-meeting"
HEAD, CODE, GONE, WAITING_HEAD = (f"{name}@heads.example.org" for name in ("ayna", "boris", "olga", "marat"))


def _forum() -> Forum:
    forum = forums.forum_by_slug(COMING)
    assert forum is not None
    return forum


def invited(email: str) -> Invitation:
    """Return the invitation of an address, made and written to where it was not yet; call it in a transaction."""
    forum, now = _forum(), clock.now()
    if queries.invitation_of(forum, MEETING, email) is None:
        first = forum.starts_on - timedelta(days=1)
        service.set_terms(forum, MEETING, answer_by=first, has_deputies=True, words=None, now=now)
        someone = entry(email, name=email.partition("@")[0].title(), post="директор", institution="Библиотека")
        service.invite(forum, MEETING, [someone], language="ru", now=now)
        found = queries.invitation_of(forum, MEETING, email)
        assert found is not None
        if email != WAITING_HEAD:
            service.write_to(forum, MEETING, [found.uid], now=now)
    found = queries.invitation_of(forum, MEETING, email)
    assert found is not None
    return found


def _token(invitation: Invitation) -> str:
    return service.link_to(invitation, slug=COMING).rstrip("/").rpartition("/")[2]


def invitation_token(live: Live) -> str:
    with live.app.test_request_context(), transaction():
        return _token(invited(HEAD))


def token_with_code(live: Live) -> str:
    with live.app.test_request_context(), transaction():
        found = invited(CODE)
        if found.state is not InvitationState.ACCEPTED:
            service.answer(found, InvitationState.ACCEPTED, note_text="Поездом", version=found.version, now=clock.now())
        service.ask_code(found, now=clock.now())
        return _token(found)


def token_gone(live: Live) -> str:
    with live.app.test_request_context(), transaction():
        found = invited(GONE)
        service.revoke(_forum(), MEETING, [found.uid], now=clock.now())
        return _token(found)


def have_invited(visitor: Visitor, live: Live) -> None:
    """Have people on the list in every state before the page is opened."""
    invitation_token(live)
    token_with_code(live)
    token_gone(live)
    with live.app.test_request_context(), transaction():
        invited(WAITING_HEAD)
