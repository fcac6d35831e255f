"""Undoing and redoing at the desk: one's own steps, in order, and never somebody else's work."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import acting
from forumapp.errors import Overtaken
from forumapp.exchange.document import Document, SessionPart, Status
from forumapp.forums.models import Forum
from forumapp.programme import queries, service
from forumapp.programme.models import Session, Step
from tests import factories
from tests.parts import at
from tests.parts import session as plain_session

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PART = plain_session("one", capacity=10)


@pytest.fixture
def forum(session: DatabaseSession) -> Forum:
    return factories.Forum(slug="forum")


@pytest.fixture
def one(forum: Forum) -> Session:
    with acting("import"):
        return service.add_session(forum, PART, now=NOW)


def standing(key: str = "one") -> SessionPart | None:
    found = queries.session_by_key("forum", key)
    return None if found is None else service.part_of(found)


def revise(one: Session, **changes: object) -> None:
    part = standing(one.key)
    assert part is not None
    service.revise_session(one, replace(part, **changes), version=None, now=NOW)


DEEDS: list[Callable[[Session], object]] = [
    lambda one: service.move_session(one, starts_at=None, ends_at=None, room_key=None, now=NOW),
    lambda one: service.cancel_session(one, now=NOW),
    lambda one: service.delete_session(one, now=NOW),
    lambda one: revise(one, title={"en": "Another"}, capacity=None),
]


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_undone_and_done_again(forum: Forum, one: Session, deed: Callable[[Session], object]) -> None:
    with acting("ayna"):
        deed(one)
        done = standing()
        service.undo(forum, now=NOW)
        undone = standing()
        service.redo(forum, now=NOW)

    assert (undone, standing()) == (PART, done)


def test_an_added_session_is_taken_out_and_comes_back_under_its_uid(forum: Forum) -> None:
    with acting("ayna"):
        uid = service.add_session(forum, PART, now=NOW).uid
        service.undo(forum, now=NOW)
        undone = standing()
        service.redo(forum, now=NOW)

    assert (undone, standing(), queries.uids(forum)) == (None, PART, {"one": uid})


def test_fifty_steps_are_undone_one_after_the_other_and_done_again(forum: Forum, one: Session) -> None:
    with acting("ayna"):
        for number in range(50):
            revise(one, capacity=100 + number)
        seen = []
        while service.undo(forum, now=NOW) is not None:
            part = standing()
            assert part is not None
            seen.append(part.capacity)
        while service.redo(forum, now=NOW) is not None:
            pass

    part = standing()
    assert part is not None
    assert (seen, part.capacity) == ([*range(148, 99, -1), 10], 149)


def test_after_a_new_deed_nothing_is_done_again(forum: Forum, one: Session) -> None:
    with acting("ayna"):
        revise(one, capacity=20)
        service.undo(forum, now=NOW)
        revise(one, title={"en": "New"})

        assert service.redo(forum, now=NOW) is None


def test_nobody_undoes_what_somebody_else_did(forum: Forum, one: Session) -> None:
    with acting("olga"):
        revise(one, capacity=20)

    with acting("ayna"):
        assert service.undo(forum, now=NOW) is None


def test_what_somebody_else_changed_since_is_left_alone_and_told(forum: Forum, one: Session) -> None:
    with acting("ayna"):
        revise(one, capacity=20, status=Status.TENTATIVE)
    with acting("olga"):
        revise(one, capacity=30)

    with acting("ayna"):
        done = service.undo(forum, now=NOW)

    assert done is not None
    assert ([session.key for session in done.left], standing()) == (["one"], replace(PART, capacity=30))


def test_an_added_session_that_somebody_else_works_on_stays(forum: Forum) -> None:
    with acting("ayna"):
        one = service.add_session(forum, PART, now=NOW)
    with acting("olga"):
        revise(one, capacity=30)

    with acting("ayna"):
        done = service.undo(forum, now=NOW)

    assert done is not None
    assert ([session.key for session in done.left], standing()) == (["one"], replace(PART, capacity=30))


def test_who_did_something_else_meanwhile_is_asked_to_look(
    forum: Forum, one: Session, session: DatabaseSession
) -> None:
    with acting("ayna"):
        revise(one, capacity=20)
        first = session.scalars(select(Step.id).order_by(Step.id.desc())).first()
        revise(one, capacity=30)

        with pytest.raises(Overtaken):
            service.undo(forum, expected=first, now=NOW)


def test_a_file_that_is_taken_in_is_one_step(forum: Forum, one: Session) -> None:
    document = service.document_of(forum)
    incoming = Document(
        forum=document.forum,
        sessions=(replace(PART, capacity=20), plain_session("two", starts_at=at("2027-04-13T10:00"), ends_at=None)),
    )
    sessions = (incoming.sessions[0], replace(incoming.sessions[1], ends_at=at("2027-04-13T11:00")))
    with acting("ayna"):
        service.apply_document(replace(incoming, sessions=sessions), forum=forum, owner=None, now=NOW)
        taken = [part.key for part in service.document_of(forum).sessions]
        service.undo(forum, now=NOW)

    assert (taken, service.document_of(forum).sessions) == (["one", "two"], (PART,))


def test_an_undoing_is_no_step_of_its_own(forum: Forum, one: Session) -> None:
    with acting("ayna"):
        revise(one, capacity=20)
        service.undo(forum, now=NOW)

        assert service.undo(forum, now=NOW) is None


def test_steps_are_forgotten_after_half_a_year(forum: Forum, one: Session, session: DatabaseSession) -> None:
    with acting("ayna"):
        revise(one, capacity=20)

    early = service.forget_steps(most=10, now=NOW + timedelta(days=179))
    late = service.forget_steps(most=1, now=NOW + timedelta(days=181))

    assert (early, late, len(session.scalars(select(Step)).all())) == (0, 1, 1)
