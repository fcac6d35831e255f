"""What texts belong to and how far translations are, in the current language."""

from collections.abc import Mapping

from flask_babel import LazyString

from forumapp.directory.rules import display_name
from forumapp.exchange.document import Document
from forumapp.forums.rules.translations import Place
from forumapp.i18n import LANGUAGE_NAMES, current_language, in_language, localized, pgettext
from forumapp.i18n import gettext as _
from forumapp.i18n import lazy_gettext as _l
from forumapp.translating.rules.incoming import Trouble
from forumapp.translating.rules.states import State

KINDS: Mapping[str, LazyString] = {
    "forum": _l("Forum"),
    "session": _l("Session"),
    "report": _l("Report"),
    "room": _l("Room"),
    "track": _l("Track"),
    "person": _l("Person"),
    "institution": _l("Institution"),
}

KINDS_OF_SEVERAL: Mapping[str, LazyString] = {
    "forum": _l("Forum"),
    "session": _l("Sessions"),
    "report": _l("Reports"),
    "room": _l("Rooms"),
    "track": _l("Tracks"),
    "person": _l("People"),
    "institution": _l("Institutions"),
}

FIELDS: Mapping[str, LazyString] = {
    "title": _l("Title"),
    "theme": _l("Theme"),
    "description": _l("Description"),
    "venue": _l("Venue"),
    "abstract": _l("Abstract"),
    "family_name": _l("Family name"),
    "given_name": _l("Given name"),
    "patronymic": _l("Patronymic"),
    "post": _l("Post"),
    "biography": _l("Biography"),
    "city": _l("City"),
}

STATES: Mapping[State, LazyString] = {
    State.MISSING: _l("Missing"),
    State.MACHINE: _l("Machine translation"),
    State.WRITTEN: _l("Not reviewed"),
    State.STALE: _l("Source changed since"),
    State.REVIEWED: _l("Reviewed"),
}

TROUBLES: Mapping[Trouble, LazyString] = {
    Trouble.SOURCE_CHANGED: _l("The source text was changed after the file was saved."),
    Trouble.TEXT_CHANGED: _l("The translation was changed at the desk after the file was saved."),
    Trouble.UNKNOWN: _l("There is no such text in the forum any more."),
    Trouble.OTHER_FORUM: _l("This row belongs to another forum."),
    Trouble.OTHER_LANGUAGE: _l("The forum does not have this language."),
    Trouble.TOO_LONG: _l("The translation is too long for its place."),
    Trouble.TWICE: _l("The same text stands in the file twice; the first row counts."),
    Trouble.NO_TEXT: _l("This cell holds a date or an error, not text."),
    Trouble.NOT_YOURS: _l("Only owners change the texts of the forum itself."),
}


def names_of(document: Document) -> dict[tuple[str, str], str]:
    """Return what everything that has texts is called, by kind and key."""
    fallback = document.forum.languages
    names = {("forum", ""): localized(document.forum.title, fallback)}
    for session in document.sessions:
        names["session", session.key] = localized(session.title, fallback)
        for report in session.reports or ():
            names["report", f"{session.key}/{report.key}"] = localized(report.title, fallback)
    names |= {("room", room.key): localized(room.title, fallback) for room in document.rooms}
    names |= {("track", track.key): localized(track.title, fallback) for track in document.tracks}
    for person in document.people:
        parts = (person.given_name, person.family_name, person.patronymic)
        names["person", person.key] = display_name(*parts, current_language(), fallback)
    return names | {("institution", each.key): localized(each.name, fallback) for each in document.institutions}


def place_words(place: Place, names: Mapping[tuple[str, str], str]) -> str:
    """Return a place in a line: "Session “Opening”: title"."""
    return _(
        "%(kind)s “%(name)s”: %(field)s",
        kind=KINDS.get(place.kind, place.kind),
        name=names.get((place.kind, place.key), place.key),
        field=field_word(place).lower(),
    )


def field_word(place: Place) -> str:
    """Return what the text at a place is called."""
    if place.field == "name":
        return pgettext("institution", "Name")
    return str(FIELDS.get(place.field, place.field))


def states_by_word() -> dict[str, State]:
    """Return the states by their words in every language of the interface, in small letters."""
    found: dict[str, State] = {}
    for language in LANGUAGE_NAMES:
        with in_language(language):
            found |= {str(word).casefold(): state for state, word in STATES.items()}
    return found
