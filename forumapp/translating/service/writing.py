"""Writing one text in one language, through the verbs of what the text belongs to."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from forumapp.directory import queries as directory
from forumapp.directory import service as directory_service
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.document import Document, SessionPart
from forumapp.forums import service as forums
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.forums.rules.translations import Place, Text, texts_of, with_texts
from forumapp.i18n import gettext as _
from forumapp.programme import queries as programme
from forumapp.programme import service as programme_service
from forumapp.programme.models import Room, Session, Track
from forumapp.translating.rules.states import fingerprint, most_of, tidy, with_words

Row = TypeVar("Row", Room, Track, Session)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the asker had before their eyes: fingerprints of both texts, and the version of the session."""

    text: str
    source: str
    version: int | None = None


def write(forum: Forum, place: Place, language: str, words: str, *, seen: Seen, now: datetime) -> Text:
    """Make a text say ``words`` in a language and return it; nothing is stored when it says so already.

    What others changed of the same thing meanwhile stays; raises Overtaken when they changed this very text.
    """
    forum = lock_forum(forum)
    before = around(forum, place)
    text = _text_in(before, place)
    if tidy(text.words.get(language), place) == words:
        return text
    if len(words) > most_of(place):
        raise RuleBroken(_("Use at most %(most)d characters.", most=most_of(place)), field="text")
    if fingerprint(text.words.get(language, "")) != seen.text:
        raise Overtaken(_("Somebody else changed this text since you opened the page. What you wrote is kept."))
    changed = with_words(text.words, language, words)
    _store(forum, place, with_texts(before, {place: changed}), version=seen.version, now=now)
    return Text(place, changed)


def text_at(forum: Forum, place: Place) -> Text:
    """Return the text that stands at a place; raises RuleBroken when there is none any more."""
    return _text_in(around(forum, place), place)


def around(forum: Forum, place: Place) -> Document:
    """Return as much of the working copy as holds a place: the forum itself, and what the place belongs to."""
    key, bare = place.key, Document(forum=forums.part_of(forum))
    match place.kind:
        case "session" | "report":
            session = programme.session_by_key(forum.slug, key.partition("/")[0])
            return replace(bare, sessions=(programme_service.part_of(session),)) if session else bare
        case "room":
            room = programme.room_by_key(forum.slug, key)
            return replace(bare, rooms=(programme_service.room_part(room),)) if room else bare
        case "track":
            track = programme.track_by_key(forum.slug, key)
            return replace(bare, tracks=(programme_service.track_part(track),)) if track else bare
        case "person":
            person = directory.forum_person_by_key(forum, key)
            return replace(bare, people=(directory_service.person_part(forum, person),)) if person else bare
        case "institution":
            library = directory.forum_institution_by_key(forum, key)
            return replace(bare, institutions=(directory_service.institution_part(library),)) if library else bare
    return bare


def _text_in(document: Document, place: Place) -> Text:
    found = next((text for text in texts_of(document) if text.place == place), None)
    if found is None:
        raise RuleBroken(_gone())
    return found


def _store(forum: Forum, place: Place, new: Document, *, version: int | None, now: datetime) -> None:
    """Store what a place belongs to, as it is in ``new``."""
    match place.kind:
        case "forum":
            forums.revise(forum, new.forum, version=forum.version, now=now)
        case "session" | "report":
            _store_session(forum, place, new.sessions[0], version=version, now=now)
        case "room":
            room = programme.room_by_key(forum.slug, place.key)
            programme_service.revise_room(_there(room), new.rooms[0], now=now)
        case "track":
            track = programme.track_by_key(forum.slug, place.key)
            programme_service.revise_track(_there(track), new.tracks[0], now=now)
        case "person":
            directory_service.put_person(forum, new.people[0], now=now)
        case "institution":
            directory_service.put_institution(forum, new.institutions[0], now=now)


def _store_session(forum: Forum, place: Place, part: SessionPart, *, version: int | None, now: datetime) -> None:
    session = _there(programme.session_by_key(forum.slug, part.key))
    key = place.key.partition("/")[2]
    report = next((report for report in part.reports or () if report.key == key), None)
    if report is None:
        programme_service.revise_session(session, part, version=version, now=now)
    else:
        programme_service.revise_report(session, report, version=version, now=now)


def _there(row: Row | None) -> Row:
    """Return what was read a moment ago; raises RuleBroken when it went since."""
    if row is None:
        raise RuleBroken(_gone())
    return row


def _gone() -> str:
    return _("This text is not in the forum any more. Load the page again.")
