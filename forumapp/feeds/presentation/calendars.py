"""Calendars of a release: a choice among the event octets that were written when it was made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from werkzeug.exceptions import ServiceUnavailable

from forumapp.exchange import ics
from forumapp.exchange.dated import Dated, dated_parts, event_name, name_of, order_in_time
from forumapp.exchange.document import Document
from forumapp.feeds import queries
from forumapp.feeds.rules import Freshness, freshness
from forumapp.schedule import rules
from forumapp.schedule.models import EventRevision
from forumapp.schedule.queries import Released

RETRY_AFTER = 10
"""Seconds after which a client may ask again for a calendar that could not be complete."""


@dataclass(frozen=True)
class Removal:
    """Sessions and events that the public knew and a release took away, while feeds still say so."""

    document: Document
    """What strangers saw before it."""
    octets: Mapping[str, bytes]
    """The cancelled calendar events, by the name of what was removed."""

    def events(self, selection: rules.Selection) -> Iterable[tuple[Dated, bytes]]:
        """Yield what was removed and was in a selection."""
        for part in dated_parts(rules.selected(self.document, selection)):
            if name_of(part) in self.octets:
                yield part, self.octets[name_of(part)]


class Calendars:
    """The events of one release that one viewer may know, in one language."""

    def __init__(self, released: Released, *, viewer: rules.Viewer, language: str, now: datetime) -> None:
        """Read the octets; two queries, three while feeds tell of removed sessions."""
        self.document = released.seen_by(viewer)
        self.language = language
        rows = queries.events_of(released.release, language)
        ends = [row.tombstone_until for row in rows if row.tombstone_until is not None]
        self._octets = {_name(row): row.octets for row in rows if row.tombstone_until is None}
        self._removals = _removals(row for row in rows if row.tombstone_until is not None and row.tombstone_until > now)
        self.freshness: Freshness = freshness(
            self.document.forum, published_at=released.release.published_at, ends=ends, now=now
        )

    @property
    def zones(self) -> set[str]:
        """The zones of all events; a forum may have moved to another since it removed a session."""
        return {self.document.forum.timezone, *(removal.document.forum.timezone for removal in self._removals)}

    def octets(self, part: Dated) -> bytes:
        """Return the calendar event of a session or further event. A calendar lacks none: what clients do not find in it they delete (so 503)."""
        octets = self._octets.get(name_of(part))
        if octets is None:
            raise ServiceUnavailable(retry_after=RETRY_AFTER)
        return octets

    def events(self, selection: rules.Selection) -> list[tuple[Dated, bytes]]:
        """Return what is selected and has a time, with its octets, what was removed too, in the order of time."""
        chosen = dated_parts(rules.selected(self.document, selection))
        found = [(part, self.octets(part)) for part in chosen if ics.has_event(part)]
        for removal in self._removals:
            found += removal.events(selection)
        return sorted(found, key=lambda pair: order_in_time(pair[0]))


def _removals(rows: Iterable[EventRevision]) -> list[Removal]:
    by_release: dict[int, dict[str, bytes]] = {}
    for row in rows:
        by_release.setdefault(row.release_id, {})[_name(row)] = row.octets
    documents = queries.documents_before(by_release)
    return [
        Removal(rules.visible(documents[release_id], rules.PUBLIC), octets)
        for release_id, octets in sorted(by_release.items())
    ]


def _name(row: EventRevision) -> str:
    """Return the name of what a revision is about."""
    return event_name(row.session_key) if row.subject == rules.EVENT else row.session_key
