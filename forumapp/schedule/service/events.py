"""The events of a release in calendars: a new revision for each that changed, a tombstone for each that the public lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import current_app

from forumapp.db import db
from forumapp.exchange import ics
from forumapp.exchange.dated import Dated, audience_of, dated_parts, name_of, span_of
from forumapp.exchange.document import Document, EventPart, Visibility
from forumapp.schedule import queries, rules
from forumapp.schedule.models import EventRevision, Release
from forumapp.schedule.words import calendar_words

TOMBSTONE_LIFE = timedelta(days=30)
"""How long after its end a removed session stays in feeds as cancelled."""


@dataclass(frozen=True)
class Issue:
    """A release on its way into calendars of one language."""

    release: Release
    document: Document
    uids: dict[str, str]
    before: Document | None
    known_uids: dict[str, str]
    language: str
    now: datetime

    def writer(self, document: Document) -> ics.EventWriter:
        """Return what writes the events of a document in the issue's language."""
        return ics.EventWriter(
            document,
            language=self.language,
            base_url=str(current_app.config["BASE_URL"]),
            words=calendar_words(self.language),
        )

    def revision(self, part: Dated, uid: str, body: bytes, known: EventRevision | None) -> EventRevision | None:
        """Return a new revision of an event when its body differs from the known one."""
        previous = known and ics.Revision(
            digest=known.body_hash, sequence=known.sequence, last_modified=known.last_modified
        )
        revised = ics.revised(body, previous=previous or None, now=self.now)
        if known is not None and revised == previous and known.tombstone_until is None:
            return None
        return EventRevision(
            forum_id=self.release.forum_id,
            release_id=self.release.id,
            subject=rules.EVENT if isinstance(part, EventPart) else "session",
            session_key=part.key,
            uid=UUID(uid),
            language=self.language,
            sequence=revised.sequence,
            last_modified=revised.last_modified,
            body_hash=revised.digest,
            octets=ics.event(body, sequence=revised.sequence, last_modified=revised.last_modified),
        )


def revise_events(issue: Issue) -> None:
    """Add a revision for every event whose octets changed, and tombstones for those the public lost."""
    known = {str(row.uid): row for row in queries.latest_revisions(issue.release.forum_id, issue.language)}
    db.session.add_all([*_events(issue, known), *_tombstones(issue, known)])
    db.session.flush()


def _events(issue: Issue, known: dict[str, EventRevision]) -> Iterable[EventRevision]:
    writer = issue.writer(issue.document)
    for part in filter(ics.has_event, dated_parts(issue.document)):
        uid = issue.uids[name_of(part)]
        revision = issue.revision(part, uid, writer.body(part, uid=_address(uid)), known.get(uid))
        if revision is not None:
            yield revision


def _tombstones(issue: Issue, known: dict[str, EventRevision]) -> Iterable[EventRevision]:
    """Yield a cancelled form of each public event that was removed or lost its time."""
    if issue.before is None:
        return
    parts = dated_parts(issue.document)
    alive = {issue.uids[name_of(part)] for part in filter(ics.has_event, parts)}
    hidden = {name_of(part) for part in parts if audience_of(part) is not Visibility.PUBLIC}
    writer = issue.writer(issue.before)
    zone = ZoneInfo(issue.before.forum.timezone)
    for part in dated_parts(issue.before):
        uid, span = issue.known_uids[name_of(part)], span_of(part)
        is_gone = span is not None and uid not in alive and name_of(part) not in hidden
        if span is not None and is_gone and audience_of(part) is Visibility.PUBLIC:
            revision = issue.revision(part, uid, writer.tombstone(part, uid=_address(uid)), known.get(uid))
            if revision is not None:
                revision.tombstone_until = span[1].replace(tzinfo=zone) + TOMBSTONE_LIFE
                yield revision


def _address(uid: str) -> str:
    """Return the calendar UID of a slot: one fixed domain, whatever address the application has."""
    return f"{uid}@forumapp"
