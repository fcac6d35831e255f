"""Decisions about one and many: what they foresee, when they are told, and what taking them back gives back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp import clock, worker
from forumapp.audit import AuditEntry
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.registration import service
from forumapp.registration.models import Decision, Registration, RegistrationStatus
from forumapp.registration.rules.decisions import UNDO
from forumapp.registration.rules.tokens import fingerprint
from tests import factories
from tests.browsing import Browser, forms_of
from tests.web.registration.conftest import Clock, letters, registrations, statuses
from tests.web.secretariat.conftest import Store

PENDING, WAITLISTED, UNVERIFIED = (
    RegistrationStatus.PENDING,
    RegistrationStatus.WAITLISTED,
    RegistrationStatus.UNVERIFIED,
)
ONSITE = Attendance.ONSITE


@pytest.fixture
def decide(browser: Browser, desk: str) -> Callable[..., TestResponse]:
    """Give what selects people in the list, looks at what will happen, and does it."""

    def send(*chosen: Registration, deed: str = "approve", asked: str = "", **values: object) -> TestResponse:
        whom: dict[str, object] = {"registration": [str(each.uid) for each in chosen]} if chosen else {"all": "1"}
        page = browser.fill(desk + asked, {**whom, "deed": deed}, form="bulk")
        assert page.status_code == 200, page.status_code
        return browser.send(page, desk, values, form="decide")

    return send


Decide = Callable[..., TestResponse]


def own_page(browser: Browser, registration: Registration) -> str:
    return browser.get(f"/forums/{registration.forum.slug}/registration/{_token(registration)}/").text


def _token(registration: Registration) -> str:
    token = service.token_of(registration)
    assert registration.token_hash == fingerprint(token)
    return token


@pytest.fixture
def delegate(session: DatabaseSession, somebody: Store) -> Store:
    """Give what stores a registration whose own page opens."""

    def store(**values: object) -> Registration:
        row = somebody(**{"language": "en", **values})
        row.token_hash = fingerprint(service.token_of(row))
        session.flush()
        return row

    return store


def undo_button(browser: Browser, address: str) -> str:
    return next(
        form.action for form in forms_of(browser.get(address)) if form.action.partition("?")[0].endswith("/undo")
    )


def press(browser: Browser, address: str, action: str) -> TestResponse:
    page = browser.get(address)
    values = next(form.values for form in forms_of(page) if form.action == action)
    return browser.client.post(action, data=dict(values))


def test_the_preview_says_what_happens_to_each_group_and_changes_nothing(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store
) -> None:
    chosen = [somebody(status=PENDING, attendance=ONSITE, family_name=name) for name in ("Аманов", "Бердыев", "Власов")]
    chosen.append(somebody(status=RegistrationStatus.CONFIRMED, family_name="Гельдыев"))
    uids = [str(each.uid) for each in chosen]

    page = browser.fill(desk, {"registration": uids, "deed": "approve"}, form="bulk").text

    told = [page.index(words) for words in ("Get a place", "Аманов", "Go to the waiting list", "Бердыев", "Власов")]
    assert told == sorted(told)
    assert "Stay as they are: they do not wait for approval" in page
    assert "/registration/" not in page
    assert statuses(session) == ["pending", "pending", "pending", "confirmed"]
    assert session.scalars(select(Decision)).all() == []


def test_several_are_approved_in_order_of_arrival_and_told_when_it_can_no_longer_be_undone(
    session: DatabaseSession, somebody: Store, decide: Decide, tell: Callable[[], None]
) -> None:
    delegates = [somebody(status=PENDING, attendance=ONSITE) for _number in range(3)]

    assert decide(*reversed(delegates)).status_code == 303
    assert (statuses(session), letters(session)) == (["confirmed", "waitlisted", "waitlisted"], [])
    tell()

    assert dict(letters(session)) == {
        delegates[0].email: "registration:approve",
        delegates[1].email: "registration:wait",
        delegates[2].email: "registration:wait",
    }


def test_all_that_fit_the_filter_are_declined_and_nobody_else(
    session: DatabaseSession, somebody: Store, decide: Decide
) -> None:
    somebody(status=PENDING, country="AM")
    somebody(status=PENDING, country="TM")

    assert decide(deed="decline", asked="?country=AM", reason="").status_code == 422
    assert decide(deed="decline", asked="?country=AM", reason="Мест нет.").status_code == 303

    assert statuses(session) == ["declined", "pending"]
    assert registrations(session)[0].decision_reason == "Мест нет."


def test_a_reason_given_before_can_be_chosen(session: DatabaseSession, somebody: Store, decide: Decide) -> None:
    first, second = somebody(status=PENDING), somebody(status=PENDING)
    decide(first, deed="decline", reason="Мест нет.")

    decide(second, deed="decline", earlier="Мест нет.")

    assert [each.decision_reason for each in registrations(session)] == ["Мест нет.", "Мест нет."]


def test_what_changed_since_the_look_is_said_and_nothing_is_done(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store
) -> None:
    somebody(status=PENDING)
    page = browser.fill(desk + "?status=pending", {"all": "1", "deed": "approve"}, form="bulk")
    somebody(status=PENDING)
    somebody(status=PENDING)

    answer = browser.send(page, desk, form="decide")

    assert answer.status_code == 409
    assert "Since you looked, 2 registrations have changed, so nothing was done." in answer.text
    assert statuses(session) == ["pending"] * 3
    assert browser.send(answer, desk, form="decide").status_code == 303
    assert statuses(session) == ["confirmed"] * 3


def test_the_filter_and_the_page_are_where_they_were_after_a_deed(
    browser: Browser, desk: str, somebody: Store, decide: Decide
) -> None:
    somebody(status=PENDING, country="AM")
    second = somebody(status=PENDING, country="AM")
    asked = "?q=&status=pending&country=AM&country=TM&sort=name"

    answer = decide(second, asked=asked)
    opened = browser.get(desk + asked).text

    assert answer.location.partition("?")[2] == "status=pending&country=AM&country=TM&sort=name"
    assert "/?status=pending&amp;country=AM&amp;country=TM&amp;sort=name" in opened


def test_until_the_time_for_undoing_ends_the_delegate_sees_what_stood_before(
    browser: Browser, somebody: Store, delegate: Store, desk: str, tell: Callable[[], None], session: DatabaseSession
) -> None:
    row = delegate(status=PENDING)
    browser.fill(f"{desk}{row.uid}/", form="approve")

    before = own_page(browser, row)
    tell()
    after = own_page(browser, row)

    assert ("The organizers look at your registration" in before, "We look forward" in before) == (True, False)
    assert "We look forward to seeing you" in after
    assert letters(session) == [(row.email, "registration:approve")]


def test_undoing_an_approval_gives_back_what_stood_and_the_place_to_the_queue(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store, decide: Decide, tell: Callable[[], None]
) -> None:
    first = somebody(status=PENDING, attendance=ONSITE)
    decide(first)
    waiting = somebody(status=WAITLISTED, attendance=ONSITE)

    press(browser, desk, undo_button(browser, desk))
    tell()

    assert statuses(session) == ["pending", "confirmed"]
    assert registrations(session)[0].decided_at is None
    assert letters(session) == [(waiting.email, "registration:promote")]


def test_the_place_of_somebody_declined_is_kept_until_it_can_no_longer_be_undone(
    browser: Browser,
    desk: str,
    session: DatabaseSession,
    somebody: Store,
    decide: Decide,
    hours: Clock,
    tell: Callable[[], None],
    forum: Forum,
) -> None:
    first = somebody(attendance=ONSITE)
    somebody(status=WAITLISTED, attendance=ONSITE)
    decide(first, deed="decline", reason="Мест нет.")
    worker.settle_places(hours.now())

    assert statuses(session) == ["declined", "waitlisted"]
    press(browser, desk, undo_button(browser, desk))
    assert statuses(session) == ["confirmed", "waitlisted"]
    assert registrations(session)[0].decision_reason is None
    decide(first, deed="decline", reason="Мест нет.")
    tell()

    assert statuses(session) == ["declined", "confirmed"]


def test_undoing_a_decline_gives_back_the_hold_too(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store, decide: Decide, hours: Clock
) -> None:
    until = hours.now() + timedelta(hours=3)
    first = somebody(status=UNVERIFIED, verified_at=None, hold_until=until)
    decide(first, deed="decline", reason="Мест нет.")

    press(browser, desk, undo_button(browser, desk))

    row = registrations(session)[0]
    assert (row.status, row.hold_until, row.told_status, row.keeps_place) == (UNVERIFIED, until, None, False)


def test_undoing_leaves_those_to_whom_something_happened_and_names_them(
    browser: Browser, desk: str, session: DatabaseSession, delegate: Store, decide: Decide, tell: Callable[[], None]
) -> None:
    first, second = delegate(status=PENDING, family_name="Аманов"), delegate(status=PENDING, family_name="Бердыев")
    decide(first, second)
    address = f"/forums/{first.forum.slug}/registration/{_token(first)}/"
    action = next(form.action for form in forms_of(browser.get(address)) if form.action.endswith("/withdraw"))
    press(browser, address, action)

    answer = press(browser, desk, undo_button(browser, desk))
    tell()

    assert (
        "Left as they stand, since something else happened to them meanwhile: Аманов"
        in browser.get(answer.location).text
    )
    assert statuses(session) == ["withdrawn", "pending"]
    assert letters(session) == [(first.email, "registration:withdraw")]


def test_somebody_of_the_queue_who_gets_a_place_meanwhile_keeps_it_and_hears_of_that_only(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store, decide: Decide, tell: Callable[[], None]
) -> None:
    seated, waiting = somebody(attendance=ONSITE), somebody(status=PENDING, attendance=ONSITE)
    decide(waiting)
    action = undo_button(browser, desk)
    browser.fill(f"{desk}{seated.uid}/", form="/withdraw")

    browser.client.post(action, data=dict(forms_of(browser.get(desk))[-1].values))
    tell()

    assert statuses(session) == ["withdrawn", "confirmed"]
    assert letters(session) == [(seated.email, "registration:withdraw"), (waiting.email, "registration:promote")]


def test_a_decision_upon_a_decision_is_undone_first(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store, decide: Decide, tell: Callable[[], None]
) -> None:
    row = somebody(status=PENDING)
    decide(row)
    decide(row, deed="decline", reason="Мест нет.")

    press(browser, desk, undo_button(browser, desk))
    assert statuses(session) == ["confirmed"]
    tell()

    assert letters(session) == [(row.email, "registration:approve")]


def test_after_its_time_nothing_can_be_undone(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store, decide: Decide, hours: Clock
) -> None:
    decide(somebody(status=PENDING))
    action, token = undo_button(browser, desk), dict(forms_of(browser.get(desk))[-1].values)
    hours.moment += UNDO

    answer = browser.client.post(action, data=token)

    assert "The time for undoing has ended: the letters are on their way." in browser.get(answer.location).text
    assert statuses(session) == ["confirmed"]
    assert browser.client.post(action.replace("decisions/", "decisions/0"), data=token).status_code == 404


def test_one_of_many_can_be_taken_back_on_their_page(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store, decide: Decide
) -> None:
    first, second = somebody(status=PENDING), somebody(status=PENDING)
    decide(first, second)
    address = f"{desk}{first.uid}/"

    answer = press(browser, address, undo_button(browser, address))

    assert answer.location == address
    assert statuses(session) == ["pending", "confirmed"]


def test_undoing_from_the_notice_leads_back_to_the_page_of_the_person(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store
) -> None:
    row = somebody(status=PENDING)
    address = f"{desk}{row.uid}/?status=pending"
    page = browser.get(browser.fill(address, form="approve").location)
    form = next(form for form in forms_of(page) if "registration=" in form.action)

    answer = browser.client.post(form.action, data=dict(form.values))

    assert (answer.location, statuses(session)) == (address, ["pending"])


def test_every_decision_and_its_undoing_is_in_the_history(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store, decide: Decide
) -> None:
    decide(somebody(status=PENDING), somebody(status=PENDING))
    press(browser, desk, undo_button(browser, desk))

    done = [entry.action for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]

    assert done == [
        *["registration:approve"] * 2,
        "registration:approve-several",
        *["registration:undo"] * 2,
        "registration:undo-several",
    ]


def test_who_answers_the_letter_while_declined_is_asked_to_wait(
    browser: Browser, session: DatabaseSession, delegate: Store, decide: Decide, hours: Clock
) -> None:
    row = delegate(status=UNVERIFIED, verified_at=None, hold_until=hours.now() + timedelta(hours=3))
    decide(row, deed="decline", reason="Мест нет.")
    address = f"/forums/{row.forum.slug}/registration/{_token(row)}/"
    action = next(form.action for form in forms_of(browser.get(address)) if form.action.endswith("/confirm"))

    browser.fill(address, {"consent_data": "y"}, form=action)

    assert "Try again in ten minutes" in browser.get(address).text
    assert "Мест нет" not in browser.get(address).text
    assert registrations(session)[0].verified_at is None


def test_telling_many_goes_on_where_it_stopped(
    session: DatabaseSession, forum: Forum, somebody: Store, decide: Decide
) -> None:
    delegates = [somebody(status=PENDING) for _number in range(3)]
    decide(*delegates)
    later = clock.now() + UNDO

    told = [service.tell_decided(forum, most=2, now=later) for _round in range(3)]

    assert told == [2, 1, 0]
    assert len(letters(session)) == 3


def test_a_list_of_decisions_takes_the_same_number_of_queries_however_long(
    browser: Browser, desk: str, somebody: Store, decide: Decide, queries: list[str]
) -> None:
    decide(somebody(status=PENDING))
    browser.get(desk)
    queries.clear()
    browser.get(desk)
    one = len(queries)
    decide(somebody(status=PENDING), somebody(status=PENDING, institution=factories.Institution()))
    browser.get(desk)
    queries.clear()

    browser.get(desk)

    assert len(queries) == one
