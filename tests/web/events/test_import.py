"""Further events through files: added, changed, removed, put in order, all or nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.events import queries
from forumapp.events.models import FurtherEvent
from forumapp.exchange.document import Document
from forumapp.exchange.problems import ExchangeError
from forumapp.forums.queries import forum_by_slug
from forumapp.programme.service import ClonePlan, apply_document, clone_of, document_of
from tests import parts
from tests.publishing import load

NOW = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)
FIRST, SECOND = parts.event("first", institutions=("host",)), parts.event("second", forum="unknown-yet")


def forum_with(*events: Any, **changes: Any) -> Document:
    return parts.document(institutions=(parts.institution("host"),), events=events, **changes)


def applied(document: Document) -> Any:
    forum = forum_by_slug(document.forum.slug)
    return apply_document(document, forum=forum, owner=None, now=NOW)


@pytest.mark.parametrize("events", [None, (), (FIRST,), (SECOND, FIRST)])
def test_a_forum_is_what_its_document_says(session: DatabaseSession, events: Any) -> None:
    document = replace(forum_with(), events=events)
    load(forum_with(FIRST))

    forum = load(document)

    assert document_of(forum) == document
    assert applied(document).is_empty


def test_it_is_told_what_was_done(session: DatabaseSession) -> None:
    load(forum_with(FIRST, SECOND))

    done = applied(forum_with(parts.event("third"), replace(SECOND, title={"en": "Other"})))

    assert (done.added, done.changed, done.removed, done.reordered) == (
        {"events": ["third"]},
        {"events": ["second"]},
        {"events": ["first"]},
        ["events"],
    )


def test_what_a_file_leaves_out_comes_back_with_its_identity(session: DatabaseSession) -> None:
    forum = load(forum_with(FIRST, SECOND))
    uids = queries.uids(forum)

    load(forum_with(SECOND))
    load(forum_with(FIRST, SECOND))

    assert queries.uids(forum) == uids
    assert document_of(forum).events == (FIRST, SECOND)


def test_a_wrong_event_leaves_nothing_of_the_file_behind(session: DatabaseSession) -> None:
    forum = load(forum_with(FIRST))

    with pytest.raises(ExchangeError):
        applied(forum_with(replace(FIRST, title={"en": "New"}), replace(SECOND, institutions=("nobody",))))

    session.expire_all()
    assert document_of(forum).events == (FIRST,)


def test_an_institution_leaves_together_with_the_event_to_which_it_invites(session: DatabaseSession) -> None:
    forum = load(forum_with(FIRST))

    load(replace(forum_with(), institutions=()))

    assert document_of(forum).institutions == ()
    assert session.query(FurtherEvent).one().deleted_at is not None


def test_next_years_forum_starts_without_the_events_of_this_one() -> None:
    document = forum_with(FIRST)
    plan = ClonePlan(
        slug="next", title={"en": "Next"}, starts_on=document.forum.starts_on, ends_on=document.forum.ends_on
    )

    assert clone_of(document, plan).document.events is None
