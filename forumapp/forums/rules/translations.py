"""Every text of a forum that people read, place by place, and which of them lack a language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, NamedTuple, TypeVar

from forumapp.exchange.document import Document, LanguageMap, SessionPart

FIELDS: Mapping[str, tuple[str, ...]] = {
    "forum": ("title", "theme", "description", "venue"),
    "session": ("title", "abstract"),
    "report": ("title", "abstract"),
    "room": ("title",),
    "track": ("title",),
    "person": ("family_name", "given_name", "patronymic", "post", "biography"),
    "institution": ("name", "city"),
}
"""The texts of each kind of thing, in the order in which they are read."""

MAY_BE_LEFT_OUT = frozenset({"patronymic"})
"""What is said in some languages only: not missing where it is not written."""

_LISTS = {"rooms": "room", "tracks": "track", "people": "person", "institutions": "institution"}

Part = TypeVar("Part", bound=Any)


class Place(NamedTuple):
    """Where a text stands: the kind of thing, its key ("session/report" for a report, "" for the forum) and the field."""

    kind: str
    key: str
    field: str


class Text(NamedTuple):
    """A text by language, and where it stands."""

    place: Place
    words: LanguageMap


def texts_of(document: Document) -> list[Text]:
    """Return every text of a forum that says something in any language, in the order in which it is read."""
    return [text for text in _all_texts(document) if any(text.words.values())]


def missing(document: Document, languages: Sequence[str]) -> list[tuple[Place, str]]:
    """Return the texts that say nothing in one of the languages, each with that language."""
    return [
        (text.place, language)
        for text in texts_of(document)
        if text.place.field not in MAY_BE_LEFT_OUT
        for language in languages
        if not text.words.get(language)
    ]


def with_texts(document: Document, changes: Mapping[Place, LanguageMap]) -> Document:
    """Return the forum with other texts at some places; places that it does not have change nothing."""
    rest = {
        name: tuple(_changed(part, kind, part.key, changes) for part in getattr(document, name))
        for name, kind in _LISTS.items()
    }
    return replace(
        document,
        forum=_changed(document.forum, "forum", "", changes),
        sessions=tuple(_changed_session(session, changes) for session in document.sessions),
        **rest,
    )


def _all_texts(document: Document) -> Iterator[Text]:
    yield from _texts(document.forum, "forum", "")
    for session in document.sessions:
        yield from _texts(session, "session", session.key)
        for report in session.reports or ():
            yield from _texts(report, "report", f"{session.key}/{report.key}")
    for name, kind in _LISTS.items():
        for part in getattr(document, name):
            yield from _texts(part, kind, part.key)


def _texts(part: Any, kind: str, key: str) -> Iterator[Text]:
    return (Text(Place(kind, key, field), getattr(part, field) or {}) for field in FIELDS[kind])


def _changed(part: Part, kind: str, key: str, changes: Mapping[Place, LanguageMap]) -> Part:
    """Return the part with its new texts; an optional text that says nothing any more is None."""
    places = [Place(kind, key, field) for field in FIELDS[kind]]
    values = {place.field: changes[place] for place in places if place in changes}
    optional = {each.name for each in fields(part) if each.default is None}
    kept = {name: None if not words and name in optional else words for name, words in values.items()}
    return replace(part, **kept) if kept else part


def _changed_session(session: SessionPart, changes: Mapping[Place, LanguageMap]) -> SessionPart:
    reports = tuple(_changed(each, "report", f"{session.key}/{each.key}", changes) for each in session.reports or ())
    changed = _changed(session, "session", session.key, changes)
    return replace(changed, reports=reports) if _differ(reports, session.reports or ()) else changed


def _differ(one: Iterable[object], other: Iterable[object]) -> bool:
    return any(first is not second for first, second in zip(one, other, strict=True))
