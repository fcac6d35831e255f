import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from forumapp import clock
from forumapp.accounts import rules
from forumapp.accounts.models import SignIn
from forumapp.accounts.service import tokens
from forumapp.audit import AuditEntry
from tests.browsing import Browser
from tests.signing_in import sign_in
from tests.web.accounts.conftest import PASSWORD

OUTSIDE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "////evil.example/",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\\/evil.example",
    "//evil.example%2f..",
    "http:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    " //evil.example",
    "/\x00/evil.example/",
    "/forums//evil.example",
    "/.//evil.example",
    "evil.example",
    "@evil.example",
    "?next=//evil.example",
    "",
    "/" + "a" * 3000,
]


def enter(browser, email="ayna@example.org", password=PASSWORD, target=None):
    address = "/account/login" if target is None else f"/account/login?next={target}"
    return browser.fill(address, {"email": email, "password": password})


def is_in(client):
    return client.get("/account/").status_code == 200


def cookie_of(client):
    with client.session_transaction() as session:
        return dict(session)


def test_the_right_password_lets_in(browser, ayna):
    answer = enter(browser)

    assert (answer.status_code, answer.location) == (303, "/forums/mine")
    assert is_in(browser.client)


def test_an_address_counts_without_regard_to_case(browser, ayna):
    assert enter(browser, email=" Ayna@Example.ORG ").status_code == 303


def test_the_cookie_holds_an_opaque_token_and_the_table_its_hash(browser, ayna, session):
    enter(browser)

    cookie = cookie_of(browser.client)
    assert cookie.keys() == {"_user_id", "_fresh"}
    assert session.scalars(select(SignIn.token_hash)).all() == [tokens.hash_of(cookie["_user_id"])]


def test_signing_in_is_written_down(browser, ayna, session):
    enter(browser)

    entries = session.execute(select(AuditEntry.action, AuditEntry.actor, AuditEntry.subject)).all()
    assert entries == [("account:sign-in", "ayna@example.org", f"account:{ayna.id}")]


def test_known_and_unknown_addresses_are_refused_in_the_same_bytes(browser, ayna):
    def refusal(email):
        answer = enter(browser, email=email, password="not the password")
        assert answer.status_code == 422
        text = answer.get_data(as_text=True).replace(email, "…")
        return re.sub(r'name="csrf_token" type="hidden" value="[^"]+"', "", text)

    assert refusal("ayna@example.org") == refusal("nobody@example.org")
    assert not is_in(browser.client)


def test_a_password_is_compared_for_unknown_addresses_too(browser, ayna, monkeypatch):
    compared = []
    monkeypatch.setattr(
        "forumapp.accounts.service.passwords._hasher",
        lambda _profile: type("", (), {"verify": lambda _s, *a: compared.append(a)})(),
    )
    monkeypatch.setattr("forumapp.accounts.service.passwords._decoy", lambda _profile: "decoy")

    answer = enter(browser, email="nobody@example.org", password="any password")

    assert answer.status_code == 422
    assert compared == [("decoy", "any password")]


def test_an_account_without_a_password_is_not_let_in_by_one(browser, ayna, session):
    ayna.password_hash = None
    session.commit()

    assert enter(browser, password="nobody's password").status_code == 422


def test_an_empty_form_names_what_is_missing_and_keeps_the_address(browser, ayna):
    answer = enter(browser, password="")

    assert answer.status_code == 422
    assert 'value="ayna@example.org"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("target", ["/forums/new", "/forums/a/manage/?x=1", "/account/"])
def test_an_address_of_ours_is_gone_back_to(browser, ayna, target):
    assert enter(browser, target=target).location == target


@pytest.mark.parametrize("target", OUTSIDE)
def test_no_other_address_is_gone_to(browser, ayna, target):
    answer = browser.fill("/account/login", {"email": "ayna@example.org", "password": PASSWORD, "next": target})
    again = browser.client.get("/account/login", query_string={"next": target})

    assert (answer.status_code, answer.location) == (303, "/forums/mine")
    expected = (400, None) if "\x00" in target else (302, "/forums/mine")
    assert (again.status_code, again.location) == expected


