import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from forumapp import clock
from forumapp.accounts import queries as account_queries
from forumapp.accounts import rules
from forumapp.accounts.models import AccountLink, LinkPurpose, SignIn
from forumapp.accounts.service import passwords, tokens
from forumapp.mail.models import OutboxLetter
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in

NEW = "seven grey herons"


def letters(session):
    return session.scalars(select(OutboxLetter).order_by(OutboxLetter.created_at, OutboxLetter.recipient)).all()


def link_in(letter):
    found = re.search(r"http://127\.0\.0\.1:8000(/account/link/\S+)", letter.text)
    assert found is not None, letter.text
    return found[1]


def asked(browser, session, address="/account/link", email="ayna@example.org"):
    answer = browser.fill(address, {"email": email})
    assert answer.status_code == 200
    return link_in(letters(session)[-1])


def is_in(client):
    return client.get("/account/").status_code == 200


@pytest.mark.parametrize("address", ["/account/link", "/account/password/forgotten"])
def test_asking_for_a_link_says_the_same_to_known_and_unknown_addresses(browser, ayna, session, address):
    known = browser.fill(address, {"email": "ayna@example.org"})
    unknown = browser.fill(address, {"email": "nobody@example.org"})

    assert known.status_code == unknown.status_code == 200
    assert known.data == unknown.data
    assert [letter.recipient for letter in letters(session)] == ["ayna@example.org"]


def test_a_disabled_account_gets_no_letter(browser, ayna, session):
    ayna.disabled_at = clock.now()
    session.commit()

    browser.fill("/account/link", {"email": "ayna@example.org"})

    assert letters(session) == []


def test_a_letter_speaks_its_reader_s_language(browser, ayna, session):
    ayna.language = "ru"
    session.commit()

    assert asked(browser, session).endswith("?lang=ru")
    assert letters(session)[0].language == "ru"


def test_the_table_holds_the_hash_of_a_link(browser, ayna, session):
    token = asked(browser, session).rpartition("/")[2]

    assert session.scalars(select(AccountLink.token_hash)).all() == [tokens.hash_of(token)]


def test_opening_a_link_spends_nothing_and_its_button_signs_in_once(browser, ayna, session, app):
    link = asked(browser, session)
    for _time in range(3):
        assert browser.get(link).status_code == 200
    assert browser.client.head(link).status_code == 200
    assert not is_in(browser.client)

    answer = browser.fill(link)

    assert (answer.status_code, answer.location) == (303, "/forums/mine")
    assert is_in(browser.client)
    assert app.test_client().get(link).status_code == 410


def test_a_link_holds_half_an_hour(browser, ayna, session):
    link = asked(browser, session)

    with time_machine.travel(clock.now() + rules.LINK_LIFE - timedelta(seconds=5), tick=False):
        assert browser.get(link).status_code == 200
    with time_machine.travel(clock.now() + rules.LINK_LIFE + timedelta(seconds=5), tick=False):
        assert browser.get(link).status_code == 410


def test_a_link_that_never_was_is_as_gone_as_a_used_one(browser, ayna):
    assert browser.get("/account/link/never-given").status_code == 410


def test_two_pages_of_one_link_let_in_once(browser, ayna, session, app):
    link = asked(browser, session)
    other = Browser(app.test_client())
    first, second = browser.get(link), other.get(link)
    browser.send(first, link)

    again = other.send(second, link)

    assert again.status_code == 410
    assert len(session.scalars(select(SignIn)).all()) == 1


def test_a_new_password_ends_every_sign_in_and_voids_every_link(browser, ayna, session, app):
    other = app.test_client()
    sign_in(other, session, ayna)
    earlier = asked(browser, session)
    link = asked(browser, session, "/account/password/forgotten")

    answer = browser.fill(link, {"password": NEW})

    session.expire_all()
    assert answer.status_code == 303
    assert passwords.matches(ayna.password_hash, NEW)
    assert is_in(browser.client)
    assert not is_in(other)
    assert browser.get(earlier).status_code == 410
    assert [letter.kind for letter in letters(session)][-1] == "account:password-changed"


@pytest.mark.parametrize("password", ["", "too short", "password1234", "ayna@example.org", "k" * 1001])
def test_a_weak_password_is_refused_and_the_link_stays_good(browser, ayna, session, password):
    link = asked(browser, session, "/account/password/forgotten")
    kept = ayna.password_hash

    answer = browser.fill(link, {"password": password})

    session.expire_all()
    assert answer.status_code == 422
    assert ayna.password_hash == kept
    assert browser.get(link).status_code == 200


def change_email(browser, session, email, account):
    sign_in(browser.client, session, account)
    answer = browser.fill("/account/email", {"email": email, "current": "six white cranes"})
    return answer, link_in(letters(session)[-1]) if answer.status_code == 303 else None


def test_a_new_address_counts_once_its_letter_is_answered(browser, ayna, session, app):
    other = app.test_client()
    sign_in(other, session, ayna)
    _answer, link = change_email(browser, session, "ayna@library.example.org", ayna)
    assert letters(session)[-1].recipient == "ayna@library.example.org"
    session.expire_all()
    assert ayna.email == "ayna@example.org"

    answer = browser.fill(link)

    session.expire_all()
    assert (answer.status_code, answer.location) == (303, "/account/")
    assert (ayna.email, ayna.email_key) == ("ayna@library.example.org", "ayna@library.example.org")
    assert not is_in(other)
    assert [(letter.recipient, letter.kind) for letter in letters(session)][-1] == (
        "ayna@example.org",
        "account:email-changed",
    )


def test_an_address_of_somebody_else_is_refused_when_confirmed(browser, ayna, session):
    factories.Account(email="merdan@example.org")
    _answer, link = change_email(browser, session, "Merdan@example.org", ayna)

    answer = browser.fill(link)

    session.expire_all()
    assert answer.status_code == 422
    assert ayna.email == "ayna@example.org"
    assert is_in(browser.client)


def test_another_address_needs_the_password(browser, ayna, session):
    sign_in(browser.client, session, ayna)

    answer = browser.fill("/account/email", {"email": "thief@example.org", "current": "a wrong password"})

    assert answer.status_code == 422
    assert letters(session) == []


@pytest.mark.parametrize("purpose", LinkPurpose)
def test_links_are_not_to_be_indexed_or_kept(browser, ayna, session, purpose):
    link = AccountLink(
        account_id=ayna.id,
        purpose=purpose,
        email="new@example.org",
        token_hash=tokens.hash_of("token"),
        created_at=clock.now(),
        expires_at=clock.now() + rules.LINK_LIFE,
    )
    session.add(link)
    session.commit()

    page = browser.get("/account/link/token")

    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert '<meta name="robots" content="noindex">' in page.get_data(as_text=True)
    assert account_queries.lock_link(link).used_at is None
