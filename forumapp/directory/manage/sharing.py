"""Taking people and institutions over from other forums: the entry is shared as long as both say the same."""

from collections.abc import Sequence

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.directory import queries, service
from forumapp.directory.manage.frame import PLACE, blueprint, forum_of_desk, whole_name
from forumapp.directory.models import Institution, Person
from forumapp.exchange.document import InstitutionPart, PersonPart
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, localized
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.web import desk
from forumapp.web.actors import current_actor
from forumapp.web.guards import guard


@blueprint.get(f"{PLACE}/share-person/")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def share_person(forum: Forum) -> ResponseReturnValue:
    """Search the people of the forums in whose teams the asker is."""
    words = _words()
    own = {link.person_id for link in queries.forum_people(forum)}
    found = [entry for entry in _people(words) if entry.id not in own]
    rows = [(entry.id, whole_name(entry), _said_of(entry)) for entry in found]
    return desk.render_desk("directory/share_person.html", forum=forum, section="people", rows=rows, words=words)


@blueprint.post(f"{PLACE}/share-person/<int:number>")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def take_person(forum: Forum, number: int) -> ResponseReturnValue:
    """Take a person of another forum over."""
    words = _words()
    entry = next((entry for entry in _people(words) if entry.id == number), None) or abort(404)
    desk.attempt(
        lambda: _take_person(forum, entry),
        words=_("%(name)s is on the forum’s list now.", name=whole_name(entry)),
    )
    return redirect(url_for(".share_person", slug=forum.slug, q=words), 303)


@blueprint.get(f"{PLACE}/share-institution/")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def share_institution(forum: Forum) -> ResponseReturnValue:
    """Search the institutions of all forums."""
    words = _words()
    own = set(queries.institution_keys(forum))
    found = [entry for entry in queries.institutions(words) if entry.id not in own] if words else []
    names = queries.country_names(current_language())
    rows = [(entry.id, localized(entry.name, forum.languages), names.get(entry.country, "")) for entry in found]
    return desk.render_desk(
        "directory/share_institution.html", forum=forum, section="institutions", rows=rows, words=words
    )


@blueprint.post(f"{PLACE}/share-institution/<int:number>")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def take_institution(forum: Forum, number: int) -> ResponseReturnValue:
    """Take an institution of another forum over."""
    words = _words()
    entry = next((entry for entry in queries.institutions(words) if entry.id == number), None) or abort(404)
    desk.attempt(
        lambda: _take_institution(forum, entry),
        words=_("%(name)s is on the forum’s list now.", name=localized(entry.name, forum.languages)),
    )
    return redirect(url_for(".share_institution", slug=forum.slug, q=words), 303)


def _words() -> str:
    return request.values.get("q", "").strip()[:200]


def _people(words: str) -> Sequence[Person]:
    """Return whom a search finds."""
    return known_people(words) if words else []


def _said_of(entry: Person) -> str:
    institution = localized(entry.institution.name) if entry.institution else ""
    return ", ".join(words for words in (localized(entry.post), institution) if words)


def words_of(forum: Forum, entry: Person, key: str) -> PersonPart:
    """Return a person of the directory as the forum would have them under ``key``; their institution comes onto its list."""
    institution = _take_institution(forum, entry.institution) if entry.institution else None
    return PersonPart(
        key=key,
        given_name=entry.given_name,
        family_name=entry.family_name,
        patronymic=entry.patronymic,
        post=entry.post,
        institution=institution,
        biography=entry.biography,
    )


def known_people(words: str = "", *, most: int = 50) -> Sequence[Person]:
    """Return the people of the forums in whose teams the asker is; a forum that is not published keeps its own to its team."""
    actor = current_actor()
    return queries.people(words, of_forums=None if actor.is_admin else set(actor.roles), limit=most)


def _take_person(forum: Forum, entry: Person) -> None:
    key = service.new_person_key(forum, whole_name(entry))
    service.put_person(forum, words_of(forum, entry, key), now=clock.now())


def _take_institution(forum: Forum, entry: Institution) -> str:
    """Put an institution on the forum's list where it does not stand yet, and return its key there."""
    known = queries.institution_keys(forum).get(entry.id)
    if known is not None:
        return known
    key = service.new_institution_key(forum, entry.name.get("en") or localized(entry.name))
    part = InstitutionPart(
        key=key, name=entry.name, country=entry.country, kind=entry.kind, city=entry.city, isil=entry.isil
    )
    service.put_institution(forum, part, now=clock.now())
    return key
