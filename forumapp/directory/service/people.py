"""People of a forum, shared with other forums as long as they say the same."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from forumapp import audit
from forumapp.db import db
from forumapp.db.changes import arrange, assign, differing
from forumapp.directory import queries, rules
from forumapp.directory.models import ForumPerson, Institution, Person
from forumapp.directory.service.puts import Put, Shelf, check_key, plain
from forumapp.errors import RuleBroken
from forumapp.exchange.document import PersonPart
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.merging import Basis, reconciled

Leaving = Callable[[ForumPerson], None]

_asked_before_leaving: list[Leaving] = []


def ask_before_leaving(ask: Leaving) -> Leaving:
    """Have ``ask`` called before somebody is taken out of a forum: it refuses (RuleBroken) or lets them go."""
    _asked_before_leaving.append(ask)
    return ask


def person_part(forum: Forum, link: ForumPerson) -> PersonPart:
    """Return a person of a forum as a value, such that put_person would store the same."""
    return _part(link, queries.institution_keys(forum))


def person_parts(forum: Forum, *, has_photos: bool = False) -> tuple[PersonPart, ...]:
    """Return a forum's people as values, in its order; the names of their photos only where they are asked for."""
    keys = queries.institution_keys(forum)
    links = queries.forum_people(forum)
    return tuple(replace(_part(link, keys), photo=link.photo if has_photos else None) for link in links)


def new_person_key(forum: Forum, name: str) -> str:
    """Return a key for a new person of this name that the forum does not use yet."""
    return rules.free_key(name, frozenset(queries.person_keys(forum)))


def put_person(forum: Forum, part: PersonPart, *, now: datetime) -> ForumPerson:
    """Add a person to a forum, or make the one with this key what ``part`` says."""
    return put_people(forum, [part], now=now).links[part.key]


def revise_person(
    forum: Forum, key: str, part: PersonPart, *, basis: Basis[PersonPart] | None = None, now: datetime
) -> ForumPerson:
    """Make a person of a forum what ``part`` says. Raises Overtaken as ``merging.reconciled`` does."""
    link = queries.locked_person(forum, key)
    if link is None:
        raise RuleBroken(_("Somebody else took this off the list meanwhile."))
    return put_person(forum, reconciled(part, standing=person_part(forum, link), basis=basis), now=now)


def put_people(forum: Forum, parts: Sequence[PersonPart], *, now: datetime) -> Put[ForumPerson]:
    """Add people to a forum, or make those with these keys what the parts say.

    An entry of the directory that says the same is shared; one that other forums name too is never changed: this forum
    gets a copy of its own. Institutions are those that the forum names already. Photos stay as they are.
    """
    return _Putting(forum, now).put_all(parts)


def remove_person(forum: Forum, link: ForumPerson, *, now: datetime) -> None:
    """Take a person out of a forum; what no forum names any more is forgotten. Refused while they take part in a session."""
    for ask in _asked_before_leaving:
        ask(link)
    remove_people(forum, [link], now=now)


def remove_people(forum: Forum, links: Sequence[ForumPerson], *, now: datetime) -> None:
    """Take people who take part in nothing out of a forum; what no forum names any more is forgotten."""
    keys = queries.institution_keys(forum)
    for link in links:
        before = plain(_part(link, keys))
        audit.record("person:remove", subject=f"person:{link.key}", forum=forum.slug, before=before, now=now)
    doubles = queries.people_merged_into(links)
    for row in queries.mergers(doubles):
        db.session.delete(row)
    db.session.flush()
    for link in (*links, *doubles):
        db.session.delete(link)
    db.session.flush()
    _forget({link.person_id for link in (*links, *doubles)})


def bring_back(forum: Forum, keys: Collection[str]) -> list[ForumPerson]:
    """Let those with these keys who were merged into others stand in the forum's list again, and return them."""
    found = [link for link in queries.merged_people(forum) if link.key in keys] if keys else []
    for row in queries.mergers(found):
        db.session.delete(row)
    if found:
        db.session.flush()
    return found


def order_people(forum: Forum, keys: Sequence[str]) -> bool:
    """Put a forum's people in the order of ``keys``, which names them all; says whether that changed anything."""
    links = {link.key: link for link in queries.forum_people(forum)}
    is_changed = arrange([links[key] for key in keys])
    db.session.flush()
    return is_changed


