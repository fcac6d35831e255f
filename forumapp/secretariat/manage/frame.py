"""What the pages of the registrars' desk share."""

from typing import TypeVar
from uuid import UUID

from flask import Blueprint, g, request
from werkzeug.datastructures import MultiDict

from forumapp.exchange.document import Attendance
from forumapp.forums import queries as forums
from forumapp.forums.models import Forum
from forumapp.questions.forms import AskingForm
from forumapp.questions.presentation import AskedSection, sections_of
from forumapp.questions.rules.parts import LONGEST_KEY
from forumapp.registration import queries
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.queries import Filter

blueprint = Blueprint("secretariat", __name__)

Member = TypeVar("Member", RegistrationStatus, Attendance)

MOST_WORDS = 200
"""Characters of a search."""


def forum_by_slug(slug: str) -> Forum | None:
    """Return a forum; its texts fall back to its own languages."""
    forum = forums.forum_by_slug(slug)
    if forum is not None:
        g.content_languages = forum.languages
    return forum


def registration_by_uid(slug: str, uid: UUID) -> Registration | None:
    """Return a forum's registration; one that tells nobody any more is not there to be changed."""
    registration = registration_in_list(slug, uid)
    return registration if registration is None or registration.anonymized_at is None else None


def registration_in_list(slug: str, uid: UUID) -> Registration | None:
    """Return a forum's registration, anonymized or not."""
    registration = queries.registration_by_uid(slug, uid)
    if registration is not None:
        g.content_languages = registration.forum.languages
    return registration


def asked_of(form: AskingForm) -> list[AskedSection]:
    """Return the questions of a form under their headings."""
    return sections_of(form.sheet, form.questions) if form.sheet is not None else []


def asked_filter(given: MultiDict[str, str] | None = None) -> Filter:
    """Return what the address asks for; what is no value of a filter asks for nothing."""
    asked = request.args if given is None else given
    category = asked.get("category", "")[:LONGEST_KEY]
    return Filter(
        words=asked.get("q", "")[:MOST_WORDS].strip(),
        status=_member(RegistrationStatus, asked.get("status", "")),
        country=asked.get("country", "")[:2].upper() or None,
        attendance=_member(Attendance, asked.get("attendance", "")),
        category=category or None,
    )


def asked_for(wanted: Filter) -> dict[str, str]:
    """Return a filter as the parts of an address."""
    parts = {
        "q": wanted.words,
        "status": wanted.status,
        "country": wanted.country,
        "attendance": wanted.attendance,
        "category": wanted.category,
    }
    return {name: str(value) for name, value in parts.items() if value}


def _member(kind: type[Member], value: str) -> Member | None:
    return next((member for member in kind if member.value == value), None)
