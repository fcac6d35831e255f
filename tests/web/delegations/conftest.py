"""A published forum with a delegation whose head has a secret link."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp import clock
from forumapp.audit import AuditEntry
from forumapp.delegations import queries, service
from forumapp.delegations.models import Delegation, WaitingMode
from forumapp.delegations.service import Terms
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.registration.models import Registration
from tests.browsing import Browser
from tests.web.registration.conftest import NOW, Clock, published

MERGEN: dict[str, str] = {
    "family_name": "Бердыев",
    "given_name": "Мерген",
    "email": "mergen@example.org",
    "country": "TM",
    "category": "delegate",
    "attendance": "onsite",
    "language": "ru",
}


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the clock, and give what moves it."""
    ticking = Clock()
    monkeypatch.setattr(clock, "now", ticking.now)
    return ticking


def terms(**changes: Any) -> Terms:
    """Return what registrars decide of a delegation of Turkmenistan with a quota of three."""
    values: dict[str, Any] = {
        "name": None,
        "country": "TM",
        "institution_id": None,
        "quota": 3,
        "head_name": "Айна Атаева",
        "head_email": "ayna@example.org",
        "head_language": "en",
        "deadline": date(2027, 4, 1),
        "waiting_mode": WaitingMode.EACH,
    }
    return Terms(**{**values, **changes})


@dataclass
class Place:
    """A forum with a delegation and the secret link to its page."""

    forum: Forum
    delegation: Delegation

    @property
    def own(self) -> str:
        """The path of the head's page."""
        link = service.live_link(self.delegation)
        assert link is not None
        return "/" + service.address_of(self.delegation, link).split("/", 3)[3]

    @property
    def desk(self) -> str:
        """The path of the delegation's page at the desk."""
        return f"/forums/{self.forum.slug}/manage/delegations/{self.delegation.uid}/"


Make = Callable[..., Place]


@pytest.fixture
def make(app: Flask, session: DatabaseSession, hours: Clock) -> Make:
    """Give what makes a forum and a delegation: ``make({"quota": 2}, registration_capacity=…)``."""

    def made(decided: dict[str, Any] | None = None, **of_forum: Any) -> Place:
        forum = published(**of_forum)
        delegation = service.add(forum, terms(**(decided or {})), now=NOW)
        service.send_link(delegation, now=NOW)
        session.commit()
        return Place(forum, delegation)

    return made


@pytest.fixture
def place(make: Make) -> Place:
    """Give a delegation of a forum with three places online and one on site."""
    return make(registration_capacity={"online": 3, "onsite": 1})


def enter(browser: Browser, place: Place, **changes: str) -> TestResponse:
    """Enter a person by the form."""
    return browser.fill(f"{place.own}members/new", {**MERGEN, **changes})


def press(browser: Browser, place: Place, button: str) -> TestResponse:
    """Press a button of the head's page, named by the end of its address."""
    return browser.fill(place.own, form=button)


def members(session: DatabaseSession, place: Place) -> list[Registration]:
    """Return those on the list as they stand, in the head's order."""
    session.expire_all()
    return [each.registration for each in queries.members(place.delegation)]


def names(session: DatabaseSession, place: Place) -> list[str]:
    """Return the family names on the list in the head's order."""
    return [each.family_name for each in members(session, place)]


def statuses(session: DatabaseSession, place: Place) -> list[str]:
    """Return how those on the list stand, in the head's order."""
    return [each.status.value for each in members(session, place)]


def letters(session: DatabaseSession) -> list[tuple[str, str]]:
    """Return recipient and kind of all letters but the first to the head, sorted."""
    found = session.scalars(select(OutboxLetter).where(OutboxLetter.kind != "delegation:invite"))
    return sorted((each.recipient, each.kind) for each in found)


def deeds(session: DatabaseSession) -> list[tuple[str, str]]:
    """Return who did what with delegations, in order."""
    found = session.scalars(select(AuditEntry).where(AuditEntry.action.like("delegation:%")).order_by(AuditEntry.id))
    return [(entry.actor, entry.action.partition(":")[2]) for entry in found]