def follow_institution(forum: Forum, left: int, entry: Institution) -> None:
    """Move the people of a forum from the institution with the id ``left`` to the forum's own copy of it."""
    shared = queries.people_of_several(forum)
    for link in queries.people_of_institution(forum, left):
        if link.person_id in shared:
            link.person = Person(**(_stored(link.person) | {"institution_id": entry.id}))
        link.person.institution = entry
    db.session.flush()


def _part(link: ForumPerson, institution_keys: dict[int, str]) -> PersonPart:
    person = link.person
    return PersonPart(
        key=link.key,
        given_name=person.given_name,
        family_name=person.family_name,
        patronymic=person.patronymic,
        post=person.post,
        institution=institution_keys[person.institution_id] if person.institution_id is not None else None,
        biography=person.biography,
    )


def _stored(person: Person) -> dict[str, Any]:
    names = ("given_name", "family_name", "patronymic", "post", "biography", "search_text")
    return {name: getattr(person, name) for name in names}


def _forget(ids: set[int]) -> None:
    """Delete those of the people whom no forum names."""
    for person in queries.people_without_forum(ids):
        db.session.delete(person)
    db.session.flush()


def _search_text(part: PersonPart) -> str:
    return rules.folded(part.family_name, part.given_name, part.patronymic)


class _Putting:
    """People on their way into a forum."""

    def __init__(self, forum: Forum, now: datetime) -> None:
        self.forum, self.now = forum, now
        self.institutions = {link.key: link.institution for link in queries.forum_institutions(forum)}
        self.keys = {institution.id: key for key, institution in self.institutions.items()}
        self.result = Put({link.key: link for link in queries.forum_people(forum)})
        self.left: set[int] = set()

    def put_all(self, parts: Sequence[PersonPart]) -> Put[ForumPerson]:
        waiting = [replace(part, photo=None) for part in parts if not self._stands(part)]
        if not waiting:
            return self.result
        self.shared = queries.people_of_several(self.forum)
        merged = queries.merged_people(self.forum)
        self.shelf = Shelf(
            queries.people_by_search_text({_search_text(part) for part in waiting}),
            taken=[link.person_id for link in (*self.result.links.values(), *merged)],
        )
        back = bring_back(self.forum, {part.key for part in waiting} - set(self.result.links))
        self.result.links.update({link.key: link for link in back})
        for part in waiting:
            self._check(part)
            if part.key in self.result.links:
                self._revise(part)
            else:
                self._add(part)
        db.session.flush()
        return self.result

    def _stands(self, part: PersonPart) -> bool:
        link = self.result.links.get(part.key)
        return link is not None and not any(differing(_part(link, self.keys), replace(part, photo=None)))

    def _check(self, part: PersonPart) -> None:
        check_key(part.key)
        if not part.family_name and not part.given_name:
            raise RuleBroken(_("Give the person a name, in one language at least."), field="family_name")
        if part.institution is not None and part.institution not in self.institutions:
            raise RuleBroken(_("Choose an institution of the forum’s list."), field="institution")

    def _values(self, part: PersonPart) -> dict[str, Any]:
        institution = self.institutions[part.institution] if part.institution is not None else None
        return {
            "given_name": part.given_name,
            "family_name": part.family_name,
            "patronymic": part.patronymic,
            "post": part.post,
            "institution_id": institution.id if institution is not None else None,
            "biography": part.biography,
            "search_text": _search_text(part),
        }

    def _add(self, part: PersonPart) -> None:
        self.result.add(ForumPerson(forum_id=self.forum.id, key=part.key, person=self._entry(part)))
        self._record("person:add", part, after=plain(part))

    def _revise(self, part: PersonPart) -> None:
        link = self.result.links[part.key]
        before, after = differing(_part(link, self.keys), part)
        if link.person_id in self.shared:
            link.person = self._entry(part)
        else:
            values = self._values(part)
            link.person.institution = self.institutions[part.institution] if part.institution is not None else None
            assign(link.person, values)
        self.result.changed.append(part.key)
        self._record("person:revise", part, before=before, after=after)

    def _entry(self, part: PersonPart) -> Person:
        values = self._values(part)
        entry = self.shelf.take(values)
        if entry is None:
            entry = Person(**values)
            entry.institution = self.institutions[part.institution] if part.institution is not None else None
        return entry

    def _record(self, action: str, part: PersonPart, **changes: Any) -> None:
        audit.record(action, subject=f"person:{part.key}", forum=self.forum.slug, now=self.now, **changes)
