"""Deeds of the desk with numbers and dates that nobody means: refused in words, and never a fault."""

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange import forumfile
from forumapp.exchange.document import ReportPart
from forumapp.programme import service
from tests import parts
from tests.browsing import Browser, forms_of
from tests.publishing import load
from tests.signing_in import sign_in_admin

DESK = "/forums/forum/manage/programme/"
PLACE = {"key": "one", "version": "1", "starts_at": "2027-04-12T10:00", "minutes": "60", "room": ""}
HUGE = "9" * 30


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give a stored forum whose session has a report, with an administrator at the desk."""
    forum = load(
        parts.document(
            parts.session("one", reports=(ReportPart(key="talk", title={"en": "A talk"}, minutes=10, people=()),))
        )
    )
    sign_in_admin(client, session)
    return forum


@pytest.mark.parametrize(
    "changes",
    [
        {"version": HUGE},
        {"version": "-1"},
        {"starts_at": "9999-12-31T23:59"},
        {"starts_at": "0001-01-01T00:00"},
        {"minutes": HUGE},
        {"room": "no-such"},
    ],
)
def test_a_place_that_cannot_be_is_refused(
    changes: dict[str, str], app: Flask, client: FlaskClient, forum: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)

    answer = client.post(f"{DESK}timetable/place", data={**PLACE, **changes}, headers={"X-Board": "1"})

    assert answer.status_code in {409, 422}


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-01-01"])
@pytest.mark.parametrize("begin", ["00:00", "10:00"])
def test_a_delay_on_no_day_of_the_forum_is_refused(day: str, begin: str, client: FlaskClient, forum: Any) -> None:
    answer = client.get(f"{DESK}late/?day={day}&begin={begin}&minutes=15&room=&runs_on=y")

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("text", "status"), [("00001" + "0" * 5000, 422), ("1" * 5000, 422), ("²", 422), ("0", 422), ("", 422), ("٣", 303)]
)
def test_an_odd_length_is_refused_or_read(
    text: str, status: int, app: Flask, client: FlaskClient, forum: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)

    answer = client.post(f"{DESK}sessions/one/order", data={"version": "1", "report": "talk", "minutes-talk": text})

    assert answer.status_code == status


@pytest.mark.parametrize("version", ["9" * 40, "-1", "x", "²"])
def test_an_odd_version_of_a_running_order_is_none(
    version: str, app: Flask, client: FlaskClient, forum: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)

    answer = client.post(f"{DESK}sessions/one/order", data={"version": version, "report": "talk", "minutes-talk": "20"})

    assert answer.status_code == 409


@pytest.mark.parametrize("starts_on", ["9999-12-31", "0001-01-01"])
def test_a_copy_in_no_year_is_refused(starts_on: str, browser: Browser, forum: Any) -> None:
    days = {"slug": "next", "starts_on": starts_on, "ends_on": starts_on}

    assert browser.fill(f"{DESK}clone/", days).status_code == 422


def kept_name(browser: Browser, address: str, octets: bytes) -> str:
    """Send a file to a page that shows first what it would do; return the name under which it is kept."""
    token = forms_of(browser.get(address))[-1].values["csrf_token"]
    fields = {"csrf_token": token, "html": "", "text": "", "file": (io.BytesIO(octets), "file")}
    return next(
        form.values["file"] for form in forms_of(browser.client.post(address, data=fields)) if "file" in form.values
    )


def confirm(browser: Browser, address: str, name: str) -> str:
    token = forms_of(browser.get(f"{DESK}files/"))[-1].values["csrf_token"]
    answer = browser.client.post(f"{DESK}{address}", data={"csrf_token": token, "file": name, "again": "y"})
    assert answer.status_code == 303
    return answer.location


def test_a_kept_file_is_what_it_was_sent_for(browser: Browser, forum: Any) -> None:
    document = forumfile.write(service.document_of(forum)).replace(b"A talk", b"A tale")
    table = kept_name(browser, f"{DESK}intake/", b"<table><tr><td>10:00</td><td>Opening of all</td></tr></table>")

    assert confirm(browser, "intake/check", kept_name(browser, f"{DESK}files/", document)) == f"{DESK}intake/"
    assert confirm(browser, "import", table) == f"{DESK}files/"


def test_a_kept_file_is_for_who_sent_it(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    table = kept_name(browser, f"{DESK}intake/", b"<table><tr><td>10:00</td><td>Opening of all</td></tr></table>")
    sign_in_admin(browser.client, session)

    assert confirm(browser, "intake/check", table) == f"{DESK}intake/"
