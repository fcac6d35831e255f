"""A translator's file out and in, and the way of a text from the desk to the public."""

import html
import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp.accounts.models import Account
from forumapp.audit import AuditEntry
from forumapp.policy import TeamRole
from forumapp.programme.manage import uploads
from forumapp.programme.models import Step
from forumapp.translating import service
from tests.browsing import Browser, forms_of
from tests.publishing import load
from tests.signing_in import sign_in_as
from tests.web.translating.conftest import (
    DESK,
    EXPORT,
    PAGE,
    marks,
    send_row,
    standing,
    upload,
    whole_forum,
    words_at,
)
from tests.web.translating.sheets import filled_in, line_of, rows_of

TITLE = ("session", "opening", "title")
REPORT = ("report", "opening/first", "title")
ROOM = ("room", "hall", "title")


def sections(page: TestResponse) -> list[tuple[str, int]]:
    """Return the headings of a check with their counts."""
    text = html.unescape(page.get_data(as_text=True))
    found = re.findall(r'<h2 id="\w+-title">([^<]+) <span class="count muted">(\d+)</span>', text)
    return [(heading, int(count)) for heading, count in found]


def translated(octets: bytes, **changes: Any) -> bytes:
    """Return a file in which a session, its report and a room are translated."""
    lines = {place: line_of(octets, *place) for place in (TITLE, REPORT, ROOM)}
    cells = {f"I{lines[TITLE]}": "Opening", f"J{lines[TITLE]}": "Reviewed", f"I{lines[REPORT]}": "Report"}
    return filled_in(octets, {**cells, f"I{lines[ROOM]}": "Hall", f"J{lines[ROOM]}": "Machine translation", **changes})


def test_a_file_holds_what_the_page_shows(browser: Browser, forum: Any) -> None:
    response = browser.get(f"{EXPORT}&state=missing&kind=session")

    assert response.headers["Content-Disposition"] == 'attachment; filename="forum-ru-en.xlsx"'
    head, *rows = rows_of(response.data)
    assert [head[0], *head[7:]] == ["Where", "Russian", "English", "State", "Note"]
    assert [[row[0], *row[7:]] for row in rows] == [
        ["Session “Открытие”: title", "Открытие", None, "Missing", "≤ 300 characters"],
        ["Session “Открытие”: abstract", "О *заседании*", None, "Missing", "≤ 10000 characters, Markdown"],
    ]


