"""What no browser sends: it is refused in words, and never a fault."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forumapp.policy import TeamRole
from tests import signing_in
from tests.browsing import Browser
from tests.web.security.scene import Place, place

HUGE = "9" * 30
ODD = (
    "%00",
    "%ff%fe",
    "%ed%a0%80",
    "%E2%80%AE",
    "%0d%0aSet-Cookie:%20a=b",
    "..%2f..%2fetc",
    "%F0%9F%98%80",
    HUGE,
    "-1",
    "'",
)
PATHS = (
    "/forums/{}/",
    "/forums/{}/manage/",
    "/forums/ours/programme/{}/",
    "/forums/ours/people/{}/",
    "/forums/ours/join/{}",
    "/forums/ours/calendar/day/{}.ics",
    "/forums/ours/calendar/track/{}.ics",
    "/forums/ours/calendar/language/{}.ics",
    "/forums/ours/registration/{}/",
    "/forums/ours/manage/programme/sessions/{}/",
    "/forums/ours/manage/people/{}/",
    "/forums/ours/manage/team/{}/",
    "/forums/ours/manage/registrations/{}/",
    "/calendar/{}.ics",
    "/account/link/{}",
    "/account/team/{}",
    "/forums/ours/draft/{}/",
    "/forums/ours/address/{}/",
    "/forums/ours/delegation/{}/",
    "/forums/ours/delegation/{}/members/new",
    "/forums/ours/manage/delegations/{}/",
    "/forums/ours/manage/releases/{}/withdraw",
    "/admin/letters/{}/",
    "/static/{}",
)
QUERIES = (
    "/?lang={}",
    "/account/login?next={}",
    "/forums/ours/programme/?day={}",
    "/forums/ours/programme/?track={}&track=x",
    "/forums/ours/programme/?tz={}",
    "/forums/ours/calendar.ics?kind={}",
    "/forums/ours/programme.txt?room={}",
    "/forums/ours/schedule.xml?lang={}",
    "/forums/ours/manage/registrations/?q={}",
    "/forums/ours/manage/registrations/?page={}",
    "/forums/ours/manage/registrations/?status={}&country={}",
    "/forums/ours/manage/audit/?page={}&action={}",
    "/forums/ours/manage/people/?q={}",
    "/forums/ours/manage/share-person/?q={}",
    "/forums/ours/manage/programme/?q={}&day={}&track={}",
    "/forums/ours/manage/add-person/?next={}",
    "/forums/ours/programme.pdf?lang={}",
    "/forums/ours/programme.docx?lang={}&beside={}",
    "/forums/ours/manage/documents/programme.xlsx?lang={}",
    "/forums/ours/manage/programme/timetable/?day={}&zoom={}",
    "/forums/ours/manage/programme/timetable/board?since={}",
    "/forums/ours/manage/programme/timetable/board?since=1-{}",
    "/forums/ours/manage/programme/checks/?severity={}&day={}&check={}&page={}",
    "/forums/ours/manage/programme/checks/overrule/?finding={}",
    "/forums/ours/manage/programme/late/?day={}&begin={}&minutes={}&room={}",
)
OVERLONG = (
    "/account/browsers/{}/end",
    "/forums/ours/manage/team/{}/remove",
    "/forums/ours/manage/team/invitations/{}/revoke",
    "/forums/ours/manage/share-person/{}",
    "/admin/accounts/{}/disable",
    "/forums/ours/manage/releases/{}/withdraw",
    "/forums/ours/manage/releases/plan/{}/cancel",
    "/forums/ours/manage/releases/approvers/{}/revoke",
    "/forums/ours/manage/releases/approvers/comments/{}/resolve",
)


@pytest.fixture
def ours(session: Session) -> Place:
    """Give a forum with one of everything."""
    return place("ours")


@pytest.mark.parametrize("odd", ODD)
def test_odd_addresses_are_refused_in_words(odd: str, client: FlaskClient, session: Session, ours: Place) -> None:
    signing_in.sign_in_as(client, session, ours.forum, TeamRole.OWNER)
    addresses = [address.replace("{}", odd) for address in PATHS + QUERIES]
    got = {address: client.get(address).status_code for address in addresses}

    assert {address: status for address, status in got.items() if status >= 500} == {}


@pytest.mark.parametrize("address", OVERLONG)
def test_numbers_that_no_column_holds_are_no_addresses(
    address: str, app: Flask, client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch, ours: Place
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    signing_in.sign_in_admin(client, session)

    assert [client.post(address.format(number)).status_code for number in (HUGE, 2**31, 10**9)] == [404, 404, 404]


def test_nul_characters_are_refused_everywhere(client: FlaskClient, session: Session, ours: Place) -> None:
    signing_in.sign_in_as(client, session, ours.forum, TeamRole.OWNER)

    assert client.get("/forums/ou%00rs/").status_code == 404
    assert client.get("/forums/ours/manage/people/?q=a%00b").status_code == 400
    assert client.get("/?%00=1").status_code == 400


@pytest.mark.parametrize(
    "cookie",
    [
        *("forumapp=\xff\xfe", "forumapp=...", "delegate=\xff", "delegate==;;;=", 'delegate="\\000"', "a" * 9000),
        *("invitee=\xff", "invitee==;;;=", 'invitee="\\000"'),
    ],
)
def test_odd_cookies_are_nobody_s(cookie: str, client: FlaskClient, ours: Place) -> None:
    stranger = client.application.test_client(use_cookies=False)
    headers = {"Cookie": cookie}

    assert stranger.get("/forums/ours/programme/", headers=headers).status_code == 200
    assert stranger.get("/account/", headers=headers).status_code == 302


@pytest.mark.parametrize("name", ["is_admin", "id", "email", "email_key", "password_hash", "disabled_at"])
def test_fields_that_a_form_does_not_have_are_not_taken(
    name: str, client: FlaskClient, browser: Browser, session: Session, ours: Place
) -> None:
    account = signing_in.sign_in_as(client, session, ours.forum, TeamRole.READ_ONLY)
    kept = {column.name: getattr(account, column.name) for column in account.__table__.columns}

    assert browser.fill("/account/name", {"name": "New", name: "1"}).status_code == 303
    session.refresh(account)
    assert {column: getattr(account, column) for column in kept} == {**kept, "name": "New"}


def test_a_delegate_decides_nothing_but_what_the_form_asks(
    client: FlaskClient, browser: Browser, session: Session, ours: Place
) -> None:
    extra = {
        "status": "confirmed",
        "verified_at": "2026-01-01",
        "forum_id": "999",
        "arrived": "0",
        "token_hash": "0" * 64,
    }
    answers = {
        "given_name": "Мерген", "family_name": "Атаев", "email": "mergen@library.example", "country": "TM",
        "attendance": "online", "consent_data": "y", **extra,
    }  # fmt: skip

    assert browser.fill("/forums/ours/register/", answers).status_code == 303
    stored = session.query(type(ours.registration)).filter_by(email="mergen@library.example").one()
    assert (stored.status, stored.verified_at, stored.forum_id) == ("unverified", None, ours.forum.id)
    assert stored.token_hash != "0" * 64
    assert stored.arrived != 0


@pytest.mark.parametrize(
    "email",
    ["a@b.example\nBcc: c@d.example", "a@b.example\r\nBcc: c@d.example", "a@b.example,c@d.example", "<a@b.example>"],
)
def test_an_address_is_one_address(email: str, browser: Browser, session: Session, ours: Place) -> None:
    answer = browser.fill("/forums/ours/register/link", {"email": email})

    assert answer.status_code == 422


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000"])
@pytest.mark.parametrize(
    "path", ["/", "/forums/ours", "/forums/ours/", "/forums/ours/calendar/", "/forums/ours/register", "/sitemap.xml"]
)
def test_the_host_header_is_not_repeated(path: str, host: str, client: FlaskClient, ours: Place) -> None:
    headers = {
        "Host": host,
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "Forwarded": "host=evil.example",
    }
    answer = client.get(path, headers=headers)

    assert "evil.example" not in answer.get_data(as_text=True) + str(answer.headers)
    assert answer.status_code in {200, 308}
    if answer.status_code == 308:
        assert answer.headers["Location"] == f"{path}/"


def test_a_redirect_for_a_slash_keeps_the_query(client: FlaskClient, ours: Place) -> None:
    assert client.get("/forums/ours?lang=ru").headers["Location"] == "/forums/ours/?lang=ru"
    assert client.get("/forums//ours/").headers["Location"] == "/forums/ours/"


def test_a_form_without_its_token_is_refused_with_the_number_that_stands_in_the_log(client: FlaskClient) -> None:
    response = client.post("/account/login", data={"email": "a@example.org", "password": "wrong"})

    assert response.status_code == 400
    assert f"<code>{response.headers['X-Request-Id']}</code>" in response.text
