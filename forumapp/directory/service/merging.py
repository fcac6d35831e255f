"""Two entries of a forum that are one person, and such as only look so."""

from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.directory import queries
from forumapp.directory.models import DifferentPeople, ForumPerson, MergedPerson
from forumapp.directory.service.availability import said_of, set_availability
from forumapp.forums.models import Forum


def set_aside(forum: Forum, other: ForumPerson, *, into: ForumPerson, now: datetime) -> None:
    """Take somebody who turned out to be ``into`` out of the forum's list; their times and photo go over where there are none."""
    if not said_of(into):
        set_availability(forum, into, said_of(other), now=now)
    for row in queries.merged_into(other):
        row.into_id = into.id
    db.session.add(MergedPerson(forum_person_id=other.id, into_id=into.id))
    db.session.flush()


def tell_apart(forum: Forum, one: ForumPerson, other: ForumPerson, *, now: datetime) -> None:
    """Remember that two people who look like one are not."""
    pair = (min(one.id, other.id), max(one.id, other.id))
    if pair in queries.pairs_told_apart(forum):
        return
    db.session.add(DifferentPeople(one_id=pair[0], other_id=pair[1]))
    audit.record(
        "person:tell-apart", subject=f"person:{one.key}", forum=forum.slug, after={"people": [other.key]}, now=now
    )
    db.session.flush()


def set_photo(forum: Forum, person: ForumPerson, photo: str | None, *, now: datetime) -> None:
    """Give somebody a photo by its stored name, or take it away; the public sees it with the next release."""
    queries.lock_person(person)
    if person.photo == photo:
        return
    person.photo = photo
    action = "person:photo" if photo else "person:remove-photo"
    audit.record(action, subject=f"person:{person.key}", forum=forum.slug, now=now)
    db.session.flush()
