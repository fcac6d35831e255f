"""What is published, what stands in the working copy, and what lies between the two."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from forumapp.audit.queries import newest_deed
from forumapp.events import queries as event_queries
from forumapp.exchange import forumfile, frozen
from forumapp.exchange.dated import dated_parts, event_name, name_of
from forumapp.exchange.document import Document
from forumapp.forums.models import Forum
from forumapp.programme import queries as programme_queries
from forumapp.programme import service as programme
from forumapp.schedule import queries, rules
from forumapp.schedule.models import Release


@dataclass(frozen=True)
class Standing:
    """A forum's current release and its working copy, side by side."""

    forum: Forum
    current: Release | None
    working: Document

    @cached_property
    def before(self) -> Document | None:
        """What the current release holds, for all viewers together."""
        return frozen.restore(self.current.document) if self.current else None

    @cached_property
    def octets(self) -> bytes:
        """The working copy as a release would hold it."""
        return forumfile.write(self.working)

    @property
    def next_number(self) -> int:
        """The number of the release that would come next."""
        return self.current.number + 1 if self.current else 1

    @cached_property
    def changes(self) -> tuple[rules.Change, ...]:
        """What publishing everything would change."""
        return self.changes_to(self.working, self.octets)

    def changes_to(self, document: Document, octets: bytes | None = None) -> tuple[rules.Change, ...]:
        """Return what would change if the document were published."""
        if self.current is not None and self.current.document == (octets or forumfile.write(document)):
            return ()
        return rules.differences(self.before, document)

    def part(self, day: str, track: str) -> rules.Selection | None:
        """Return the part that is named: a day (ISO) or a track (key) of either state, or everything; None for no such part."""
        states = [document for document in (self.working, self.before) if document is not None]
        found = (rules.selection_from({"day": day, "track": track}, document) for document in states)
        return None if day and track else next((part for part in found if part is not None), None)

    def with_part(self, part: rules.Selection) -> Document:
        """Return what publishing a part would freeze; ask rules.hindrance first."""
        if part.is_everything or self.before is None:
            return self.working
        return rules.with_part(self.before, self.working, part)

    def uids_with_part(self, part: rules.Selection, document: Document) -> Mapping[str, str]:
        """Return the calendar UIDs of that document's sessions by key."""
        own = uids_of(self.forum)
        if part.is_everything or self.before is None or self.current is None:
            return own
        chosen = rules.keys_in_part(self.before, self.working, part)
        known = {key: uid for key, uid in self.current.uids.items() if key not in chosen}
        names = {name_of(part) for part in dated_parts(document)}
        return {name: uid for name, uid in {**own, **known}.items() if name in names}


def standing(forum: Forum) -> Standing:
    """Return what is published of a forum and what is not."""
    return Standing(forum, queries.latest_with_document(forum), working_copy(forum))


def uids_of(forum: Forum) -> dict[str, str]:
    """Return the calendar identity of all that the working copy can put into calendars, by name."""
    sessions = programme_queries.uids(forum)
    events = {event_name(key): uid for key, uid in event_queries.uids(forum).items()}
    return {name: str(uid) for name, uid in {**sessions, **events}.items()}


def working_copy(forum: Forum) -> Document:
    """Return what publishing now would freeze; events point to published forums only."""
    return _publishable(programme.document_of(forum, has_photos=True))


def pending_changes(forum: Forum) -> tuple[rules.Change, ...]:
    """Return what differs between the working copy and the current release."""
    return standing(forum).changes


def count_pending(forum: Forum) -> int:
    """Return how many changes are not published; counted anew only after a deed in the forum."""
    current = queries.current_release(forum)
    return _counted(forum.id, current.id if current else 0, newest_deed(forum.slug))


@lru_cache(maxsize=64)
def _counted(forum_id: int, _release_id: int, deed: int) -> int:
    forum = programme_queries.forum_by_id(forum_id)
    working = _publishable(programme.kept_document(forum_id, deed))
    return len(Standing(forum, queries.latest_with_document(forum), working).changes)


def _publishable(document: Document) -> Document:
    """Return a working copy without what no release holds: addresses to join, and ways to forums that are not published."""
    pointed = {event.forum for event in document.events or () if event.forum}
    without = rules.without_join_addresses(document)
    return rules.pointing_to(without, queries.published_among(pointed) if pointed else ())


def forget() -> None:
    """Drop what this process keeps of releases and working copies; needed only where row ids come again, after a restore."""
    queries.forget()
    programme.forget()
    _counted.cache_clear()


def published(forum: Forum) -> Document | None:
    """Return what the current release holds, for all viewers together; reduce it by rules.visible."""
    current = queries.latest_with_document(forum)
    return frozen.restore(current.document) if current else None
