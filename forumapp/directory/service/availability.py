"""When people can take part, as they or the organizers say it."""

from collections.abc import Sequence
from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.directory import queries
from forumapp.directory.models import AvailabilitySpan, ForumPerson
from forumapp.directory.rules import Said
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _

MOST_SPANS = 60


def said_of(person: ForumPerson) -> tuple[Said, ...]:
    """Return what somebody said of when they can take part, in order of time."""
    return tuple(Said(span.kind, span.starts_at, span.ends_at) for span in queries.spans_of(person))


def set_availability(forum: Forum, person: ForumPerson, said: Sequence[Said], *, now: datetime) -> None:
    """Make what somebody says of when they can take part exactly this; wall time in the forum's zone."""
    queries.lock_person(person)
    before = said_of(person)
    after = tuple(sorted(dict.fromkeys(said), key=lambda span: (span.starts_at, span.ends_at, span.kind)))
    if any(span.ends_at <= span.starts_at for span in after):
        raise RuleBroken(_("A time must end after it starts."), field="spans")
    if len(after) > MOST_SPANS:
        raise RuleBroken(_("These are too many times. Put those that touch together."), field="spans")
    if before == after:
        return
    for row in queries.spans_of(person):
        db.session.delete(row)
    db.session.add_all(
        AvailabilitySpan(forum_person_id=person.id, kind=kind, starts_at=starts_at, ends_at=ends_at)
        for kind, starts_at, ends_at in after
    )
    audit.record(
        "person:availability",
        subject=f"person:{person.key}",
        forum=forum.slug,
        before={"availability": [_plain(span) for span in before]},
        after={"availability": [_plain(span) for span in after]},
        now=now,
    )
    db.session.flush()


def _plain(span: Said) -> list[str]:
    return [span.kind.value, span.starts_at.isoformat(timespec="minutes"), span.ends_at.isoformat(timespec="minutes")]
