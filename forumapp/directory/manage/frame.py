"""What the pages of the directory's desk have in common."""

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, current_app, g, redirect
from flask.typing import ResponseReturnValue

from forumapp.directory import queries, rules
from forumapp.directory.models import ForumInstitution, ForumPerson, Person
from forumapp.exchange.document import PersonPart
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.i18n import current_language, localized
from forumapp.web.addresses import safe_return

blueprint = Blueprint("directory_desk", __name__)

PLACE = "/forums/<slug>/manage"

PeopleNotes = Callable[[Forum], Mapping[str, str]]
"""Takes the forum. The agreements with speakers register one as ``forumapp.people_notes``."""


def forum_of_desk(slug: str) -> Forum | None:
    """Load the forum, whose languages the page falls back on."""
    forum = forum_by_slug(slug)
    g.content_languages = forum.languages if forum else ()
    return forum


def names_in(forum: Forum) -> dict[str, dict[str, str]]:
    """Return the names of a forum's institutions, in its order, and of countries, by key, for the desk of forums."""
    links = queries.forum_institutions(forum)
    return {
        "institution": {link.key: localized(link.institution.name, forum.languages) for link in links},
        "country": queries.country_names(current_language()),
    }


def people_notes(forum: Forum) -> Mapping[str, str]:
    """Return what a higher feature says of a forum's people in a few words, by key."""
    load: PeopleNotes | None = current_app.extensions.get("forumapp.people_notes")
    return {} if load is None else load(forum)


def person_or_404(forum: Forum, key: str) -> ForumPerson:
    """Load a person of the forum, or answer that there is none."""
    return queries.forum_person_by_key(forum, key) or abort(404)


def institution_or_404(forum: Forum, key: str) -> ForumInstitution:
    """Load an institution of the forum, or answer that there is none."""
    return queries.forum_institution_by_key(forum, key) or abort(404)


def whole_name(person: Person | PersonPart) -> str:
    """Return a person's name in the page's language."""
    languages = g.get("content_languages", ())
    return rules.display_name(
        person.given_name, person.family_name, person.patronymic, current_language(), tuple(languages)
    )


def back_to(target: str | None, otherwise: str) -> ResponseReturnValue:
    """Go where the asker came from when that is a page of ours."""
    return redirect(safe_return(target) or otherwise, 303)
