"""What a feed is called, on the screen and on the disk."""

import re

from forumapp.events.words import KINDS as FURTHER_EVENTS
from forumapp.exchange.document import Document, Kind
from forumapp.i18n import in_language, language_name, localized_in
from forumapp.schedule.presentation.days import day_title
from forumapp.schedule.rules import EVENT, Selection
from forumapp.schedule.words import kind_word, person_name

_UNFIT = re.compile(r"[^A-Za-z0-9-]+")


def feed_title(document: Document, selection: Selection, language: str) -> str:
    """Return a feed's name: the forum's title, and what of it was selected."""
    title = localized_in(document.forum.title, language, document.forum.languages)
    chosen = selection_words(document, selection, language)
    return f"{title}: {', '.join(chosen)}" if chosen else title


def selection_words(document: Document, selection: Selection, language: str) -> list[str]:
    """Return what was selected, in words of a language."""
    titles = {
        "track": {track.key: track.title for track in document.tracks},
        "room": {room.key: room.title for room in document.rooms},
    }
    with in_language(language):
        people = {person.key: person_name(person) for person in document.people if person.key == selection.person}
        words = [
            day_title(selection.day) if selection.day else "",
            localized_in(titles["track"].get(selection.track or ""), language, document.forum.languages),
            localized_in(titles["room"].get(selection.room or ""), language, document.forum.languages),
            _kind_words(selection.kind) if selection.kind else "",
            language_name(selection.language) if selection.language else "",
            people.get(selection.person or "", ""),
        ]
    return [word for word in words if word]


def _kind_words(kind: str) -> str:
    return str(FURTHER_EVENTS) if kind == EVENT else kind_word(Kind(kind))


def file_name(slug: str, *parts: str | None) -> str:
    """Return an ASCII name for a calendar file: "forum-2027-day-2027-04-12.ics"."""
    return f"{'-'.join(_UNFIT.sub('-', part) for part in (slug, *parts) if part)}.ics"
