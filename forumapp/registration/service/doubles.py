"""Registrations that may be one person's: shown to registrars, never merged."""

from dataclasses import dataclass
from datetime import datetime

from forumapp.db import db
from forumapp.directory.rules import Likeness
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.registration import queries
from forumapp.registration.models import Registration, ToldApart
from forumapp.registration.rules.doubles import Reason, likely_doubles
from forumapp.registration.service.released import note


@dataclass(frozen=True)
class Double:
    """Two registrations that may be one person's, the earlier first, and why."""

    one: Registration
    other: Registration
    reason: Likeness | Reason


def doubles(forum: Forum, *, most: int) -> tuple[list[Double], int]:
    """Return the likeliest ``most`` pairs of a forum, and how many there are."""
    apart = queries.told_apart(forum)
    pairs = [
        (one, other, reason)
        for one, other, reason in likely_doubles(queries.people_who_registered(forum))
        if (one, other) not in apart
    ]
    known = queries.registrations_by_id({number for one, other, _reason in pairs[:most] for number in (one, other)})
    return [Double(known[one], known[other], reason) for one, other, reason in pairs[:most]], len(pairs)


def tell_apart(forum: Forum, one: Registration, other: Registration, *, now: datetime) -> None:
    """Remember that two registrations are two people's."""
    lock_forum(forum)
    if one.id == other.id or queries.apart(one, other):
        return
    first, second = sorted((one, other), key=lambda each: each.id)
    db.session.add(ToldApart(one_id=first.id, other_id=second.id))
    for each in (first, second):
        note(each, "tell-apart", forum=forum, now=now)
    db.session.flush()


def take_together(forum: Forum, one: Registration, other: Registration, *, now: datetime) -> None:
    """Forget that two registrations were told apart."""
    lock_forum(forum)
    rows = queries.apart(one, other)
    for row in rows:
        db.session.delete(row)
    for each in (one, other) if rows else ():
        note(each, "take-together", forum=forum, now=now)
    db.session.flush()
