"""What changed beside the sessions, in sentences: rooms, tracks, people, institutions, the forum itself."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from forumapp.directory.queries import country_name
from forumapp.directory.words import INSTITUTION_KINDS
from forumapp.exchange.document import Attendance, InstitutionKind
from forumapp.i18n import current_language, date_words, language_name, ngettext, zone_words
from forumapp.i18n import gettext as _
from forumapp.schedule.presentation.sentences import became, lowered, moment_words, renamed
from forumapp.schedule.presentation.sessions import Presenter
from forumapp.schedule.rules import Change, Deed, Detail
from forumapp.schedule.words import attendance_word

_LONG = frozenset({"description", "biography"})
_TITLES = {"room": "title", "track": "title", "institution": "name", "forum": "title"}


def other_sentences(change: Change, presenter: Presenter) -> tuple[str, ...]:
    """Return a change of a room, a track, somebody, an institution or the forum in sentences."""
    if change.deed is Deed.ADDED:
        return (_added(change.subject),)
    if change.deed is Deed.REMOVED:
        return (_("Taken out of the programme."),)
    said: list[str] = []
    for detail in change.details:
        if _TITLES.get(change.subject) == detail.field:
            said.append(renamed(detail.before, detail.after, presenter))
        elif detail.field == "registration":
            said += _registration(detail.before or {}, detail.after or {})
        else:
            said.append(_sentence(detail, presenter))
    return tuple(said)


def _added(subject: str) -> str:
    words = {
        "room": _("New room."),
        "track": _("New track."),
        "person": _("New among the people."),
        "institution": _("New among the institutions."),
    }
    return words.get(subject, _("New in the programme."))


def _sentence(detail: Detail, presenter: Presenter) -> str:
    word = _word(detail.field)
    if detail.field in _LONG:
        return _("%(word)s: rewritten.", word=word)
    before, after = (_value(detail.field, value, presenter) for value in (detail.before, detail.after))
    return _("%(word)s: changed.", word=word) if before is None and after is None else became(word, before, after)


def _word(name: str) -> str:
    words = {
        "attendance": _("How people take part"),
        "capacity": _("Places"),
        "color": _("Color"),
        "given_name": _("Given name"),
        "family_name": _("Family name"),
        "patronymic": _("Patronymic"),
        "post": _("Post"),
        "institution": _("Institution"),
        "biography": _("Biography"),
        "photo": _("Photo"),
        "country": _("Country"),
        "kind": _("Kind"),
        "city": _("City"),
        "isil": "ISIL",
        "theme": _("Theme"),
        "description": _("Description"),
        "timezone": _("Time zone"),
        "starts_on": _("First day"),
        "ends_on": _("Last day"),
        "languages": _("Languages"),
        "city_zones": _("Cities that take part"),
        "venue": _("Venue"),
        "organizers": _("Organizers"),
    }
    return words.get(name, _("Details"))


def _value(name: str, value: Any, presenter: Presenter) -> str | None:
    """Return a value in words; None for none and for what words would not make clearer."""
    if value is None or name in {"color", "photo"}:
        return None
    if isinstance(value, dict):
        return presenter.text(value) or None
    if isinstance(value, list):
        return ", ".join(filter(None, (_item(name, item, presenter) for item in value))) or None
    if name in {"starts_on", "ends_on"}:
        return date_words(date.fromisoformat(value))
    return _item(name, value, presenter)


def _item(name: str, value: Any, presenter: Presenter) -> str | None:
    if name == "attendance":
        return attendance_word(Attendance(value))
    if name in {"institution", "organizers"}:
        return presenter.institutions.get(value)
    if name in {"timezone", "city_zones"}:
        return zone_words(value)
    if name == "languages":
        return language_name(value)
    if name == "country":
        return country_name(value, current_language())
    return lowered(INSTITUTION_KINDS[InstitutionKind(value)]) if name == "kind" else str(value)


def _registration(before: dict[str, Any], after: dict[str, Any]) -> Iterable[str]:
    """Say what changed in the terms of registration; one that is empty on a side was not offered there."""
    if not before or not after:
        yield _("Delegates register here now.") if after else _("Delegates no longer register here.")
        return
    for name, word in (("opens_at", _("Registration opens")), ("closes_at", _("Registration closes"))):
        if before.get(name) != after.get(name):
            yield became(word, *(moment_words(each[name]) if each.get(name) else None for each in (before, after)))
    if before.get("capacity") != after.get("capacity"):
        yield became(_("Places"), *(_places(each.get("capacity")) for each in (before, after)))
    if before.get("approval") != after.get("approval"):
        yield _("A registrar approves registrations.") if after.get("approval") else _("Nobody has to approve them.")
    if before.get("waitlist") != after.get("waitlist"):
        yield _("There is a waiting list.") if after.get("waitlist") else _("There is no waiting list.")
    if before.get("country_quota") != after.get("country_quota"):
        yield _("The places by country changed.")
    if before.get("quota_released_on") != after.get("quota_released_on"):
        days = (each.get("quota_released_on") for each in (before, after))
        words = (date_words(date.fromisoformat(day)) if day else None for day in days)
        yield became(_("Places of countries are released on"), *words)


def _places(capacity: dict[str, int] | None) -> str | None:
    if not capacity:
        return None
    return ", ".join(
        f"{attendance_word(Attendance(mode))} – {ngettext('%(num)d place', '%(num)d places', number)}"
        for mode, number in capacity.items()
    )
