"""The published programme as PDF, Word and Excel."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.http import http_date

from forumapp.documents.service import pdf
from forumapp.documents.service.press import PRESS, Press
from forumapp.forums.queries import forum_by_slug
from forumapp.registration.rules.tokens import fingerprint
from tests import factories
from tests.papers import text_of
from tests.web.documents.conftest import FORUM, KINDS, Desk
from tests.web.feeds.samples import NOW, SECRET, SLUG, document, released

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_says_what_it_is_and_is_kept_for_all(desk: Desk, kind: str) -> None:
    headers = desk.fetch(f"programme.{kind}", **{"Accept-Language": "en"}).headers

    how = "inline" if kind == "pdf" else "attachment"
    assert headers["Content-Type"] == TYPES[kind]
    assert headers["Content-Disposition"] == f'{how}; filename="{SLUG}-programme-en.{kind}"'
    assert headers["Cache-Control"] == "public, max-age=0, s-maxage=60, must-revalidate"
    assert headers["Vary"] == "Accept-Encoding, Accept-Language"
    assert headers["Last-Modified"] == http_date(NOW)


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_it_already_gets_304_and_head_gets_no_body(desk: Desk, kind: str) -> None:
    first = desk.fetch(f"programme.{kind}")
    headed = desk.client.head(f"{FORUM}/programme.{kind}")

    again = desk.fetch(f"programme.{kind}", status=304, **{"If-None-Match": first.headers["ETag"]})

    assert again.data == b""
    assert (headed.data, headed.headers["ETag"], headed.headers["Content-Length"]) == (
        b"",
        first.headers["ETag"],
        str(len(first.data)),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_worker_writes_the_same_octets_for_a_release(desk: Desk, kind: str) -> None:
    first = desk.fetch(f"programme.{kind}").data
    PRESS.forget()

    assert desk.fetch(f"programme.{kind}").data == first


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_release_is_a_new_document_and_says_its_number(desk: Desk, session: DatabaseSession, kind: str) -> None:
    before = desk.text(f"programme.{kind}?lang=en")
    renamed = tuple(replace(each, title={"en": f"New {each.key}"}) for each in document().sessions)
    released(replace(document(), sessions=renamed), now=NOW + timedelta(minutes=1))
    session.commit()

    after = desk.text(f"programme.{kind}?lang=en")

    assert ["Release 1" in before, "New opening" in before] == [True, False]
    assert ["Release 2" in after, "New opening" in after] == [True, True]


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_in_the_language_asked_for_else_the_browsers(desk: Desk, kind: str) -> None:
    def speaks(path: str, language: str = "en") -> bool:
        response = desk.fetch(path, **{"Accept-Language": language})
        return f"-ru.{kind}" in response.headers["Content-Disposition"]

    path = f"programme.{kind}"
    assert [speaks(f"{path}?lang=ru"), speaks(path, "ru"), speaks(path), speaks(f"{path}?lang=hy")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_language_of_the_forum_that_the_interface_does_not_speak_can_be_asked_for(
    desk: Desk, session: DatabaseSession, kind: str
) -> None:
    forum = replace(document().forum, languages=("ru", "en", "tk"), title={"ru": "Форум", "tk": "Kitaphanalar"})
    released(replace(document(), forum=forum), now=NOW + timedelta(minutes=1))
    session.commit()

    assert "Kitaphanalar" in desk.text(f"programme.{kind}?lang=tk")


def test_word_takes_a_second_language_beside_the_first(desk: Desk) -> None:
    text = desk.text("programme.docx?lang=ru&beside=en")
    alone = desk.text("programme.docx?lang=ru&beside=ru")

    assert ["Заседание opening" in text, "Session opening" in text] == [True, True]
    assert ["Заседание opening" in alone, "Session opening" in alone] == [True, False]


@pytest.mark.parametrize("kind", KINDS)
def test_strangers_read_nothing_that_is_hidden(desk: Desk, kind: str) -> None:
    text = desk.text(f"programme.{kind}?lang=en")

    assert "Session opening" in text
    assert SECRET not in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_confirmed_delegate_gets_a_private_one_with_the_members_sessions_and_strangers_do_not(
    app: Flask, desk: Desk, session: DatabaseSession, kind: str
) -> None:
    factories.Registration(forum=forum_by_slug(SLUG), token_hash=fingerprint("token"))
    session.commit()
    desk.fetch("registration/token/")

    response = desk.fetch(f"programme.{kind}?lang=en")
    text = text_of(response)
    to_stranger = Desk(app.test_client()).text(f"programme.{kind}?lang=en")

    assert response.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in response.headers
    assert [f"{SECRET} {key}" in text for key in ("delegates", "closed")] == [True, False]
    assert SECRET not in to_stranger


@pytest.mark.parametrize("kind", KINDS)
def test_a_forum_that_is_not_published_has_no_documents(desk: Desk, session: DatabaseSession, kind: str) -> None:
    factories.Forum(slug="draft")
    session.commit()

    assert desk.client.get(f"/forums/draft/programme.{kind}").status_code == 404


def test_a_document_that_fails_is_an_error_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "TEMPLATE", pdf.TEMPLATE.with_name("missing.typ"))
    monkeypatch.setitem(desk.client.application.config, "PROPAGATE_EXCEPTIONS", False)

    response = desk.fetch("programme.pdf", status=500, **{"Accept-Language": "en"})

    assert response.content_type == "text/html; charset=utf-8"
    assert "Content-Disposition" not in response.headers
    assert "Something went wrong here." in response.text


def test_a_crowd_is_asked_to_come_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    full = Press(waiting=1)
    full._places.acquire()
    monkeypatch.setattr("forumapp.documents.presentation.answers.PRESS", full)

    response = desk.fetch("programme.pdf", status=503)

    assert response.headers["Retry-After"] == "5"


def test_the_workbooks_first_sheet_is_a_table_of_sessions(desk: Desk) -> None:
    rows = desk.rows("programme.xlsx?lang=en")

    assert list(rows[0])[:9] == ["Date", "Start", "End", "Title", "Kind", "Room", "Track", "People", "Languages"]
    opening = next(row for row in rows if row["Key"] == "opening")
    assert (opening["Date"], opening["Start"], opening["End"], opening["Title"], opening["Room"]) == (
        datetime.fromisoformat("2027-04-12"),
        time(10),
        time(11),
        "Session opening",
        "Great Hall",
    )
    assert [row["Title"] for row in rows if row["Date"] is None] == ["Session someday"]


def test_the_programme_page_leads_to_the_documents(desk: Desk) -> None:
    page = desk.fetch("programme/").text

    assert [f'href="{FORUM}/programme.{kind}"' in page for kind in KINDS] == [True, True, True]
