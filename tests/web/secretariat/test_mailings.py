"""Letters to many: who gets what in which language, once; trial, undoing, stopping."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp import worker
from forumapp.forums.models import Forum
from forumapp.mail.models import LetterStatus, OutboxLetter
from forumapp.registration import service as registration
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.queries import Filter
from forumapp.registration.rules.decisions import UNDO
from forumapp.secretariat.models import Mailing, MailingRecipient, MailingState
from forumapp.secretariat.service import mailings as service
from forumapp.secretariat.service import reminding
from forumapp.secretariat.service.asking import Chosen
from tests import factories
from tests.browsing import Browser
from tests.web.registration.conftest import Clock, letters
from tests.web.secretariat.conftest import Store

WORDS = {
    "subject-ru": "Новости: {forum}",
    "body-ru": "Здравствуйте, {name}!\n\nВаш номер {number}, ваша страница {link}",
    "subject-en": "News of {forum}",
    "body-en": "Hello {name}, number {number}",
}


@pytest.fixture
def begin(browser: Browser, desk: str) -> Callable[..., str]:
    """Give what begins a letter to people of the list and returns its address."""

    def open_letter(*chosen: Registration, asked: str = "") -> str:
        page = browser.get(desk + asked)
        whom: dict[str, object] = {"registration": [str(each.uid) for each in chosen]} if chosen else {"all": "1"}
        token = browser_token(page)
        answer = browser.client.post(f"{desk}letters/new{asked}", data={**token, **whom})
        assert answer.status_code == 303
        return answer.location

    return open_letter


Begin = Callable[..., str]


def browser_token(page: TestResponse) -> dict[str, str]:
    text = page.get_data(as_text=True)
    return {"csrf_token": text.partition('name="csrf_token" value="')[2].partition('"')[0]}


@pytest.fixture
def send(browser: Browser) -> Callable[..., TestResponse]:
    """Give what writes a letter and sends it."""

    def write_and_send(address: str, **words: object) -> TestResponse:
        browser.fill(address, {**WORDS, **words}, form="letter")
        return browser.fill(address, form="send")

    return write_and_send


Send = Callable[..., TestResponse]


@pytest.fixture
def work(hours: Clock) -> Callable[[], None]:
    """Give what lets the time for undoing pass and the worker go its round."""

    def wait() -> None:
        hours.moment += UNDO
        worker.send_to_many(hours.now())

    return wait


def test_everybody_gets_the_letter_in_their_own_language_once(
    session: DatabaseSession,
    somebody: Store,
    begin: Begin,
    send: Send,
    work: Callable[[], None],
    hours: Clock,
    forum: Forum,
) -> None:
    russian, english, tajik = (
        somebody(language=code, given_name=f"Мерген {{link}} {code}") for code in ("ru", "en", "tg")
    )

    assert send(begin()).status_code == 303
    assert letters(session) == []
    work()
    worker.send_to_many(hours.now())

    found = {each.recipient: each for each in session.query(OutboxLetter)}
    assert len(letters(session)) == 3
    assert (found[russian.email].subject, found[english.email].subject) == (
        "Новости: Содружество библиотек",
        "News of The Library Community",
    )
    assert (found[tajik.email].language, found[tajik.email].subject) == ("ru", "Новости: Содружество библиотек")
    assert "Мерген {link} en" in found[english.email].text
    assert registration.link_to(russian, slug=forum.slug) in found[russian.email].text
    assert session.query(Mailing).one().state is MailingState.DONE


def test_who_has_no_address_or_takes_no_part_any_more_is_left_out_and_counted(
    browser: Browser, session: DatabaseSession, somebody: Store, begin: Begin, send: Send, work: Callable[[], None]
) -> None:
    somebody(email=None, email_key=None)
    somebody(status=RegistrationStatus.DECLINED)
    reader = somebody()
    address = begin()

    page = browser.get(address).text
    assert "1 person gets it." in page
    assert "1 has no address and does not get it." in page
    assert "1 takes no part any more and does not get it." in page
    send(address)
    work()

    assert letters(session) == [(reader.email, "registration:write-many")]


def test_the_ended_get_it_where_that_is_chosen(
    session: DatabaseSession, somebody: Store, begin: Begin, send: Send, work: Callable[[], None]
) -> None:
    ended = somebody(status=RegistrationStatus.DECLINED)

    send(begin(ended), with_ended="y")
    work()

    assert letters(session) == [(ended.email, "registration:write-many")]


def test_who_withdrew_before_it_came_to_them_gets_nothing(
    session: DatabaseSession, somebody: Store, begin: Begin, send: Send, work: Callable[[], None]
) -> None:
    row = somebody()
    send(begin())
    row.status = RegistrationStatus.WITHDRAWN
    work()

    assert letters(session) == []
    assert session.query(MailingRecipient).one().done_at is not None


def test_who_stands_on_a_list_that_was_not_sent_gets_nothing_and_is_counted(
    browser: Browser, session: DatabaseSession, somebody: Store, begin: Begin, send: Send, work: Callable[[], None]
) -> None:
    somebody(status=RegistrationStatus.PENDING, party="party-one", decided_at=None)
    slow = somebody(party="party-two")
    reader = somebody()
    slow.decided_at = slow.created_at
    session.flush()
    address = begin()

    page = browser.get(address).text
    send(address)
    slow.decided_at = None
    work()

    assert "1 stands on the list of a delegation that was not sent yet and does not get it." in page
    assert "2 people get it." in page
    assert letters(session) == [(reader.email, "registration:write-many")]


def test_a_decision_that_nobody_was_told_neither_brings_a_letter_nor_withholds_one(
    browser: Browser, session: DatabaseSession, somebody: Store, begin: Begin, send: Send, work: Callable[[], None]
) -> None:
    confirmed = RegistrationStatus.CONFIRMED
    kept = somebody(status=RegistrationStatus.DECLINED, told_status=confirmed)
    untold = somebody(status=confirmed, told_status=RegistrationStatus.PENDING)
    undone = somebody(status=confirmed)
    address = begin(asked="?status=confirmed&status=declined")

    page = browser.get(address).text
    send(address)
    undone.status = RegistrationStatus.PENDING
    work()

    assert "3 people get it." in page
    assert letters(session) == [(kept.email, "registration:write-many")]
    assert untold.email != kept.email


def test_an_unknown_placeholder_is_refused_by_its_name_and_nothing_typed_is_lost(
    browser: Browser, session: DatabaseSession, somebody: Store, begin: Begin
) -> None:
    somebody()

    answer = browser.fill(begin(), {**WORDS, "body-ru": "Здравствуйте, {имя}!"}, form="letter")

    assert answer.status_code == 422
    assert "{имя} is no placeholder. These are: {name}, {forum}, {link}, {number}." in answer.text
    assert "Здравствуйте, {имя}!" in answer.text
    assert session.query(Mailing).one().body is None


def test_a_mistyped_placeholder_is_refused(
    browser: Browser, session: DatabaseSession, somebody: Store, begin: Begin
) -> None:
    somebody()

    answer = browser.fill(begin(), {**WORDS, "subject-en": "News of {{forum}}"}, form="letter")

    assert answer.status_code == 422
    assert "A brace stands where none belongs: “News of {{forum}}”." in answer.text
    assert session.query(Mailing).one().body is None


def test_the_preview_shows_a_real_reader_of_each_language_and_no_secret_link(
    browser: Browser, somebody: Store, begin: Begin
) -> None:
    somebody(language="ru", given_name="Мерген")
    somebody(language="en", given_name="Ann")
    address = begin()
    browser.fill(address, WORDS, form="letter")

    page = browser.get(address).text

    assert "Здравствуйте, Мерген!" in page
    assert "Hello Ann, number 2" in page
    assert "/registration/" not in page


def test_a_trial_goes_to_who_writes_and_to_nobody_else(
    browser: Browser, session: DatabaseSession, somebody: Store, begin: Begin
) -> None:
    row = somebody(language="ru")
    address = begin()
    browser.fill(address, WORDS, form="letter")

    browser.fill(address, form="/try")

    (letter,) = session.query(OutboxLetter).all()
    assert letter.recipient != row.email
    assert "/registration/" not in letter.text


def test_before_its_time_all_of_it_can_be_taken_back(
    browser: Browser, session: DatabaseSession, somebody: Store, begin: Begin, send: Send, work: Callable[[], None]
) -> None:
    somebody()
    address = begin()
    send(address)

    page = browser.get(browser.fill(address, form="/stop").location).text
    work()

    assert "The letter is a draft again, and nobody got it." in page
    assert letters(session) == []
    assert (session.query(Mailing).one().state, session.query(MailingRecipient).count()) == (MailingState.DRAFT, 0)
    assert browser.fill(address, form="send").status_code == 303


def test_stopping_keeps_what_has_left_and_takes_the_rest_out_of_the_outbox(
    browser: Browser, session: DatabaseSession, somebody: Store, begin: Begin, send: Send, hours: Clock
) -> None:
    rows = [somebody() for _number in range(4)]
    address = begin()
    send(address)
    hours.moment += UNDO
    service.send_some(most=3, now=hours.now())
    first, second, third = session.query(OutboxLetter).order_by(OutboxLetter.recipient)
    first.status, first.sent_at = LetterStatus.SENT, hours.now()
    second.lease_until = hours.now() + timedelta(minutes=3)
    session.flush()

    browser.fill(address, form="/stop")
    worker.send_to_many(hours.now())

    assert {each.recipient for each in session.query(OutboxLetter)} == {first.recipient, second.recipient}
    assert third.recipient in {each.email for each in rows}
    page = browser.get(address).text
    assert "Stopped" in page


def test_it_goes_on_where_it_stopped_and_nobody_gets_it_twice(
    session: DatabaseSession, somebody: Store, begin: Begin, send: Send, hours: Clock
) -> None:
    for _number in range(5):
        somebody()
    send(begin())
    hours.moment += UNDO

    done = [service.send_some(most=2, now=hours.now()) for _round in range(4)]

    assert done == [2, 2, 1, 0]
    assert len({each.recipient for each in session.query(OutboxLetter)}) == len(letters(session)) == 5


def test_a_killed_round_leaves_neither_a_letter_nor_a_mark(
    session: DatabaseSession, somebody: Store, begin: Begin, send: Send, hours: Clock
) -> None:
    for _number in range(3):
        somebody()
    send(begin())
    hours.moment += UNDO

    with session.begin_nested() as killed:
        service.send_some(most=2, now=hours.now())
        killed.rollback()
    session.expire_all()

    assert letters(session) == []
    assert service.send_some(most=9, now=hours.now()) == 3
    assert len(letters(session)) == 3


def test_when_the_readers_changed_since_the_look_it_is_not_sent(
    browser: Browser, session: DatabaseSession, somebody: Store, begin: Begin
) -> None:
    somebody()
    address = begin()
    browser.fill(address, WORDS, form="letter")
    page = browser.get(address)
    somebody()

    answer = browser.send(page, address, form="send")

    assert "the number of readers has changed: it is 2 now." in browser.get(answer.location).text
    assert session.query(MailingRecipient).count() == 0


def test_a_letter_without_words_is_not_sent_and_a_sent_one_not_changed(
    browser: Browser, session: DatabaseSession, somebody: Store, begin: Begin, send: Send
) -> None:
    somebody()
    address = begin()
    token = browser_token(browser.get(address))

    browser.client.post(f"{address}send", data={**token, "seen": "1"})
    assert session.query(Mailing).one().state is MailingState.DRAFT
    send(address)
    answer = browser.client.post(address, data={**token, **WORDS, "subject-ru": "Другое"})

    assert answer.status_code == 422
    assert session.query(Mailing).one().subject["ru"] == "Новости: {forum}"


def test_a_draft_is_deleted(browser: Browser, session: DatabaseSession, somebody: Store, begin: Begin) -> None:
    somebody()

    answer = browser.fill(begin(), form="/delete")

    assert session.query(Mailing).count() == 0
    assert browser.get(answer.location).status_code == 200


def test_nobody_selected_is_said(browser: Browser, desk: str, somebody: Store) -> None:
    somebody()
    page = browser.get(desk)

    answer = browser.client.post(f"{desk}letters/new", data=browser_token(page))

    assert "Select somebody first." in browser.get(answer.location).text


def test_the_list_of_letters_takes_the_same_number_of_queries_however_long(
    browser: Browser, desk: str, somebody: Store, begin: Begin, send: Send, queries: list[str]
) -> None:
    somebody()
    send(begin())
    browser.get(f"{desk}letters/")
    queries.clear()
    browser.get(f"{desk}letters/")
    one = len(queries)
    send(begin())
    begin()
    browser.get(f"{desk}letters/")
    queries.clear()

    browser.get(f"{desk}letters/")

    assert len(queries) == one


def test_those_who_have_not_confirmed_are_reminded_once_a_day(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store, hours: Clock, forum: Forum
) -> None:
    row = somebody(status=RegistrationStatus.UNVERIFIED, verified_at=None)
    somebody()
    factories.Registration(status=RegistrationStatus.UNVERIFIED, verified_at=None)

    def remind() -> TestResponse:
        token = browser_token(browser.get(desk))
        page = browser.client.post(f"{desk}remind", data={**token, "all": "1"})
        return browser.send(page, desk, form="remind") if 'type="submit">Remind' in page.text else page

    assert remind().status_code == 303
    assert "1 was reminded within a day and is left out." in remind().text
    reminding.remind(forum, Chosen(wanted=Filter()), now=hours.now() + timedelta(hours=25))

    assert letters(session) == [(row.email, "registration:remind")] * 2
