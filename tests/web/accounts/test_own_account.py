import pytest
from sqlalchemy import select

from forumapp.accounts.models import SignIn
from forumapp.accounts.service import passwords
from forumapp.audit import AuditEntry
from forumapp.mail.models import OutboxLetter
from tests import factories
from tests.browsing import forms_of
from tests.signing_in import sign_in
from tests.web.accounts.conftest import PASSWORD

NEW = "seven grey herons"
PRIVATE = ["/account/", "/account/name", "/account/password", "/account/email"]


def is_in(client):
    return client.get("/account/").status_code == 200


@pytest.mark.parametrize("address", PRIVATE)
def test_strangers_are_asked_to_sign_in(client, address):
    answer = client.get(address)

    assert (answer.status_code, answer.location) == (302, f"/account/login?next={address}")


@pytest.mark.parametrize("address", [*PRIVATE[1:], "/account/browsers/end", "/account/browsers/1/end"])
def test_nothing_changes_without_the_form_s_token(client, ayna, session, address):
    sign_in(client, session, ayna)

    assert client.post(address, data={"current": PASSWORD, "password": NEW}).status_code == 400


def test_name_and_language_are_one_s_own_to_choose(browser, ayna, session):
    sign_in(browser.client, session, ayna)

    answer = browser.fill("/account/name", {"name": "Айна Бердыева", "language": "ru"})

    session.expire_all()
    assert answer.status_code == 303
    assert (ayna.name, ayna.language) == ("Айна Бердыева", "ru")
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.before, entry.after) == (
        "account:describe",
        {"name": "Ayna Organizer", "language": None},
        {"name": "Айна Бердыева", "language": "ru"},
    )


def test_an_unknown_language_is_refused(browser, ayna, session):
    sign_in(browser.client, session, ayna)

    assert browser.fill("/account/name", {"language": "xx"}).status_code == 422


def test_a_new_password_signs_every_other_browser_out(browser, ayna, session, app):
    sign_in(browser.client, session, ayna)
    other = app.test_client()
    sign_in(other, session, ayna)

    answer = browser.fill("/account/password", {"current": PASSWORD, "password": NEW})

    session.expire_all()
    assert answer.status_code == 303
    assert passwords.matches(ayna.password_hash, NEW)
    assert is_in(browser.client)
    assert not is_in(other)
    assert session.scalars(select(OutboxLetter.kind)).all() == ["account:password-changed"]


@pytest.mark.parametrize(
    ("current", "password"), [("a wrong password", NEW), ("", NEW), (PASSWORD, "too short"), (PASSWORD, "password1234")]
)
def test_a_password_is_not_changed_without_the_one_in_use_or_to_a_weak_one(browser, ayna, session, current, password):
    sign_in(browser.client, session, ayna)

    answer = browser.fill("/account/password", {"current": current, "password": password})

    session.expire_all()
    assert answer.status_code == 422
    assert passwords.matches(ayna.password_hash, PASSWORD)
    assert password not in answer.get_data(as_text=True) or not password


def test_a_password_is_nowhere_but_in_its_hash(browser, ayna, session):
    sign_in(browser.client, session, ayna)
    browser.fill("/account/password", {"current": PASSWORD, "password": NEW})

    entries = session.scalars(select(AuditEntry)).all()
    assert NEW not in str([(entry.before, entry.after) for entry in entries])
    assert ayna.password_hash.startswith("$argon2id$")


def test_one_browser_can_be_signed_out(browser, ayna, session, app):
    sign_in(browser.client, session, ayna)
    other = app.test_client()
    row = sign_in(other, session, ayna)

    answer = browser.fill("/account/", form=f"/account/browsers/{row.id}/end")

    assert answer.status_code == 303
    assert is_in(browser.client)
    assert not is_in(other)


def test_every_other_browser_can_be_signed_out(browser, ayna, session, app):
    sign_in(browser.client, session, ayna)
    others = [app.test_client() for _number in range(2)]
    for other in others:
        sign_in(other, session, ayna)

    browser.fill("/account/", form="/account/browsers/end")

    assert is_in(browser.client)
    assert [is_in(other) for other in others] == [False, False]


def test_browsers_of_others_are_as_unknown_as_none(browser, ayna, session, app):
    sign_in(browser.client, session, ayna)
    sign_in(browser.client, session, ayna)
    row = sign_in(app.test_client(), session, factories.Account())
    csrf = forms_of(browser.get("/account/logout"))[0].values["csrf_token"]

    statuses = [
        browser.client.post(f"/account/browsers/{number}/end", data={"csrf_token": csrf}).status_code
        for number in (row.id, row.id + 1000)
    ]

    assert statuses == [404, 404]
    assert len(session.scalars(select(SignIn)).all()) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_account_page_asks_the_same_number_of_questions(client, ayna, session, app, queries, count):
    for _number in range(count - 1):
        sign_in(app.test_client(), session, ayna)
    sign_in(client, session, ayna)
    queries.clear()

    client.get("/account/")

    assert len(queries) == 3
