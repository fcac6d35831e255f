"""What a file would change, found out by doing it and taking it back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from forumapp.db import transaction
from forumapp.directory.manage.frame import whole_name
from forumapp.events.words import KINDS as FURTHER_EVENTS
from forumapp.exchange.document import (
    Document,
    EventPart,
    InstitutionPart,
    PersonPart,
    RoomPart,
    SessionPart,
    TrackPart,
)
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.programme import service
from forumapp.programme.service import Applied

KINDS: Mapping[str, LazyString] = {
    "forum": _l("Forum"),
    "sessions": _l("Sessions"),
    "events": FURTHER_EVENTS,
    "rooms": _l("Rooms"),
    "tracks": _l("Tracks"),
    "people": _l("People"),
    "institutions": _l("Institutions"),
}

Result = TypeVar("Result")
Named = InstitutionPart | PersonPart | TrackPart | RoomPart | SessionPart | EventPart

Changes = list[tuple[str, list[str]]]


class _TakenBackError(Exception):
    """Ends a rehearsal, so that nothing of it is kept."""


def taken_back(deed: Callable[[], Result]) -> Result:
    """Return what a deed gives, and keep nothing of what it did."""
    done: list[Result] = []
    try:
        with transaction():
            done.append(deed())
            raise _TakenBackError
    except _TakenBackError:
        return done[0]


def rehearse(document: Document, forum: Forum, *, now: datetime) -> Applied:
    """Return what applying a document to a forum would do; nothing is kept."""
    return taken_back(lambda: service.apply_document(document, forum=forum, owner=None, now=now))


def changes_in_words(forum: Forum, applied: Applied, before: Document, after: Document) -> Changes:
    """Return by kind what would change, in sentences."""
    return [
        (str(word), lines)
        for kind, word in KINDS.items()
        if (lines := _lines(kind, applied, _names(forum, kind, before), _names(forum, kind, after)))
    ]


def _lines(kind: str, applied: Applied, before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    if kind == "forum":
        return [_("Its settings are changed.")] if "forum" in applied.changed else []
    said = [
        *(_("New: %(name)s", name=after[key]) for key in applied.added.get(kind, ())),
        *(_("Changed: %(name)s", name=after[key]) for key in applied.changed.get(kind, ())),
        *(_("Not in the file, taken out: %(name)s", name=before[key]) for key in applied.removed.get(kind, ())),
    ]
    return [*said, _("The order is changed.")] if kind in applied.reordered else said


def _names(forum: Forum, kind: str, document: Document) -> dict[str, str]:
    parts: Sequence[Named] = (getattr(document, kind) or ()) if kind != "forum" else ()
    return {part.key: _name(forum, part) for part in parts}


def _name(forum: Forum, part: Named) -> str:
    if isinstance(part, PersonPart):
        return whole_name(part)
    return localized(part.name if isinstance(part, InstitutionPart) else part.title, forum.languages)
