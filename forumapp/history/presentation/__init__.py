"""The trail of a forum as a page shows it: who, when, what was done to what, before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forumapp.audit import AuditEntry
from forumapp.forums.models import Forum
from forumapp.forums.presentation import Change, Known
from forumapp.forums.words import deed_words
from forumapp.history.presentation.fields import FIELDS
from forumapp.history.presentation.names import key_of, known_of
from forumapp.history.words import ACTORS, KINDS
from forumapp.i18n import gettext as _

__all__ = ["Deed", "actions_by_kind", "actor_words", "deeds_of"]


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Who did what to what, when (UTC); ``is_change`` tells what became something else from what came or went whole."""

    at: datetime
    actor: str
    actor_email: str | None
    words: str
    subject: str
    is_change: bool
    changes: Sequence[Change]


def deeds_of(forum: Forum, entries: Sequence[AuditEntry]) -> list[Deed]:
    """Return entries of a forum's audit trail in words."""
    known = known_of(forum, entries)
    return [_deed(entry, known) for entry in entries]


def actor_words(actor: str, names: Mapping[str, str]) -> str:
    """Return who acted, by name where that is known."""
    return str(ACTORS.get(actor) or names.get(actor, actor))


def actions_by_kind(actions: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return actions with their words, those about one kind of thing together."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for action in actions:
        groups.setdefault(action.partition(":")[0], []).append((action, deed_words(action)))
    return [(str(word), groups[kind]) for kind, word in KINDS.items() if kind in groups]


def _deed(entry: AuditEntry, known: Known) -> Deed:
    before, after = _said(entry.before), _said(entry.after)
    accounts = known.names["account"]
    return Deed(
        at=entry.at,
        actor=actor_words(entry.actor, accounts),
        actor_email=entry.actor if entry.actor in accounts else None,
        words=deed_words(entry.action),
        subject=_subject(entry, known),
        is_change=bool(before and after),
        changes=list(_changes(entry.action.partition(":")[0], before, after, known)),
    )


def _said(values: dict[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (values or {}).items() if value is not None}


def _subject(entry: AuditEntry, known: Known) -> str:
    kind, key = entry.subject.partition(":")[0], key_of(entry)
    if kind in {"forum", "plan"}:
        return ""
    if kind == "release":
        return _("Release %(number)s", number=key)
    if kind == "approver":
        return key
    if kind == "member":
        return known.names["account"].get(key, key)
    return known.name(kind, key)


def _changes(kind: str, before: Mapping[str, Any], after: Mapping[str, Any], known: Known) -> Iterator[Change]:
    for name, each in FIELDS.get(kind, {}).items():
        if each is not None and (name in before or name in after):
            yield from each.changes(before.get(name), after.get(name), known)
