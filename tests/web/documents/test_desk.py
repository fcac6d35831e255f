"""The working copy as documents, for the team only."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.forums.queries import forum_by_slug
from forumapp.policy import TeamRole
from forumapp.programme.service import apply_document
from tests import factories, signing_in
from tests.web.documents.conftest import FORUM, KINDS, Desk
from tests.web.feeds.reading import read
from tests.web.feeds.samples import HIDDEN, NOW, SECRET, SLUG, document, uids

FILES = (*KINDS, "ics")


@pytest.fixture
def team(desk: Desk, session: DatabaseSession) -> Desk:
    """Sign somebody of the team in who may only read, and change the programme without publishing it."""
    forum = forum_by_slug(SLUG)
    renamed = tuple(
        replace(each, title={**each.title, "en": f"Draft {each.key}"}) if each.key == "opening" else each
        for each in document().sessions
    )
    apply_document(replace(document(), sessions=renamed), forum=forum, owner=None, now=NOW)
    signing_in.sign_in_as(desk.client, session, forum, TeamRole.READ_ONLY)
    return desk


@pytest.mark.parametrize("kind", FILES)
def test_the_working_copy_holds_what_is_not_published_and_what_is_closed(team: Desk, kind: str) -> None:
    response = team.fetch(f"manage/documents/programme.{kind}?lang=en")
    text = team.text(f"manage/documents/programme.{kind}?lang=en").replace("\r\n ", "")

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Content-Disposition"].endswith(f'-en.{kind}"')
    assert "Draft opening" in text
    assert [f"{SECRET} {key}" in text for key in HIDDEN] == [True, True]
    assert "https://meet.example.org" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_working_copy_says_that_it_is_one(team: Desk, kind: str) -> None:
    assert "not published" in team.text(f"manage/documents/programme.{kind}?lang=en")


def test_word_stands_in_two_languages_at_the_desk_too(team: Desk) -> None:
    text = team.text("manage/documents/programme.docx?lang=en&beside=ru")

    assert ["Draft opening" in text, "Заседание opening" in text] == [True, True]


def test_the_calendar_of_the_working_copy_has_the_events_of_the_published_one(team: Desk) -> None:
    published = {event.uid: event for event in read(team.fetch("calendar.ics?lang=en").data)}
    working = {event.uid: event for event in read(team.fetch("manage/documents/programme.ics?lang=en").data)}
    opening = f"{uids()['opening']}@forumapp"

    changed = {uid for uid in published if working[uid].sequence != published[uid].sequence}

    assert changed == {opening}
    assert (published[opening].sequence, working[opening].sequence) == (0, 1)
    assert {f"{uids()[key]}@forumapp" for key in HIDDEN} <= set(working) - set(published)


@pytest.mark.parametrize("path", ["", *(f"programme.{kind}" for kind in FILES)])
def test_only_the_team_gets_it(desk: Desk, session: DatabaseSession, path: str) -> None:
    address = f"{FORUM}/manage/documents/{path}"

    stranger = desk.client.get(address)
    signing_in.sign_in_as(desk.client, session, factories.Forum(slug="other"), TeamRole.OWNER)

    assert (stranger.status_code, desk.client.get(address).status_code) == (302, 404)


def test_the_page_offers_every_kind_in_every_language(team: Desk) -> None:
    page = team.fetch("manage/documents/").text

    assert [
        f"documents/programme.{kind}?lang={language}" in page
        for kind in ("pdf", "xlsx", "ics")
        for language in ("ru", "en")
    ] == [True] * 6


@pytest.mark.parametrize("path", ["manage/programme/files/", "manage/releases/"])
def test_files_and_releases_lead_there(team: Desk, path: str) -> None:
    assert f'href="{FORUM}/manage/documents/"' in team.fetch(path).text
