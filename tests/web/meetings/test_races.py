"""Two at once on one invitation: the first counts, the other is told. Each race is shown to go wrong without the lock."""

import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial

import pytest
from flask import Flask

from forumapp.db import db, engines, transaction
from forumapp.exchange.document import Visibility
from forumapp.forums.queries import forum_by_slug
from forumapp.meetings import queries, service
from forumapp.meetings.models import InvitationState
from tests import factories, parts, publishing, racing
from tests.inviting import entry

pytestmark = pytest.mark.once

AYNA = "ayna@example.org"
NOW = factories.CREATED
Deed = racing.Deed


@dataclass(frozen=True)
class Outcome:
    """What became of a race: what each got, live deputies, and the deeds in the order of the trail."""

    got: list[str]
    deputies: int
    deeds: list[str]


def prepare(app: Flask, number: int) -> str:
    """Make a forum with an invitation that waits for its answer; return its slug."""
    slug = f"race-{number}"
    with app.test_request_context():
        closed = parts.session("heads", visibility=Visibility.INVITED)
        forum = publishing.load(parts.document(closed, forum=parts.forum(slug=slug)))
        with transaction():
            service.set_terms(forum, "heads", answer_by=None, has_deputies=True, words=None, now=NOW)
            service.invite(forum, "heads", [entry(AYNA)], language="en", now=NOW)
            service.write_to(forum, "heads", [each.uid for each in queries.invitations_to(forum, "heads")], now=NOW)
        db.session.remove()
    return slug


def race(app: Flask, slug: str, *deeds: Callable[[str], Deed]) -> Outcome:
    """Let the deeds begin together, each in a thread with a connection of its own."""
    got = racing.together(app, [partial(make, slug) for make in deeds])
    with app.test_request_context():
        forum = forum_by_slug(slug)
        assert forum is not None
        live = [each for each in queries.invitations_to(forum, "heads") if each.deputy_of_id and not each.revoked_at]
        words = "SELECT action FROM audit_entries WHERE forum_slug = :slug ORDER BY id"
        actions = list(db.session.scalars(db.text(words), {"slug": slug}))
        db.session.remove()
    wanted = ("accept", "decline", "name-deputy", "revoke")
    return Outcome(got, len(live), [each for each in actions if each.partition(":")[2] in wanted])


def answering(state: InvitationState) -> Callable[[str], Deed]:
    def make(slug: str) -> Deed:
        invitation = _invitation(slug)
        return lambda: service.answer(invitation, state, note_text="", version=1, now=NOW)

    return make


def naming(email: str) -> Callable[[str], Deed]:
    def make(slug: str) -> Deed:
        invitation = _invitation(slug)
        mailbox = entry(email).mailbox
        return lambda: service.name_deputy(invitation, name="D", mailbox=mailbox, language="en", version=1, now=NOW)

    return make


def revoking(slug: str) -> Deed:
    invitation = _invitation(slug)
    forum, uid = invitation.forum, invitation.uid
    return lambda: service.revoke(forum, "heads", [uid], now=NOW)


def _invitation(slug: str):
    forum = forum_by_slug(slug)
    assert forum is not None
    found = queries.invitation_of(forum, "heads", AYNA)
    assert found is not None
    return found


ACCEPT, DECLINE = answering(InvitationState.ACCEPTED), answering(InvitationState.DECLINED)
FIRST, SECOND = naming("one@example.org"), naming("two@example.org")
ROUNDS = 3


def test_of_two_answers_at_once_one_counts_and_the_other_is_told(racing_app: Flask) -> None:
    outcomes = [race(racing_app, prepare(racing_app, number), ACCEPT, DECLINE) for number in range(ROUNDS)]

    assert [(each.got, len(each.deeds)) for each in outcomes] == [(["done", "told"], 1)] * ROUNDS


def test_one_answer_sent_twice_at_once_is_stored_once(racing_app: Flask) -> None:
    outcomes = [race(racing_app, prepare(racing_app, number), ACCEPT, ACCEPT) for number in range(ROUNDS)]

    assert [(each.got, len(each.deeds)) for each in outcomes] == [(["done", "done"], 1)] * ROUNDS


def test_of_two_deputies_named_at_once_one_has_the_seat(racing_app: Flask) -> None:
    outcomes = [race(racing_app, prepare(racing_app, number), FIRST, SECOND) for number in range(ROUNDS)]

    assert outcomes == [Outcome(["done", "told"], 1, ["invitation:name-deputy"])] * ROUNDS


def test_nothing_is_accepted_after_it_was_taken_back(racing_app: Flask) -> None:
    outcomes = [race(racing_app, prepare(racing_app, number), ACCEPT, revoking) for number in range(ROUNDS)]
    fair = (
        Outcome(["done", "done"], 0, ["invitation:accept", "invitation:revoke"]),
        Outcome(["done", "told"], 0, ["invitation:revoke"]),
    )

    assert [each for each in outcomes if each not in fair] == []


@pytest.mark.parametrize("racing_app", ["postgresql"], indirect=True)
@pytest.mark.parametrize("pair", [(ACCEPT, DECLINE), (FIRST, SECOND), (ACCEPT, revoking)])
def test_without_the_lock_both_go_through(
    racing_app: Flask, monkeypatch: pytest.MonkeyPatch, pair: tuple[Callable[[str], Deed], ...]
) -> None:
    slug = prepare(racing_app, 0)
    reread, by_uid = queries.reread, queries.invitations_by_uid
    both, has_read = threading.Barrier(2), threading.Event()

    def slowly(invitation):
        found = reread(invitation)
        has_read.set()
        if pair[1] is revoking:
            time.sleep(2)
        else:
            both.wait(timeout=30)
        return found

    def later(forum, meeting, uids):
        has_read.wait(timeout=30)
        return by_uid(forum, meeting, uids)

    monkeypatch.setattr(queries, "reread", slowly)
    monkeypatch.setattr(queries, "invitations_by_uid", later)
    monkeypatch.setattr("forumapp.meetings.service.base.lock_forum", lambda forum: forum)
    monkeypatch.setattr("forumapp.meetings.service.inviting.lock_forum", lambda forum: forum)
    monkeypatch.setattr(engines, "write_intent", ContextVar("never", default=False))
    outcome = race(racing_app, slug, *pair)

    if pair[1] is revoking:
        assert outcome.deeds == ["invitation:revoke", "invitation:accept"]
    else:
        assert (outcome.got, len(outcome.deeds)) == (["done", "done"], 2)
        assert outcome.deputies == (2 if pair[0] is FIRST else 0)
