"""Verbs of consents: writing a text, which makes a new version of it, asking for a purpose or not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from forumapp import audit
from forumapp.db import db
from forumapp.directory.rules import free_key
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.merging import Basis, reconciled
from forumapp.questions import queries
from forumapp.questions.models import ConsentPurpose, ConsentVersion
from forumapp.questions.rules.parts import ConsentPart, Purpose
from forumapp.questions.words import PURPOSES, stock_consents

LONGEST_KEY = 24
"""Characters of a purpose's key."""


def new_purpose(forum: Forum, words: str) -> str:
    """Return a key for a new purpose of this name; it stays free until the transaction ends."""
    forum = lock_forum(forum)
    taken = frozenset(row.key for row in queries.purposes_of(forum))
    return free_key(words[: LONGEST_KEY - 4], taken | frozenset(PURPOSES) | {"new"})


def add_consent(forum: Forum, part: ConsentPart, *, now: datetime) -> None:
    """Add a purpose of the organizers' own; people are asked from now on."""
    forum = lock_forum(forum)
    rows = _rows(forum, now=now)
    if any(row.key == part.key for row in rows) or part.key in PURPOSES:
        raise RuleBroken(_("“%(key)s” is taken already. Choose a different key.", key=part.key))
    _check(part)
    row = ConsentPurpose(forum_id=forum.id, key=part.key, title=part.title, is_on=True, position=len(rows))
    row.versions = [ConsentVersion(version=1, text=part.text, created_at=now)]
    db.session.add(row)
    _record("consent:add", part.key, forum, now=now, after={"title": part.title, "text": part.text, "version": 1})


def write_consent(
    forum: Forum, part: ConsentPart, *, basis: Basis[ConsentPart] | None = None, now: datetime
) -> ConsentPart:
    """Give a purpose the words of ``part``, as a new version where they differ; earlier ones stay with the consents given to them.

    Raises Overtaken as ``merging.reconciled`` does.
    """
    forum = lock_forum(forum)
    row = _row(forum, part.key, now=now)
    newest = row.versions[-1]
    was = ConsentPart(key=row.key, title=row.title, text=newest.text)
    merged = reconciled(part, standing=was, basis=basis)
    _check(merged)
    if merged == was:
        return merged
    row.title = merged.title if row.key not in PURPOSES else None
    before: dict[str, Any] = {"text": was.text, "version": newest.version, "title": was.title}
    if merged.text != was.text:
        row.versions.append(ConsentVersion(version=newest.version + 1, text=merged.text, created_at=now))
    after = {"text": merged.text, "version": row.versions[-1].version, "title": row.title}
    _record("consent:write", row.key, forum, now=now, before=before, after=after)
    return merged


def ask_for(forum: Forum, key: str, *, is_on: bool, now: datetime) -> None:
    """Ask people for a purpose from now on, or no longer; consents that were given stay given."""
    forum = lock_forum(forum)
    row = _row(forum, key, now=now)
    if key == Purpose.DATA and not is_on:
        raise RuleBroken(_("Nobody can be registered without this consent."))
    if row.is_on != is_on:
        row.is_on = is_on
        _record("consent:switch", key, forum, now=now, before={"is_on": not is_on}, after={"is_on": is_on})


def _rows(forum: Forum, *, now: datetime) -> Sequence[ConsentPurpose]:
    """Return the rows of a forum's purposes; the stock becomes rows with the first change."""
    rows = queries.purposes_of(forum)
    if rows:
        return rows
    for position, stock in enumerate(stock_consents()):
        row = ConsentPurpose(forum_id=forum.id, key=stock.key, is_on=stock.is_on, position=position)
        row.versions = [ConsentVersion(version=stock.version, text=stock.text, created_at=now)]
        db.session.add(row)
    db.session.flush()
    return queries.purposes_of(forum)


def _row(forum: Forum, key: str, *, now: datetime) -> ConsentPurpose:
    found = next((row for row in _rows(forum, now=now) if row.key == key), None)
    if found is None:
        raise RuleBroken(_("There is no such purpose."))
    return found


def _check(part: ConsentPart) -> None:
    if not part.text:
        raise RuleBroken(_("Write the text in one language at least."), field="text")
    if part.key not in PURPOSES and not part.title:
        raise RuleBroken(_("Give it a title, in one language at least."), field="title")


def _record(
    action: str,
    key: str,
    forum: Forum,
    *,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Note a deed with what it changed only."""
    names = [name for name in after or {} if (before or {}).get(name) != (after or {})[name]]
    audit.record(
        action,
        subject=f"consent:{key}",
        forum=forum.slug,
        before={name: before[name] for name in names} if before else None,
        after={name: after[name] for name in names} if after else None,
        now=now,
    )
    db.session.flush()
