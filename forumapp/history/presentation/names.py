"""The names of what a page of the history speaks of: one question a kind, however many deeds."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from forumapp.audit import AuditEntry
from forumapp.delegations import queries as delegations
from forumapp.delegations.presentation import title_of
from forumapp.directory.queries import country_names
from forumapp.events.models import FurtherEvent
from forumapp.exchange.document import LanguageMap, PersonPart
from forumapp.forums.models import Forum
from forumapp.forums.presentation import Known
from forumapp.history import queries
from forumapp.i18n import current_language, localized
from forumapp.i18n import gettext as _
from forumapp.programme.models import Room, Session, Track
from forumapp.questions.service import names_of as questions_called
from forumapp.registration.presentation import name_of
from forumapp.schedule.words import person_name


def known_of(forum: Forum, entries: Sequence[AuditEntry]) -> Known:
    """Return what puts these deeds of a forum into words."""
    names: dict[str, dict[str, str]] = _gone(forum)
    for kind, found in _standing(forum).items():
        names.setdefault(kind, {}).update(found)
    names |= questions_called(forum)
    names["country"] = country_names(current_language())
    names["directory"] = _localized(queries.institutions_by_id(_institution_ids(entries)), forum)
    names["registration"] = {
        str(each.uid): name_of(each) for each in queries.registrations(_ids(entries, "registration"))
    }
    names["delegation"] = {
        str(each.uid): title_of(each, names["country"], forum.languages)
        for each in delegations.delegations_by_uids(_ids(entries, "delegation"))
    }
    names["letter"] = {
        key: _("“%(subject)s” to %(recipient)s", subject=subject, recipient=recipient)
        for key, (recipient, subject) in queries.letters(_ids(entries, "letter")).items()
    }
    names["account"] = queries.account_names({name for entry in entries for name in (entry.actor, key_of(entry))})
    return Known(zone=forum.timezone, languages=forum.languages, names=names)


def key_of(entry: AuditEntry) -> str:
    """Return the key of what a deed was done to."""
    return entry.subject.partition(":")[2]


def _standing(forum: Forum) -> Mapping[str, Mapping[str, str]]:
    return {
        "session": _localized(queries.titles(Session, forum), forum),
        "event": _localized(queries.titles(FurtherEvent, forum), forum),
        "room": _localized(queries.titles(Room, forum), forum),
        "track": _localized(queries.titles(Track, forum), forum),
        "institution": _localized(queries.institutions(forum), forum),
        "person": {key: _person_name(key, vars(person)) for key, person in queries.people(forum)},
    }


def _gone(forum: Forum) -> dict[str, dict[str, str]]:
    """Return the names under which things were taken out of a forum."""
    names: dict[str, dict[str, str]] = {}
    for entry in queries.removed(forum):
        kind, said = entry.subject.partition(":")[0], entry.before or {}
        title = said.get("title") or said.get("name")
        name = _person_name(key_of(entry), said) if kind == "person" else localized(title, forum.languages)
        names.setdefault(kind, {})[key_of(entry)] = name
    return names


def _localized(texts: Mapping[str, LanguageMap], forum: Forum) -> dict[str, str]:
    return {key: localized(text, forum.languages) for key, text in texts.items()}


def _person_name(key: str, values: Mapping[str, Any]) -> str:
    part = PersonPart(
        key=key,
        given_name=values.get("given_name") or {},
        family_name=values.get("family_name") or {},
        patronymic=values.get("patronymic"),
    )
    return person_name(part)


def _ids(entries: Iterable[AuditEntry], kind: str) -> set[UUID]:
    return {UUID(key_of(entry)) for entry in entries if entry.subject.partition(":")[0] == kind}


def _institution_ids(entries: Iterable[AuditEntry]) -> set[int]:
    told = [values for entry in entries for values in (entry.before, entry.after) if values]
    return {int(values["institution_id"]) for values in told if values.get("institution_id") is not None}
