"""Which of a forum's public calendars another programme would change: those whose octets would differ, and no others."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from flask import current_app

from forumapp.exchange import ics
from forumapp.exchange.document import Document
from forumapp.feeds.presentation.names import feed_title
from forumapp.feeds.rules import scopes_of
from forumapp.i18n import localized_in
from forumapp.schedule.rules import PUBLIC, Selection, days_of, languages_of, visible
from forumapp.schedule.rules.visibility import people_of
from forumapp.schedule.words import calendar_words

Feed = tuple[str, str]
"""A filter and its value: ``("room", "hall")``; ``("all", "")`` is the whole programme."""


def feeds_touched(before: Document | None, after: Document) -> int:
    """Return how many of the calendars that are published now would differ in any language or be gone.

    A calendar that only comes with the new programme has no readers yet and does not count.
    """
    if before is None:
        return 0
    return sum(1 for _feed in _touched(_State(before), _State(after)))


def _touched(old: "_State", new: "_State") -> Iterator[Feed]:
    changed = _changed_events(old, new)
    for feed in sorted(old.feeds):
        members = (old.members(feed), new.members(feed))
        if (
            feed not in new.feeds
            or members[0] != members[1]
            or changed & members[0]
            or old.head(feed) != new.head(feed)
        ):
            yield feed


def _changed_events(old: "_State", new: "_State") -> set[str]:
    """Return the keys of the events that stand on both sides with other octets."""
    both = old.events.keys() & new.events.keys()
    return {key for key in both if old.source(key) != new.source(key) and old.bodies(key) != new.bodies(key)}


class _State:
    """The public calendars of one programme."""

    def __init__(self, document: Document) -> None:
        self._document = visible(document, PUBLIC)
        self._languages = document.forum.languages
        self.events = {session.key: session for session in self._document.sessions if ics.has_event(session)}

    @cached_property
    def feeds(self) -> set[Feed]:
        """All calendars that have an address."""
        document = self._document
        return {
            ("all", ""),
            *(("day", day.isoformat()) for day in days_of(document.forum)),
            *(("track", track.key) for track in document.tracks),
            *(("room", room.key) for room in document.rooms),
            *(("kind", kind) for kind in {session.kind.value for session in self.events.values()}),
            *(("language", code) for code in languages_of(document)),
            *(("person", person.key) for person in document.people),
        }

    @cached_property
    def _members(self) -> dict[Feed, set[str]]:
        members: dict[Feed, set[str]] = {}
        for key, session in self.events.items():
            for name, values in scopes_of(session, self._document.forum).items():
                for value in values:
                    members.setdefault((name, value), set()).add(key)
        return members

    def members(self, feed: Feed) -> set[str]:
        """Return the keys of the events in a calendar."""
        return self._members.get(feed, set())

    def head(self, feed: Feed) -> object:
        """Return what stands in a calendar beside its events."""
        forum, (name, value) = self._document.forum, feed
        colors = {track.key: track.color for track in self._document.tracks}
        titles = [feed_title(self._document, _selection(name, value), language) for language in self._languages]
        themes = [localized_in(forum.theme, language, forum.languages) for language in self._languages]
        return (
            titles,
            themes,
            forum.timezone,
            forum.starts_on,
            forum.ends_on,
            colors.get(value) if name == "track" else None,
        )

    def source(self, key: str) -> object:
        """Return everything from which an event is written; equal sources give equal octets."""
        session, document = self.events[key], self._document
        taking_part = people_of((session,))
        people = [person for person in document.people if person.key in taking_part]
        libraries = {person.institution for person in people}
        return (
            document.forum,
            session,
            people,
            [each for each in document.institutions if each.key in libraries],
            [room for room in document.rooms if room.key == session.room],
            [track for track in document.tracks if track.key == session.track],
        )

    def bodies(self, key: str) -> list[bytes]:
        """Return an event's octets without stamps, in each language of the forum."""
        return [writer.body(self.events[key], uid=key) for writer in self._writers]

    @cached_property
    def _writers(self) -> list[ics.EventWriter]:
        base_url = str(current_app.config["BASE_URL"])
        return [
            ics.EventWriter(self._document, language=language, base_url=base_url, words=calendar_words(language))
            for language in self._languages
        ]


def _selection(name: str, value: str) -> Selection:
    if name == "all":
        return Selection()
    if name == "day":
        return Selection(day=date.fromisoformat(value))
    parts: dict[str, Any] = {name: value}
    return Selection(**parts)
