"""Who gets a place in a session, who waits, and what becomes of it when something changes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance, Signup, Status, Visibility
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.registration import service as registration
from forumapp.registration.models import RegistrationStatus
from forumapp.signups import queries, service
from forumapp.signups.models import SessionSignup
from forumapp.signups.rules.line import Tally
from forumapp.worker import settle_sessions
from tests import deciding, parts
from tests.web.signups.conftest import (
    COURSE,
    NOW,
    SESSIONS,
    Clock,
    Delegate,
    letters,
    programme,
    release,
    sign_up,
    standing,
)

LATER = NOW + timedelta(hours=2)

pytestmark = pytest.mark.usefixtures("speaking")


def test_places_go_in_order_of_arrival_and_the_rest_waits_in_line(session: DatabaseSession, delegate: Delegate) -> None:
    first, second, third, fourth = (delegate() for _ in range(4))

    sign_up(first, second, third, fourth)

    assert standing(session) == [(1, "signed"), (2, "signed"), (3, "waiting"), (4, "waiting")]
    assert queries.places_in_line(fourth) == {"course": 2}
    assert letters(session) == []


def test_a_place_taken_back_goes_to_the_first_in_line_with_a_letter(
    session: DatabaseSession, delegate: Delegate
) -> None:
    first, second, third, fourth = (delegate() for _ in range(4))
    sign_up(first, second, third, fourth)

    service.take_back(first, "course", now=LATER)

    assert standing(session) == [(2, "signed"), (3, "signed"), (4, "waiting")]
    assert letters(session) == [("delegate3", "seat")]


def test_signing_up_twice_is_signing_up_once(session: DatabaseSession, delegate: Delegate) -> None:
    first = delegate()

    sign_up(first, first)

    assert standing(session) == [(1, "signed")]


@pytest.mark.parametrize("deed", ["withdraw", "decline"])
def test_who_leaves_the_forum_leaves_the_session_at_once(
    deed: str, session: DatabaseSession, delegate: Delegate
) -> None:
    first, second, third = (delegate() for _ in range(3))
    sign_up(first, second, third)

    if deed == "withdraw":
        registration.withdraw(first, now=LATER)
    else:
        deciding.decline(first, now=LATER)

    assert standing(session) == [(2, "signed"), (3, "signed")]
    assert letters(session) == [("delegate3", "seat")]


def test_a_place_of_somebody_who_left_and_came_again_is_not_given_twice(
    session: DatabaseSession, delegate: Delegate, forum: Forum
) -> None:
    """Even where nothing was told of the change: the worker settles by the rows alone."""
    first, second, third = (delegate() for _ in range(3))
    sign_up(first, second, third)
    first.status = RegistrationStatus.UNVERIFIED
    session.commit()

    service.settle(forum, now=LATER)
    first.status = RegistrationStatus.CONFIRMED
    session.commit()
    service.settle(forum, now=LATER)

    assert standing(session) == [(1, "waiting"), (2, "signed"), (3, "signed")]


def test_wishes_of_those_not_confirmed_hold_nothing_and_keep_their_turn(
    session: DatabaseSession, delegate: Delegate
) -> None:
    wishing, first, second, third = delegate(RegistrationStatus.PENDING), delegate(), delegate(), delegate()
    sign_up(wishing, first, second, third)
    assert standing(session) == [(1, "waiting"), (2, "signed"), (3, "signed"), (4, "waiting")]

    deciding.approve(wishing, now=LATER)
    assert queries.places_in_line(wishing) == {"course": 1}
    service.take_back(first, "course", now=LATER)

    assert standing(session) == [(1, "signed"), (3, "signed"), (4, "waiting")]
    assert queries.tallies(wishing.forum) == {"course": Tally(taken=2, waiting=1, live=3)}


def test_a_free_place_is_theirs_as_soon_as_they_are_confirmed(session: DatabaseSession, delegate: Delegate) -> None:
    wishing = delegate(RegistrationStatus.PENDING)
    sign_up(wishing)

    deciding.approve(wishing, now=LATER)

    assert standing(session) == [(1, "signed")]
    assert letters(session) == []


def test_a_larger_room_lets_the_waiting_in_by_the_next_minute(
    session: DatabaseSession, delegate: Delegate, hours: Clock
) -> None:
    people = [delegate() for _ in range(5)]
    sign_up(*people)
    release(programme(replace(COURSE, capacity=4), *SESSIONS[1:]))
    session.commit()

    settle_sessions(hours.now())

    assert [status for _number, status in standing(session)] == ["signed"] * 4 + ["waiting"]
    assert letters(session) == [("delegate3", "seat"), ("delegate4", "seat")]
    settle_sessions(hours.now())
    assert len(letters(session)) == 2


def test_a_smaller_number_of_places_throws_nobody_out_and_lets_nobody_in(
    session: DatabaseSession, delegate: Delegate, forum: Forum
) -> None:
    first, second, third = (delegate() for _ in range(3))
    sign_up(first, second, third)
    release(programme(replace(COURSE, capacity=1), *SESSIONS[1:]))

    service.settle(forum, now=LATER)
    assert standing(session) == [(1, "signed"), (2, "signed"), (3, "waiting")]
    service.take_back(first, "course", now=LATER)

    assert standing(session) == [(2, "signed"), (3, "waiting")]


def test_a_room_s_places_count_where_all_of_them_are_in_it(
    session: DatabaseSession, delegate: Delegate, forum: Forum
) -> None:
    hall = parts.room("hall", capacity=1, attendance=Attendance.ONSITE)
    release(replace(programme(replace(COURSE, capacity=None, room="hall")), rooms=(hall,)))

    sign_up(delegate(), delegate())

    assert standing(session) == [(1, "signed"), (2, "waiting")]


@pytest.mark.parametrize("after", ["cancelled", "removed"])
def test_who_signed_up_for_what_is_called_off_gets_one_letter_and_blocks_nothing(
    after: str, session: DatabaseSession, delegate: Delegate, forum: Forum
) -> None:
    first, second, third = (delegate() for _ in range(3))
    sign_up(first, second, third)
    rest = SESSIONS[1:]
    release(programme(replace(COURSE, status=Status.CANCELLED), *rest) if after == "cancelled" else programme(*rest))

    service.settle(forum, now=LATER)
    service.settle(forum, now=LATER)

    assert letters(session) == [(f"delegate{number}", "call-off") for number in (1, 2, 3)]
    assert queries.tallies(forum)["course"] == Tally(called_off=3)
    with pytest.raises(RuleBroken):
        service.sign_up(delegate(), "course", now=LATER)


def test_a_session_that_takes_place_after_all_gives_its_places_in_the_old_order(
    session: DatabaseSession, delegate: Delegate, forum: Forum
) -> None:
    sign_up(*(delegate() for _ in range(3)))
    release(programme(*SESSIONS[1:]))
    service.settle(forum, now=LATER)

    release(programme(), hour=2)
    service.settle(forum, now=LATER)

    assert standing(session) == [(1, "signed"), (2, "signed"), (3, "waiting")]
    assert [who for who, kind in letters(session) if kind == "seat"] == ["delegate1", "delegate2"]


def test_a_session_that_becomes_closed_is_called_off_for_those_who_may_not_know_it(
    session: DatabaseSession, delegate: Delegate, forum: Forum
) -> None:
    sign_up(*(delegate() for _ in range(3)))
    secret = replace(COURSE, visibility=Visibility.INVITED, title={"en": "Secret"})
    release(programme(secret, *SESSIONS[1:]))

    service.settle(forum, now=LATER)

    assert queries.tallies(forum)["course"] == Tally(called_off=3)
    assert set(session.scalars(select(OutboxLetter.subject))) == {"Does not take place: Session course"}


def test_who_asked_stands_in_line_once_nobody_decides_any_more(
    session: DatabaseSession, delegate: Delegate, forum: Forum
) -> None:
    sign_up(delegate(), delegate(), key="chosen")
    assert standing(session, "chosen") == [(1, "asked"), (2, "asked")]
    *before, chosen, talk, members, closed = SESSIONS
    release(programme(*before, replace(chosen, signup=Signup.OPEN), talk, members, closed))

    service.settle(forum, now=LATER)

    assert standing(session, "chosen") == [(1, "signed"), (2, "waiting")]


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("talk", RegistrationStatus.CONFIRMED),
        ("closed", RegistrationStatus.CONFIRMED),
        ("nothing", RegistrationStatus.CONFIRMED),
        ("members", RegistrationStatus.PENDING),
        ("course", RegistrationStatus.WITHDRAWN),
        ("course", RegistrationStatus.DECLINED),
    ],
)
def test_what_is_not_offered_to_somebody_is_refused_and_stores_nothing(
    key: str, status: RegistrationStatus, session: DatabaseSession, delegate: Delegate
) -> None:
    with pytest.raises(RuleBroken):
        service.sign_up(delegate(status), key, now=NOW)

    assert session.query(SessionSignup).all() == []


def test_nobody_signs_up_once_a_session_has_begun_and_nobody_moves_up(
    session: DatabaseSession, delegate: Delegate, forum: Forum
) -> None:
    first, second, third = (delegate() for _ in range(3))
    sign_up(first, second, third)
    begun = NOW.replace(month=4, day=12, hour=5)

    with pytest.raises(RuleBroken):
        service.sign_up(delegate(), "course", now=begun)
    service.take_back(first, "course", now=begun)

    assert standing(session) == [(2, "signed"), (3, "waiting")]
    db.session.rollback()
