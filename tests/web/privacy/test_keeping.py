"""Saying until when a forum keeps personal data, and where people read it."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.db import db, transaction
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.policy import TeamRole
from forumapp.privacy import service
from forumapp.registration.models import Registration
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.privacy.conftest import Clock


@pytest.fixture
def desk(client: FlaskClient, session: DatabaseSession, forum: Forum) -> str:
    """Sign in as an owner and give the address of the desk of personal data."""
    sign_in_as(client, session, forum, TeamRole.OWNER)
    return f"/forums/{forum.slug}/manage/privacy/"


def kept_until(forum: Forum) -> date | None:
    """Return what stands in the database."""
    return db.session.get(Forum, forum.id, populate_existing=True).kept_until


def test_nothing_is_decided_at_first_and_the_overview_says_so(browser: Browser, desk: str, forum: Forum) -> None:
    overview = browser.client.get(f"/forums/{forum.slug}/manage/?lang=en").text

    assert kept_until(forum) is None
    assert (
        "It is not decided yet until when personal data are kept. A year after the forum is usual: 13 April 2028."
        in (overview)
    )


def test_a_day_is_set_and_noted(browser: Browser, desk: str, forum: Forum, session: DatabaseSession) -> None:
    answer = browser.fill(desk, {"kept_until": "2028-04-13"}, form="")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "forum:keep-data")).one()

    assert (answer.status_code, kept_until(forum)) == (303, date(2028, 4, 13))
    assert (entry.before, entry.after) == ({"kept_until": None}, {"kept_until": "2028-04-13"})
    assert "It is not decided yet" not in browser.client.get(f"/forums/{forum.slug}/manage/?lang=en").text


@pytest.mark.parametrize(("day", "last"), [("2027-04-13", date(2027, 4, 13)), ("2027-03-10", date(2027, 3, 2))])
def test_a_day_before_the_forums_end_or_too_near_is_refused(
    browser: Browser, desk: str, forum: Forum, day: str, last: date
) -> None:
    forum.starts_on, forum.ends_on = last, last
    db.session.commit()
    answer = browser.fill(f"{desk}?lang=en", {"kept_until": day}, form="")

    assert (answer.status_code, kept_until(forum)) == (422, None)
    assert "or a later day: after the forum, and two weeks from today at least." in answer.text
    assert day in answer.text


def test_another_day_lets_the_team_be_told_anew(browser: Browser, desk: str, forum: Forum, hours: Clock) -> None:
    forum.kept_until, forum.keeping_told_at = date(2028, 4, 13), hours.moment
    db.session.commit()
    browser.fill(desk, {"kept_until": "2029-04-13"}, form="")

    assert db.session.get(Forum, forum.id, populate_existing=True).keeping_told_at is None


def test_a_registrar_sees_it_and_cannot_change_it(client: FlaskClient, session: DatabaseSession, forum: Forum) -> None:
    sign_in_as(client, session, forum, TeamRole.REGISTRAR)
    page = client.get(f"/forums/{forum.slug}/manage/privacy/?lang=en")

    assert page.status_code == 200
    assert 'name="kept_until"' not in page.text


def test_people_read_until_when_their_data_are_kept(
    client: FlaskClient, session: DatabaseSession, forum: Forum, own: str, person_of_own: Registration
) -> None:
    forum.kept_until = date(2028, 4, 13)
    session.commit()
    words = "Your data are kept until 13 April 2028; after that your name, address and answers are removed."

    assert words in client.get(f"/forums/{forum.slug}/register/?lang=en").text
    assert words in client.get(f"{own}?lang=en").text
    assert words in client.get(f"{own}data/?lang=en").text


def test_the_desk_says_how_many_agreed_to_the_list(
    client: FlaskClient, desk: str, session: DatabaseSession, forum: Forum, person_of_own: Registration
) -> None:
    factories.Registration(forum=forum, arrived=50)
    session.commit()

    assert "1 of 2 who take part" in client.get(f"{desk}?lang=en").text


@pytest.mark.parametrize("has_admin", [True, False])
def test_a_forum_without_owner_and_registrar_is_told_to_the_administrators(
    session: DatabaseSession, forum: Forum, hours: Clock, *, has_admin: bool
) -> None:
    factories.Account(email="admin@example.org", is_admin=has_admin)
    forum.kept_until = hours.moment.date()
    session.commit()
    with transaction():
        is_told = service.tell(forum, now=hours.moment)

    told = session.scalars(select(OutboxLetter.recipient)).all()
    assert (is_told, told) == (has_admin, ["admin@example.org"] if has_admin else [])
    assert (session.get(Forum, forum.id, populate_existing=True).keeping_told_at is not None) is has_admin
