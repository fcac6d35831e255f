"""Reminding those whose address is not confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.registration import mails
from forumapp.registration import queries as registrations
from forumapp.registration import service as registration
from forumapp.registration.models import Registration
from forumapp.registration.queries import Filter
from forumapp.registration.rules.statuses import ENDED
from forumapp.secretariat.service.asking import Chosen, ids_concerned

PAUSE = timedelta(hours=24)
"""For how long nobody is reminded again."""
MOST = 200
"""Letters that are written at one go."""


@dataclass(frozen=True, kw_only=True)
class Unconfirmed:
    """Who of those that are meant is reminded now, how many were within a day or wait for the next go, and how many need no reminding."""

    now: Sequence[Registration]
    lately: int
    later: int
    others: int


def unconfirmed(forum: Forum, chosen: Chosen, *, now: datetime) -> Unconfirmed:
    """Return who would be reminded. Nothing changes."""
    rows = registrations.rows_in_order(forum, ids_concerned(forum, chosen, Filter(is_unconfirmed=True)))
    waiting = [each for each in rows if each.awaits_answer and each.seen_status not in ENDED and not each.is_unsent]
    lately = registrations.written_since(forum, kind=mails.ALREADY_REGISTERED.kind, since=now - PAUSE)
    due = [each for each in waiting if each.email not in lately]
    return Unconfirmed(
        now=due[:MOST], lately=len(waiting) - len(due), later=len(due[MOST:]), others=len(rows) - len(waiting)
    )


def remind(forum: Forum, chosen: Chosen, *, now: datetime) -> int:
    """Send those whose address is not confirmed the link to do so; return how many. Raises RuleBroken where there is nobody."""
    locked = lock_forum(forum)
    found = unconfirmed(locked, chosen, now=now)
    if not found.now:
        raise RuleBroken(_("There is nobody to remind: all of them have confirmed, or were reminded within a day."))
    for each in found.now:
        registration.remind_unconfirmed(each, forum=locked, now=now)
    slug = locked.slug
    audit.record(
        "registration:remind-several", subject=f"forum:{slug}", forum=slug, after={"rows": len(found.now)}, now=now
    )
    db.session.flush()
    return len(found.now)
