"""What nobody was told yet: decisions that can be undone, and what else happens to a registration in that time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.privacy.service import personal_data
from forumapp.registration import queries, service
from forumapp.registration.models import DecisionDeed, Registration, RegistrationStatus
from forumapp.registration.rules.addresses import Mailbox
from forumapp.registration.rules.decisions import UNDO
from forumapp.registration.service import Verdict
from tests import deciding, factories
from tests.browsing import Browser
from tests.web.registration.conftest import Clock, letters, registrations, statuses
from tests.web.registration.test_offers import page_of, waiting

PENDING = RegistrationStatus.PENDING
OTHER = Mailbox(address="other@example.org", key="other@example.org")


@pytest.fixture
def offered(session: DatabaseSession, forum: Forum, hours: Clock) -> Registration:
    """Give the first of two who wait, to whom the one place on site is offered for two days."""
    forum.registration_offer_hours = 48
    factories.Registration(forum=forum, attendance="onsite", arrived=1, email="holder@example.org")
    waiting(forum, 2)
    waiting(forum, 3)
    with transaction():
        service.withdraw(queries.reread(registrations(session)[0]), now=hours.now())
    return queries.reread(registrations(session)[1])


def test_a_corrected_address_ends_no_offer_and_gives_no_place_twice(
    session: DatabaseSession, offered: Registration, hours: Clock
) -> None:
    forum = offered.forum
    with transaction():
        service.correct_email(offered, OTHER, now=hours.now())
    assert ("other@example.org", "registration:offer") in letters(session)
    with transaction():
        service.verify(queries.reread(offered), now=hours.now())
    with transaction():
        service.settle(forum, now=hours.now())

    assert statuses(session) == ["withdrawn", "offered", "waitlisted"]
    assert registrations(session)[1].hold_until == hours.now() + timedelta(hours=48)


def test_a_declined_offer_is_offered_still_as_far_as_its_owner_knows_and_undone_has_its_time(
    session: DatabaseSession, browser: Browser, offered: Registration, hours: Clock
) -> None:
    forum, number = offered.forum, offered.id
    hours.moment += timedelta(hours=47, minutes=55)
    verdict = Verdict(deed=DecisionDeed.DECLINE, batch=uuid4(), reason="No")
    with transaction():
        service.decide(forum, [number], verdict, now=hours.now())
    page = page_of(forum, session)
    assert "It is your turn" in browser.get(page).text
    answer = browser.get(browser.fill(page, form="/take").location)
    assert "Try again in ten minutes." in answer.text

    hours.moment += timedelta(minutes=7)
    with transaction():
        service.undo(forum, verdict.batch, now=hours.now())
    with transaction():
        service.settle(forum, now=hours.now())

    assert statuses(session) == ["withdrawn", "offered", "waitlisted"]


def test_who_withdraws_before_they_are_told_of_a_decline_is_decided_on_anew(
    session: DatabaseSession, forum: Forum, hours: Clock
) -> None:
    forum.registration_approval = True
    asking = factories.Registration(forum=forum, arrived=1, status=PENDING)
    deciding.decide(queries.reread(asking), DecisionDeed.DECLINE, now=hours.now())
    with transaction():
        service.withdraw(queries.reread(asking), now=hours.now())
    with transaction():
        service.register_again(queries.reread(asking), consents=(), now=hours.now())

    assert [(each.status, each.decision_reason) for each in registrations(session)] == [("pending", None)]


def test_own_data_tell_no_decision_that_can_be_undone(session: DatabaseSession, forum: Forum, hours: Clock) -> None:
    asking = factories.Registration(forum=forum, arrived=1, status=PENDING)
    deciding.decide(queries.reread(asking), DecisionDeed.DECLINE, now=hours.now())

    (details,) = service.personal_data(queries.reread(asking))[0].rows

    told = {each.key: each.value for each in details}
    assert told["status"] == "pending"
    assert not {"decision_reason", "decided_at"} & set(told)


def test_the_history_in_own_data_tells_no_decision_that_can_be_undone(
    session: DatabaseSession, forum: Forum, hours: Clock
) -> None:
    asking = factories.Registration(forum=forum, arrived=1, status=PENDING)
    deciding.decide(queries.reread(asking), DecisionDeed.DECLINE, now=hours.now())

    def history() -> list[object]:
        held = next(each for each in personal_data(queries.reread(asking), with_special=True) if each.key == "history")
        return [each.value for row in held.rows for each in row if each.key == "what"]

    assert history() == []
    service.tell_decided(forum, most=10, now=hours.now() + UNDO)
    assert history() == ["registration:decline"]


def test_a_new_address_is_not_confirmed_while_a_decline_can_be_undone(
    session: DatabaseSession, forum: Forum, hours: Clock
) -> None:
    someone = factories.Registration(forum=forum, arrived=1, status="unverified", verified_at=None)
    someone.hold_until = hours.now() + timedelta(hours=5)
    session.flush()
    with transaction():
        service.ask_email(queries.reread(someone), OTHER, now=hours.now())
    change = queries.address_change_of(someone)
    assert change is not None
    deciding.decide(queries.reread(someone), DecisionDeed.DECLINE, now=hours.now())

    with pytest.raises(RuleBroken, match="ten minutes"), transaction():
        service.answer_email(queries.address_change_by_hash(forum.slug, change.token_hash), now=hours.now())


def test_letters_tell_no_decision_that_can_be_undone(session: DatabaseSession, forum: Forum, hours: Clock) -> None:
    asking = factories.Registration(forum=forum, arrived=1, status=PENDING, email="asking@example.org")
    with transaction():
        service.correct_email(queries.reread(asking), OTHER, now=hours.now())
    deciding.decide(queries.reread(asking), DecisionDeed.APPROVE, now=hours.now())
    with transaction():
        service.verify(queries.reread(asking), now=hours.now())

    assert letters(session)[-1] == ("other@example.org", "registration:request")


def test_nothing_is_decided_about_who_stands_on_a_list_that_was_not_sent(
    session: DatabaseSession, forum: Forum, hours: Clock
) -> None:
    listed = factories.Registration(forum=forum, arrived=1, status=PENDING, party="some", verified_at=None)
    deciding.decline(queries.reread(listed), now=hours.now())

    assert statuses(session) == ["pending"]
    assert session.scalars(select(AuditEntry.action)).all() == []
