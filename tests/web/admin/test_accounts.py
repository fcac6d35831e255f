import pytest
from sqlalchemy import select

from forumapp import clock
from forumapp.accounts import queries as accounts
from forumapp.accounts.models import Account
from forumapp.audit import AuditEntry
from forumapp.mail.models import OutboxLetter
from forumapp.policy import TeamRole
from tests import factories
from tests.browsing import forms_of
from tests.signing_in import sign_in, sign_in_admin, sign_in_as

PAGES = ["/admin/", "/admin/accounts/", "/admin/accounts/new", "/admin/letters/"]


@pytest.fixture
def admin(client, session):
    return sign_in_admin(client, session)


@pytest.fixture
def merdan(session):
    return factories.Account(email="merdan@example.org", name="Мердан")


def deeds(session):
    return session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()


@pytest.mark.parametrize("page", PAGES)
def test_administrators_open_the_instance_s_pages(client, session, admin, page):
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_owners_of_forums_do_not(client, session, page):
    sign_in_as(client, session, factories.Forum(), TeamRole.OWNER)

    assert client.get(page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_asked_to_sign_in(client, page):
    assert client.get(page).location == f"/account/login?next={page}"


def test_an_account_is_added_and_gets_a_link_to_set_its_password(browser, session, admin):
    answer = browser.fill("/admin/accounts/new", {"email": "New@Example.org", "name": "Новый", "language": "ru"})

    account = accounts.account_by_email("new@example.org")
    letter = session.scalars(select(OutboxLetter)).one()
    assert answer.status_code == 303
    assert (account.name, account.language, account.is_admin, account.password_hash) == ("Новый", "ru", False, None)
    assert (letter.recipient, letter.language, letter.kind) == (account.email, "ru", "account:password-link")


@pytest.mark.parametrize("email", ["merdan@example.org", "MERDAN@EXAMPLE.ORG", "no address", "", "a@b"])
def test_an_address_that_is_none_or_taken_is_refused(browser, session, admin, merdan, email):
    answer = browser.fill("/admin/accounts/new", {"email": email})

    assert answer.status_code == 422
    assert len(session.scalars(select(Account)).all()) == 2
    assert session.scalars(select(OutboxLetter)).all() == []


def test_what_is_not_on_the_form_is_not_taken_from_it(browser, session, admin):
    browser.fill("/admin/accounts/new", {"email": "new@example.org", "password_hash": "x", "id": "99", "now": "x"})

    assert accounts.account_by_email("new@example.org").password_hash is None


def test_somebody_becomes_an_administrator_and_no_longer_one(browser, session, admin, merdan):
    session.commit()

    browser.fill("/admin/accounts/", form=f"/{merdan.id}/administrator")
    session.expire_all()
    assert merdan.is_admin
    browser.fill("/admin/accounts/", form=f"/{merdan.id}/administrator")
    session.expire_all()
    assert not merdan.is_admin
    assert deeds(session) == ["account:make-admin", "account:unmake-admin"]


def test_the_last_administrator_stays(browser, session, admin):
    browser.fill("/admin/accounts/", form=f"/{admin.id}/administrator")
    browser.fill("/admin/accounts/", form=f"/{admin.id}/disable")

    session.expire_all()
    assert (admin.is_admin, admin.disabled_at) == (True, None)
    assert "The last administrator stays." in browser.get("/admin/accounts/?lang=en").get_data(as_text=True)


def test_a_disabled_administrator_does_not_count(browser, session, admin, merdan):
    merdan.is_admin, merdan.disabled_at = True, clock.now()
    session.commit()

    browser.fill("/admin/accounts/", form=f"/{admin.id}/administrator")

    session.expire_all()
    assert admin.is_admin


def test_somebody_is_let_in_no_more_and_again(browser, session, admin, merdan, app):
    other = app.test_client()
    sign_in(other, session, merdan)

    browser.fill("/admin/accounts/", form=f"/{merdan.id}/disable")
    assert other.get("/account/").status_code == 302
    browser.fill("/admin/accounts/", form=f"/{merdan.id}/enable")

    session.expire_all()
    assert merdan.disabled_at is None
    assert other.get("/account/").status_code == 302
    assert deeds(session) == ["account:sign-out-everywhere", "account:disable", "account:enable"]


def test_rights_taken_away_count_at_the_next_request(client, session, admin):
    assert client.get("/admin/").status_code == 200
    admin.is_admin = False
    session.commit()

    assert client.get("/admin/").status_code == 403


def test_a_password_link_goes_to_somebody(browser, session, admin, merdan):
    session.commit()

    browser.fill("/admin/accounts/", form=f"/{merdan.id}/password-link")

    assert session.scalars(select(OutboxLetter.recipient)).all() == ["merdan@example.org"]


@pytest.mark.parametrize("deed", ["administrator", "disable", "enable", "password-link"])
def test_nothing_is_done_without_a_token_or_a_right(client, app, session, merdan, deed, monkeypatch):
    address = f"/admin/accounts/{merdan.id}/{deed}"
    sign_in_admin(client, session)
    assert client.post(address).status_code == 400

    sign_in_as(client, session, factories.Forum(), TeamRole.OWNER)
    token = forms_of(client.get("/account/logout"))[0].values["csrf_token"]
    assert client.post(address, data={"csrf_token": token}).status_code == 404
    assert deeds(session) == []


@pytest.mark.parametrize("count", [1, 3])
def test_accounts_are_listed_with_the_same_number_of_questions(client, session, admin, queries, count):
    for _number in range(count - 1):
        factories.Account()
    session.commit()
    queries.clear()

    client.get("/admin/accounts/")

    assert len(queries) == 3


def test_the_instance_says_what_it_runs_on(client, session, admin):
    page = client.get("/admin/?lang=en").get_data(as_text=True)

    database = "SQLite 3." if session.get_bind().dialect.name == "sqlite" else "PostgreSQL 1"
    assert [words in page for words in (database, "0.1.0", "none: letters stay here to be read")] == [True] * 3