def test_a_file_is_checked_first_and_taken_in_by_the_button(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    before = standing(session)
    page = upload(browser, translated(browser.get(EXPORT).data))

    assert sections(page) == [("Will be changed", 3)]
    assert standing(session) == before
    response = browser.send(page, PAGE)
    assert response.status_code == 303
    assert [words_at(session, *place)["en"] for place in (TITLE, REPORT, ROOM)] == ["Opening", "Report", "Hall"]
    assert marks(session) == {"session opening title": "reviewed", "room hall title": "machine"}


def test_a_file_is_one_step_that_is_undone_at_once(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    before = session.scalar(select(func.count()).select_from(Step))
    browser.send(upload(browser, translated(browser.get(EXPORT).data)), PAGE)

    steps = session.scalars(select(Step).order_by(Step.id)).all()[before:]
    assert [step.action for step in steps] == ["translation:import"]
    page = browser.get("/forums/forum/manage/programme/?lang=en")
    assert "translated by a file: “Opening”" in page.get_data(as_text=True)
    browser.send(page, "", form="/undo?lang=en")
    assert words_at(session, *TITLE) == {"ru": "Открытие"}
    assert words_at(session, *REPORT) == {"ru": "Доклад"}


def test_a_file_taken_in_twice_changes_nothing(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    octets = translated(browser.get(EXPORT).data)
    browser.send(upload(browser, octets), PAGE)
    before, deeds = standing(session), session.scalar(select(func.count()).select_from(AuditEntry))

    page = upload(browser, octets)

    assert "There is nothing to take in." in page.get_data(as_text=True)
    assert standing(session) == before
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == deeds


def test_what_changed_since_is_decided_by_a_person(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    octets = translated(browser.get(EXPORT).data)
    send_row(browser, TITLE, "The beginning")
    load(replace(standing(session), rooms=(replace(standing(session).rooms[0], title={"ru": "Малый зал"}),)))

    page = upload(browser, octets)

    text = html.unescape(page.get_data(as_text=True))
    assert sections(page) == [("Will be changed", 1), ("To be decided", 2)]
    assert "The translation was changed at the desk after the file was saved." in text
    assert "The source text was changed after the file was saved." in text
    taken = re.findall(r'name="take" value="(\w+)"', text)
    browser.send(page, PAGE, {"take": taken[:1]})
    assert words_at(session, *TITLE)["en"] == "Opening"
    assert words_at(session, *ROOM) == {"ru": "Малый зал"}
    assert words_at(session, *REPORT)["en"] == "Report"


def test_texts_that_changed_between_check_and_button_are_checked_again(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    page = upload(browser, translated(browser.get(EXPORT).data))
    send_row(browser, TITLE, "The beginning")

    again = browser.send(page, PAGE)

    assert (again.status_code, sections(again)) == (200, [("Will be changed", 2), ("To be decided", 1)])
    assert words_at(session, *TITLE)["en"] == "The beginning"
    assert words_at(session, *ROOM) == {"ru": "Зал"}


def test_a_file_that_was_kept_for_something_else_is_not_taken_in(
    app: Flask, browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    page, before = upload(browser, translated(browser.get(EXPORT).data)), standing(session)
    account_id = session.scalars(select(Account.id)).one()
    with app.app_context():
        token = uploads.keep(b"{}", purpose="file", slug="forum", account_id=account_id, compared_with=before)

    response = browser.send(page, PAGE, {"file": token})

    assert (response.status_code, response.location) == (303, f"{DESK}file/?lang=en")
    assert standing(session) == before


def test_a_file_that_could_not_be_stored_now_is_kept_for_another_try(
    browser: Browser, session: DatabaseSession, forum: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = upload(browser, translated(browser.get(EXPORT).data))

    def busy(*_given: object, **_named: object) -> None:
        raise PoolTimeout("too many writers")

    with monkeypatch.context() as patch:
        patch.setattr(service, "take_in", busy)
        assert browser.send(page, PAGE).status_code == 503
    assert browser.send(page, PAGE).status_code == 303
    assert words_at(session, *TITLE)["en"] == "Opening"


def test_rows_that_fit_nothing_are_told_and_the_rest_is_taken(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    octets = browser.get(EXPORT).data
    line = line_of(octets, *ROOM)
    page = upload(browser, translated(octets, **{f"D{line}": "gone", f"K{line_of(octets, *TITLE)}": "A feast?"}))

    assert sections(page) == [("Will be changed", 2), ("Cannot be taken in", 1), ("Remarks of the translator", 1)]
    assert "Session “Открытие”: title: A feast?" in html.unescape(page.get_data(as_text=True))
    assert f"Row {line}, Room “gone”: title: There is no such text in the forum any more." in html.unescape(
        page.get_data(as_text=True)
    )


def test_another_file_is_refused(browser: Browser, forum: Any) -> None:
    page = upload(browser, b"name;title\n")

    assert page.status_code == 422
    assert "This is not a list of translations that was saved here." in page.get_data(as_text=True)


def test_a_programme_editors_file_leaves_the_forums_own_texts(
    client: FlaskClient, browser: Browser, session: DatabaseSession
) -> None:
    sign_in_as(client, session, load(whole_forum()), TeamRole.PROGRAMME_EDITOR)
    octets = browser.get(EXPORT).data

    page = upload(browser, filled_in(octets, {f"I{line_of(octets, 'forum', '', 'title')}": "Mine"}))

    assert sections(page) == [("Cannot be taken in", 1)]


def test_a_file_of_another_forum_is_refused_row_by_row(browser: Browser, forum: Any) -> None:
    octets = browser.get(f"{EXPORT}&kind=room").data

    page = upload(browser, filled_in(octets, {"B2": "other", "I2": "Hall"}))

    assert "This row belongs to another forum." in page.get_data(as_text=True)


def test_from_missing_texts_to_the_public_page(
    client: FlaskClient, browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    publish = "/forums/forum/manage/releases/?lang=en"
    public = "/forums/forum/programme/opening/?lang=en"
    browser.fill(publish)
    text = client.get(public).get_data(as_text=True)
    assert '<span lang="ru">Открытие</span> <span class="foreign">(in Russian)</span>' in text

    missing = browser.get(f"{PAGE}&state=missing")
    for place, words in ((TITLE, "Opening"), (REPORT, "Report"), (ROOM, "Hall")):
        send_row(browser, place, words, page=missing)
    send_row(browser, TITLE, "Opening", deed="reviewed")
    octets = browser.get(EXPORT).data
    line = line_of(octets, "session", "opening", "abstract")
    browser.send(upload(browser, filled_in(octets, {f"I{line}": "About the session", f"J{line}": "Reviewed"})), PAGE)
    browser.fill(publish)

    assert marks(session) == {"session opening title": "reviewed", "session opening abstract": "reviewed"}
    text = client.get(public).get_data(as_text=True)
    assert "<h1><span>Opening</span></h1>" in text
    assert "<p>About the session</p>" in text
    assert 'class="foreign"' not in text


@pytest.mark.parametrize("address", [f"{DESK}file/", EXPORT])
def test_strangers_get_nothing(client: FlaskClient, session: DatabaseSession, address: str) -> None:
    forum = load(whole_forum())
    sign_in_as(client, session, forum)

    assert client.get(address).status_code == 404


def test_the_page_of_files_offers_the_file_to_readers_but_takes_none(
    client: FlaskClient, browser: Browser, session: DatabaseSession
) -> None:
    sign_in_as(client, session, load(whole_forum()), TeamRole.READ_ONLY)

    page = browser.get(f"{DESK}file/")

    assert page.status_code == 200
    assert forms_of(page) == []
