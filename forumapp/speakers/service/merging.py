"""The same person in two spellings: found, and made one when an organizer says so. Never by itself."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.directory import queries as directory
from forumapp.directory import rules
from forumapp.directory import service as people
from forumapp.directory.models import ForumPerson, Person
from forumapp.errors import RuleBroken
from forumapp.exchange.document import PersonPart
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.programme import service as programme
from forumapp.speakers import queries
from forumapp.speakers.service.contacts import speaker_for

CHOICES = frozenset({"family_name", "given_name", "patronymic", "post", "institution", "biography"})
"""What two entries can say differently; photos are chosen beside."""

_SURE = (rules.Likeness.SAME, rules.Likeness.SWAPPED)


@dataclass(frozen=True)
class Pair:
    """Two of a forum's people who may be one, and why."""

    one: ForumPerson
    other: ForumPerson
    likeness: rules.Likeness


def likely_pairs(forum: Forum) -> list[Pair]:
    """Return those of a forum's people who may be the same, the likeliest first; nobody whom somebody told apart."""
    links = {link.id: link for link in directory.forum_people(forum)}
    apart = directory.pairs_told_apart(forum)
    named = [_named(link.id, link.person) for link in links.values()]
    return [
        Pair(links[one], links[other], likeness)
        for one, other, likeness in rules.likely_doubles(named)
        if (one, other) not in apart
    ]


def likely_elsewhere(forum: Forum, entries: Iterable[Person]) -> list[tuple[ForumPerson, Person]]:
    """Return those of a forum's people who are in all likelihood one of these entries of the directory, which say it otherwise."""
    links = directory.forum_people(forum)
    ours = {link.person_id for link in links}
    known = {entry.id: entry for entry in entries if entry.id not in ours}
    by_number = {link.id: link for link in links}
    named = [_named(number, link.person) for number, link in by_number.items()]
    named += [_named(-number, entry) for number, entry in known.items()]
    return [
        (by_number[other], known[-one])
        for one, other, likeness in rules.likely_doubles(named)
        if one < 0 < other and likeness in _SURE
    ]


def merge(
    forum: Forum, kept: ForumPerson, other: ForumPerson, *, from_other: Collection[str] = (), now: datetime
) -> list[str]:
    """Make two people of a forum one: ``kept`` stays, with those values of ``other`` that are named in ``from_other``.

    All that the other did goes over: sessions and reports (one step, which can be undone), answers, links, slides, times. What
    other forums show does not change. Returns the keys of the sessions that changed.
    """
    forum = lock_forum(forum)
    if kept.id == other.id or {kept.forum_id, other.forum_id} != {forum.id}:
        raise RuleBroken(_("Choose two different people of the forum."))
    if directory.mergers([kept, other]):
        raise RuleBroken(_("Somebody merged these entries meanwhile. Look at the list again."))
    before, theirs = people.person_part(forum, kept), people.person_part(forum, other)
    with programme.one_step("person:merge"):
        people.put_person(forum, chosen(before, theirs, from_other), now=now)
        if "photo" in from_other:
            people.set_photo(forum, kept, other.photo, now=now)
        sessions = programme.hand_over(other, to=kept, now=now)
    _hand_over_agreements(other, kept)
    people.set_aside(forum, other, into=kept, now=now)
    audit.record(
        "person:merge",
        subject=f"person:{kept.key}",
        forum=forum.slug,
        after={"people": [other.key], "sessions": sessions},
        now=now,
    )
    db.session.flush()
    return sessions


def chosen(kept: PersonPart, other: PersonPart, from_other: Iterable[str]) -> PersonPart:
    """Return what the one person says of both."""
    return replace(kept, **{name: getattr(other, name) for name in from_other if name in CHOICES})


def _named(number: int, person: Person) -> rules.Named:
    return rules.Named.of(number, person.family_name, person.given_name, person.patronymic)


def _hand_over_agreements(other: ForumPerson, kept: ForumPerson) -> None:
    """Let answers, links, slides and the contact of the other be those of the one who is kept."""
    answered = {answer.session_id: answer for answer in queries.answers_of(kept)}
    for answer in queries.answers_of(other):
        standing = answered.get(answer.session_id)
        if standing is None:
            answer.forum_person_id = kept.id
        elif standing.answered_at is None:
            standing.state, standing.note, standing.answered_at = answer.state, answer.note, answer.answered_at
            db.session.delete(answer)
        else:
            db.session.delete(answer)
    moving: Sequence[queries.Owned] = [*queries.links_of(other), *queries.slides_of(other)]
    for row in moving:
        row.forum_person_id = kept.id
    _hand_over_contact(other, kept)
    db.session.flush()


def _hand_over_contact(other: ForumPerson, kept: ForumPerson) -> None:
    theirs = queries.speaker_of(other)
    if theirs is None:
        return
    ours = speaker_for(kept)
    for name in ("email", "language", "languages", "written_at"):
        if getattr(ours, name) is None:
            setattr(ours, name, getattr(theirs, name))
