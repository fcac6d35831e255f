"""The desk's releases: what is not published, publishing it, and being told so on every page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from forumapp.schedule.models import Release
from tests import parts, publishing
from tests.browsing import Browser
from tests.signing_in import sign_in_as

FORUM = parts.document(parts.session("talk"), parts.session("other"))
RELEASES = "/forums/forum/manage/releases/"


@pytest.fixture
def sign_in(client: FlaskClient, session: DatabaseSession) -> Callable[[TeamRole], None]:
    """Give a way to sign a member of the forum's team in."""

    def sign(role: TeamRole) -> None:
        sign_in_as(client, session, session.scalars(select(Forum)).one(), role)

    return sign


def renamed(title: str) -> object:
    """Store the forum with its first session under another name."""
    return publishing.load(
        replace(FORUM, sessions=(replace(FORUM.sessions[0], title={"en": title}), FORUM.sessions[1]))
    )


def test_an_editor_publishes_what_is_not_published(
    browser: Browser, session: DatabaseSession, sign_in: Callable[[TeamRole], None]
) -> None:
    publishing.publish(FORUM)
    renamed("Renamed")
    sign_in(TeamRole.PROGRAMME_EDITOR)
    assert "1 change is not published." in browser.get(f"{RELEASES}?lang=en").text

    response = browser.fill(RELEASES, {"note": "A new title"}, form="publish")

    assert (response.status_code, response.location) == (303, RELEASES)
    assert session.scalars(select(Release.note).order_by(Release.number.desc()).limit(1)).one() == "A new title"
    assert "not published" not in browser.get(f"{RELEASES}?lang=en").text


def test_a_deed_after_publishing_is_counted_again(
    browser: Browser, session: DatabaseSession, sign_in: Callable[[TeamRole], None]
) -> None:
    publishing.publish(FORUM)
    sign_in(TeamRole.OWNER)
    browser.get(RELEASES)
    renamed("First")

    assert "1 change is not published." in browser.get(f"{RELEASES}?lang=en").text


def test_publishing_what_somebody_else_published_in_the_meantime_is_refused(
    browser: Browser, session: DatabaseSession, sign_in: Callable[[TeamRole], None]
) -> None:
    publishing.publish(FORUM)
    renamed("Mine")
    sign_in(TeamRole.OWNER)
    page = browser.get(RELEASES)
    publishing.publish(FORUM, later=timedelta(hours=1))
    publishing.publish(replace(FORUM, sessions=FORUM.sessions[:1]), later=timedelta(hours=2))
    renamed("Theirs")

    response = browser.send(page, RELEASES, {"note": "Mine"}, form="publish")

    assert response.status_code == 409
    assert "Mine" in response.text


@pytest.mark.parametrize("role", [TeamRole.READ_ONLY, TeamRole.REGISTRAR])
def test_who_may_not_publish_sees_no_button_and_is_refused(
    browser: Browser, session: DatabaseSession, sign_in: Callable[[TeamRole], None], role: TeamRole
) -> None:
    publishing.load(FORUM)
    sign_in(role)

    assert 'action="/forums/forum/manage/releases/publish"' not in browser.get(RELEASES).text
    assert session.scalar(select(func.count()).select_from(Release)) == 0


@pytest.mark.parametrize(
    ("prepare", "done"), [(publishing.load, 1), (publishing.publish, 2)], ids=["with a programme", "published"]
)
def test_the_overview_says_which_steps_towards_a_programme_are_done(
    browser: Browser,
    session: DatabaseSession,
    sign_in: Callable[[TeamRole], None],
    prepare: Callable[..., object],
    done: int,
) -> None:
    prepare(FORUM)
    sign_in(TeamRole.PROGRAMME_EDITOR)

    page = browser.get("/forums/forum/manage/?lang=en").text

    assert page.count(">done<") == done