def test_each_sign_in_has_a_token_of_its_own_and_the_session_before_is_void(browser, ayna, app):
    browser.get("/account/login")
    before = browser.client.get_cookie("forumapp").value
    enter(browser)
    first = cookie_of(browser.client)["_user_id"]

    victim = app.test_client()
    victim.set_cookie("forumapp", before)
    enter(Browser(victim))

    planted = app.test_client()
    planted.set_cookie("forumapp", before)
    assert not is_in(planted)
    assert cookie_of(victim)["_user_id"] != first


def test_a_token_chosen_by_somebody_else_lets_nobody_in(client, ayna):
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "chosen"

    assert client.get("/account/").location == "/account/login?next=/account/"


def test_a_form_without_its_token_is_refused(client, ayna, session):
    answer = client.post("/account/login", data={"email": "ayna@example.org", "password": PASSWORD})

    assert answer.status_code == 400
    assert session.scalars(select(SignIn)).all() == []


@pytest.mark.parametrize(
    ("wait", "is_let_in"),
    [(rules.IDLE - timedelta(minutes=1), True), (rules.IDLE, False)],
)
def test_a_sign_in_ends_when_nobody_uses_it(client, ayna, session, wait, is_let_in):
    sign_in(client, session, ayna)

    with time_machine.travel(clock.now() + wait, tick=False):
        assert is_in(client) is is_let_in


def test_a_sign_in_ends_after_two_weeks_however_much_it_is_used(client, ayna, session):
    sign_in(client, session, ayna)
    begun = clock.now()
    for hours in range(10, 14 * 24, 10):
        with time_machine.travel(begun + timedelta(hours=hours), tick=False):
            assert is_in(client)

    with time_machine.travel(begun + rules.ABSOLUTE, tick=False):
        assert not is_in(client)


def test_a_use_is_noted_every_ten_minutes_at_most(client, ayna, session):
    row = sign_in(client, session, ayna)
    begun = row.seen_at
    for minutes, noted in ((9, 0), (11, 11), (15, 11), (22, 22)):
        with time_machine.travel(begun + timedelta(minutes=minutes), tick=False):
            client.get("/account/")
        session.expire_all()
        assert row.seen_at == begun + timedelta(minutes=noted)


def test_opening_the_log_out_page_signs_nobody_out(client, ayna, session):
    sign_in(client, session, ayna)

    assert client.get("/account/logout").status_code == 200
    assert is_in(client)


def test_logging_out_ends_the_sign_in_everywhere_its_cookie_is(browser, ayna, session, app):
    sign_in(browser.client, session, ayna)
    copied = browser.client.get_cookie("forumapp").value

    answer = browser.fill("/account/logout")

    thief = app.test_client()
    thief.set_cookie("forumapp", copied)
    assert answer.status_code == 200
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not is_in(browser.client)
    assert not is_in(thief)
    assert session.scalars(select(SignIn)).all() == []


def test_logging_out_without_the_form_s_token_is_refused(client, ayna, session):
    sign_in(client, session, ayna)

    assert client.post("/account/logout").status_code == 400
    assert is_in(client)


def test_a_disabled_account_is_out_at_its_next_request_and_cannot_come_back(browser, ayna, session):
    sign_in(browser.client, session, ayna)
    ayna.disabled_at = clock.now()
    session.commit()

    assert not is_in(browser.client)
    assert enter(browser).status_code == 422


def test_whoever_is_in_needs_no_sign_in_page(client, ayna, session):
    sign_in(client, session, ayna)

    assert client.get("/account/login").location == "/forums/mine"


def test_the_desk_speaks_the_account_s_language(client, ayna, session):
    ayna.language = "ru"
    sign_in(client, session, ayna)

    assert '<html lang="ru">' in client.get("/account/", headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert '<html lang="en">' in client.get("/account/?lang=en").get_data(as_text=True)


def test_public_pages_know_nobody(client, ayna, session, queries):
    ayna.language = "ru"
    sign_in(client, session, ayna)
    queries.clear()

    answer = client.get("/", headers={"Accept-Language": "en"})

    assert '<html lang="en">' in answer.get_data(as_text=True)
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers
    assert not [statement for statement in queries if "sign_ins" in statement]
