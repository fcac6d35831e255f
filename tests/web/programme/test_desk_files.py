"""Files at the desk: compared first, then taken in as a whole or not at all."""

import errno
import html
import io
import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp.exchange import forumfile, frabjson, frabxml
from forumapp.exchange.document import Document
from forumapp.forums.queries import forum_by_slug
from forumapp.policy import TeamRole
from forumapp.programme import service
from tests import parts
from tests.browsing import Browser, forms_of
from tests.publishing import load
from tests.signing_in import sign_in_as

DESK = "/forums/forum/manage/programme/"
FILES = f"{DESK}files/?lang=en"


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give a stored forum with a session, whose owner is at the desk."""
    forum = load(parts.document(parts.session("one"), rooms=(parts.room("hall"),)))
    sign_in_as(client, session, forum, TeamRole.OWNER)
    return forum


def standing(session: DatabaseSession) -> Document:
    session.expire_all()
    forum = forum_by_slug("forum")
    assert forum is not None
    return service.document_of(forum)


def upload(browser: Browser, octets: bytes) -> TestResponse:
    token = forms_of(browser.get(FILES))[-1].values["csrf_token"]
    return browser.client.post(FILES, data={"csrf_token": token, "file": (io.BytesIO(octets), "forum.json")})


def kept_files(app: Flask) -> list[str]:
    folder = app.extensions["forumapp.settings"].storage_dir / "imports"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def lines(page: TestResponse) -> list[str]:
    return [html.unescape(line) for line in re.findall(r"<li>([A-Z][^<]*: [^<]*)</li>", page.get_data(as_text=True))]


def test_a_format_that_knows_of_no_events_leaves_them_as_they_are(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    event = parts.event("exhibition", institutions=("host",))
    load(parts.document(parts.session("one"), institutions=(parts.institution("host"),), events=(event,)))
    schedule = frabjson.write(standing(session), version="1", base_url="https://forum.example.org")

    page = upload(browser, schedule)
    browser.client.post(f"{DESK}import", data=forms_of(page)[-1].values)

    assert standing(session).events == (replace(event, institutions=None),)


def test_a_file_is_compared_first_and_taken_in_by_the_button(
    browser: Browser, session: DatabaseSession, forum: Any, app: Flask
) -> None:
    wanted = parts.document(parts.session("one", room="hall"), parts.session("two"), rooms=(parts.room("hall"),))
    before, kept = standing(session), kept_files(app)

    page = upload(browser, forumfile.write(wanted))

    assert page.status_code == 200
    assert lines(page) == ["New: Session two", "Changed: Session one"]
    assert standing(session) == before
    response = browser.send(page, FILES)
    assert (response.status_code, response.location) == (303, f"{DESK}?lang=en")
    assert standing(session) == wanted
    assert kept_files(app) == kept


def test_a_file_that_says_what_stands_offers_nothing_to_take_in(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    page = upload(browser, forumfile.write(standing(session)))

    assert "The file says what stands at the desk already." in page.get_data(as_text=True)


def test_a_programme_that_changed_since_is_compared_again(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    wanted = parts.document(parts.session("one", title={"en": "Mine"}), rooms=(parts.room("hall"),))
    page = upload(browser, forumfile.write(wanted))
    theirs = parts.document(parts.session("one", title={"en": "Theirs"}), rooms=(parts.room("hall"),))
    load(theirs)

    again = browser.send(page, FILES)

    assert again.status_code == 200
    assert lines(again) == ["Changed: Mine"]
    assert standing(session) == theirs


def test_a_wrong_file_is_refused_with_each_place_and_sentence(
    browser: Browser, session: DatabaseSession, forum: Any, app: Flask
) -> None:
    value = json.loads(forumfile.write(standing(session)))
    value["sessions"][0] |= {"room": "cellar", "ends_at": "2027-04-12T09:00"}
    before, kept = standing(session), kept_files(app)

    page = upload(browser, json.dumps(value).encode())

    text = html.unescape(page.get_data(as_text=True))
    assert page.status_code == 422
    assert re.findall(r"<li><code>(.*?)</code> (.*?)</li>", text) == [
        ("sessions[0].room", "there is no “cellar” among the rooms"),
        ("sessions[0].ends_at", "must be after starts_at"),
    ]
    assert standing(session) == before
    assert kept_files(app) == kept


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (b"<!doctype html><p>Not found", "This is a web page, not a schedule."),
        (b"<schedule><conference>", "The file is not valid XML: line 1, column 23."),
        (b"[1]", "This is neither a forum file nor a frab schedule in XML or JSON."),
        (b'<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]><schedule>&a;</schedule>', "points to other files"),
    ],
)
def test_what_is_no_schedule_is_refused_with_a_sentence(
    browser: Browser, session: DatabaseSession, forum: Any, app: Flask, octets: bytes, words: str
) -> None:
    before, kept = standing(session), kept_files(app)

    page = upload(browser, octets)

    assert page.status_code == 422
    assert words in html.unescape(page.get_data(as_text=True))
    assert (standing(session), kept_files(app)) == (before, kept)


def test_another_forums_file_is_refused(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    other = replace(standing(session), forum=parts.forum(slug="other"))

    page = upload(browser, forumfile.write(other))

    assert page.status_code == 422
    assert "This is the file of another forum, “other”." in page.get_data(as_text=True)


@pytest.mark.parametrize("write", [frabxml.write, frabjson.write])
def test_a_frab_schedule_decides_the_programme_and_keeps_the_settings(
    browser: Browser, session: DatabaseSession, forum: Any, write: Any
) -> None:
    scheduled = parts.document(parts.session("one"), parts.session("two", room="hall"), rooms=(parts.room("hall"),))
    octets = write(scheduled, version="1", base_url="https://forum.example.org")
    settings = standing(session).forum

    page = upload(browser, octets)
    browser.send(page, FILES)

    assert page.status_code == 200
    assert standing(session).forum == settings
    assert [row.title["ru"] for row in standing(session).sessions] == ["Заседание one", "Заседание two"]


def test_a_programme_editor_does_not_change_the_forums_settings(
    client: FlaskClient, session: DatabaseSession, forum: Any
) -> None:
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    browser = Browser(client)
    wanted = replace(
        parts.document(parts.session("two"), rooms=(parts.room("hall"),)), forum=parts.forum(title={"en": "Ours"})
    )

    browser.send(upload(browser, forumfile.write(wanted)), FILES)

    stored = standing(session)
    assert (stored.forum.title, [row.key for row in stored.sessions]) == (parts.forum().title, ["two"])


@pytest.mark.parametrize(("fault", "status"), [(errno.ENOSPC, 503), (errno.EDQUOT, 503), (errno.EACCES, 500)])
def test_a_file_for_which_there_is_no_room_is_refused_for_a_while(
    browser: Browser, forum: Any, app: Flask, monkeypatch: pytest.MonkeyPatch, fault: int, status: int
) -> None:
    before = kept_files(app)

    def write_half(path: Path, octets: bytes) -> None:
        with path.open("wb") as file:
            file.write(octets[:100])
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(Path, "write_bytes", write_half)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    page = upload(browser, forumfile.write(parts.document(parts.session("two"))))

    assert (page.status_code, page.headers.get("Retry-After")) == (status, "10" if status == 503 else None)
    assert kept_files(app) == before


@pytest.mark.parametrize("token", ["", "x" * 40, "WyJhIiwiYiIsImMiXQ.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"])
def test_a_name_that_was_not_signed_takes_nothing_in(
    browser: Browser, session: DatabaseSession, forum: Any, token: str
) -> None:
    before = standing(session)
    page = upload(browser, forumfile.write(parts.document(parts.session("two"))))

    response = browser.send(page, FILES, {"file": token})

    assert (response.status_code, response.location) == (303, FILES)
    assert standing(session) == before


def test_a_file_kept_for_one_forum_is_not_taken_into_another(
    client: FlaskClient, session: DatabaseSession, forum: Any
) -> None:
    browser = Browser(client)
    other = load(Document(forum=parts.forum(slug="other")))
    sign_in_as(client, session, forum, TeamRole.OWNER)
    page = upload(browser, forumfile.write(parts.document(parts.session("two"))))
    sent = forms_of(page)[-1].values
    sign_in_as(client, session, other, TeamRole.OWNER)
    token = forms_of(client.get("/forums/other/manage/programme/files/"))[-1].values["csrf_token"]

    response = client.post("/forums/other/manage/programme/import", data={"csrf_token": token, "file": sent["file"]})

    assert response.status_code == 303
    assert service.document_of(other).sessions == ()


def test_the_forum_file_goes_out_as_it_came_in(client: FlaskClient, session: DatabaseSession, forum: Any) -> None:
    response = client.get(f"{DESK}export/forum")

    assert response.data == forumfile.write(standing(session))
    assert response.headers["Content-Disposition"] == 'attachment; filename="forum.json"'


@pytest.mark.parametrize(
    ("kind", "content_type"),
    [("frab_xml", "application/xml; charset=utf-8"), ("frab_json", "application/json; charset=utf-8")],
)
def test_frab_files_go_out(client: FlaskClient, forum: Any, kind: str, content_type: str) -> None:
    response = client.get(f"{DESK}export/{kind}")

    assert (response.status_code, response.content_type) == (200, content_type)


def test_strangers_get_no_file(client: FlaskClient, session: DatabaseSession) -> None:
    load(parts.document(parts.session("one")))

    assert client.get(f"{DESK}export/forum").status_code == 302


def test_a_file_that_could_not_be_stored_now_is_kept_for_another_try(
    browser: Browser, session: DatabaseSession, forum: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = parts.document(parts.session("one", title={"en": "Mine"}), rooms=(parts.room("hall"),))
    page = upload(browser, forumfile.write(wanted))

    def busy(*_given: object, **_named: object) -> None:
        raise PoolTimeout("too many writers")

    with monkeypatch.context() as patch:
        patch.setattr(service, "apply_document", busy)
        assert browser.send(page, FILES).status_code == 503
    assert browser.send(page, FILES).status_code == 303
    assert standing(session) == wanted
