"""Publishing: freezing the working copy as the next release, with the calendar octets of its events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import current_app

from forumapp import audit
from forumapp.audit.queries import newest_deed
from forumapp.db import db
from forumapp.errors import Overtaken
from forumapp.exchange import forumfile, frozen, ics
from forumapp.exchange.document import Document, SessionPart, Visibility
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.programme import queries as programme_queries
from forumapp.programme import service as programme
from forumapp.schedule import queries, rules
from forumapp.schedule.models import EventRevision, Release
from forumapp.schedule.words import calendar_words
from forumapp.text import clean

TOMBSTONE_LIFE = timedelta(days=30)
"""How long after its end a removed session stays in feeds as cancelled."""


def publish(
    forum: Forum,
    *,
    note: str = "",
    expected: int | None = None,
    overruling: str | None = None,
    by: str,
    now: datetime,
) -> Release | None:
    """Freeze the working copy as the next release; None when nothing differs from the current one.

    Refused (RuleBroken) while the checks find errors that nobody overruled; ``overruling``, a reason, overrules them all.
    Raises Overtaken when the next release is not the ``expected`` number: somebody published in the meantime.
    """
    forum = lock_forum(forum)
    whole = programme.document_of(forum)
    document = rules.without_join_addresses(whole)
    octets = forumfile.write(document)
    current = queries.latest_with_document(forum)
    number = current.number + 1 if current else 1
    if expected is not None and expected != number:
        raise Overtaken(_("Somebody else published in the meantime. Look at the changes again."))
    if current is not None and current.document == octets:
        return None
    programme.settle(forum, whole, overruling=overruling, now=now)
    before = frozen.restore(current.document) if current else None
    uids = {key: str(uid) for key, uid in programme_queries.uids(forum).items()}
    changes = rules.differences(before, document)
    release = Release(
        forum_id=forum.id,
        number=number,
        published_at=_later(now, current),
        published_by=by,
        note=clean(note),
        document=octets,
        uids=uids,
        changes=[rules.change_value(change) for change in changes],
    )
    db.session.add(release)
    db.session.flush()
    known_uids = dict(current.uids) if current else {}
    for language in forum.languages:
        _revise_events(_Issue(release, document, uids, before, known_uids, language, release.published_at))
    audit.record(
        "release:publish",
        subject=f"release:{release.number}",
        forum=forum.slug,
        after={"number": release.number, "note": release.note, "changes": len(changes)},
        now=now,
    )
    return release


def working_copy(forum: Forum) -> Document:
    """Return what publishing now would freeze."""
    return rules.without_join_addresses(programme.document_of(forum))


def pending_changes(forum: Forum) -> tuple[rules.Change, ...]:
    """Return what differs between the working copy and the current release."""
    return _pending(forum, working_copy(forum))


def _pending(forum: Forum, document: Document) -> tuple[rules.Change, ...]:
    current = queries.latest_with_document(forum)
    if current is not None and current.document == forumfile.write(document):
        return ()
    return rules.differences(frozen.restore(current.document) if current else None, document)


def count_pending(forum: Forum) -> int:
    """Return how many changes are not published; counted anew only after a deed in the forum."""
    current = queries.current_release(forum)
    return _counted(forum.id, current.id if current else 0, newest_deed(forum.slug))


@lru_cache(maxsize=64)
def _counted(forum_id: int, _release_id: int, deed: int) -> int:
    forum = programme_queries.forum_by_id(forum_id)
    return len(_pending(forum, rules.without_join_addresses(programme.kept_document(forum_id, deed))))


def forget() -> None:
    """Drop what this process keeps of releases and working copies; needed only where row ids come again, after a restore."""
    queries.forget()
    programme.forget()
    _counted.cache_clear()


def published(forum: Forum) -> Document | None:
    """Return what the current release holds, for all viewers together; reduce it by rules.visible."""
    current = queries.latest_with_document(forum)
    return frozen.restore(current.document) if current else None


def _later(now: datetime, current: Release | None) -> datetime:
    """Return an instant after the current release's, whatever the clock says (Last-Modified never goes back)."""
    moment = now.replace(microsecond=0)
    return max(moment, current.published_at + timedelta(seconds=1)) if current else moment


@dataclass(frozen=True)
class _Issue:
    """A release on its way into calendars of one language."""

    release: Release
    document: Document
    uids: dict[str, str]
    before: Document | None
    known_uids: dict[str, str]
    language: str
    now: datetime

    def writer(self, document: Document) -> ics.EventWriter:
        return ics.EventWriter(
            document,
            language=self.language,
            base_url=str(current_app.config["BASE_URL"]),
            words=calendar_words(self.language),
        )

    def revision(
        self, session: SessionPart, uid: str, body: bytes, known: EventRevision | None
    ) -> EventRevision | None:
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
            session_key=session.key,
            uid=UUID(uid),
            language=self.language,
            sequence=revised.sequence,
            last_modified=revised.last_modified,
            body_hash=revised.digest,
            octets=ics.event(body, sequence=revised.sequence, last_modified=revised.last_modified),
        )


def _revise_events(issue: _Issue) -> None:
    """Add a revision for every event whose octets changed, and tombstones for those the public lost."""
    known = {str(row.uid): row for row in queries.latest_revisions(issue.release.forum_id, issue.language)}
    db.session.add_all([*_events(issue, known), *_tombstones(issue, known)])
    db.session.flush()


def _events(issue: _Issue, known: dict[str, EventRevision]) -> Iterable[EventRevision]:
    writer = issue.writer(issue.document)
    for session in issue.document.sessions:
        if ics.has_event(session):
            uid = issue.uids[session.key]
            revision = issue.revision(session, uid, writer.body(session, uid=_address(uid)), known.get(uid))
            if revision is not None:
                yield revision


def _tombstones(issue: _Issue, known: dict[str, EventRevision]) -> Iterable[EventRevision]:
    """Yield a cancelled form of each public event that was removed or lost its time."""
    if issue.before is None:
        return
    alive = {issue.uids[session.key] for session in issue.document.sessions if ics.has_event(session)}
    hidden = {session.key for session in issue.document.sessions if session.visibility is not Visibility.PUBLIC}
    writer = issue.writer(issue.before)
    zone = ZoneInfo(issue.before.forum.timezone)
    for session in issue.before.sessions:
        uid = issue.known_uids[session.key]
        gone = ics.has_event(session) and uid not in alive and session.key not in hidden
        if gone and session.visibility is Visibility.PUBLIC:
            body = writer.tombstone(session, uid=_address(uid))
            revision = issue.revision(session, uid, body, known.get(uid))
            if revision is not None and session.ends_at is not None:
                revision.tombstone_until = session.ends_at.replace(tzinfo=zone) + TOMBSTONE_LIFE
                yield revision


def _address(uid: str) -> str:
    """Return the calendar UID of a slot: one fixed domain, whatever address the application has."""
    return f"{uid}@forumapp"
