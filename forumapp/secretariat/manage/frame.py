"""What the pages of the registrars' desk share."""

from uuid import UUID

from flask import Blueprint, g, request, url_for
from werkzeug.datastructures import MultiDict

from forumapp import clock
from forumapp.forums import queries as forums
from forumapp.forums.models import Forum
from forumapp.questions.forms import AskingForm
from forumapp.questions.presentation import AskedSection, sections_of
from forumapp.registration import queries
from forumapp.registration.models import Registration
from forumapp.registration.queries import Filter
from forumapp.secretariat.service.asking import Chosen, Parts, filter_from, parts_of

blueprint = Blueprint("secretariat", __name__)

LAST_PAGE = 100_000


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
    return filter_from(request.args if given is None else given, now=clock.now())


def asked_for(wanted: Filter) -> Parts:
    """Return a filter as the parts of an address."""
    return parts_of(wanted)


def asked_here() -> Parts:
    """Return the filter and page of the list from which somebody came, as parts of an address that every page hands on."""
    number = asked_page()
    return {**parts_of(asked_filter()), **({"page": number} if number > 1 else {})}


def asked_page() -> int:
    """Return the number of the page that the address asks for."""
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)


def list_address(forum_slug: str) -> str:
    """Return the address of the list as somebody left it."""
    return url_for("secretariat.registrations", slug=forum_slug, **asked_here())


def chosen_here() -> Chosen:
    """Return those whom a sent form means: the named ones, or all that fit the filter of the address."""
    if request.form.get("all") == "1":
        return Chosen(wanted=asked_filter())
    uids = (uuid_or_none(text) for text in request.form.getlist("registration"))
    return Chosen(wanted=asked_filter(), uids=tuple(dict.fromkeys(uid for uid in uids if uid is not None)))


def uuid_or_none(text: str) -> UUID | None:
    """Return the name of a row that a text gives."""
    try:
        return UUID(text)
    except ValueError:
        return None
