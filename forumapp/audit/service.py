"""Writing the audit trail, in the transaction of the deed itself."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from sqlalchemy import inspect, null, update

from forumapp.audit.models import AuditEntry
from forumapp.db import Model, db

_actor: ContextVar[tuple[str, str | None]] = ContextVar("actor", default=("nobody", None))


@contextmanager
def acting(actor: str, *, request_id: str | None = None) -> Iterator[None]:
    """Say who acts in what follows: an account's address, or "command line", "worker", "delegate"."""
    token = _actor.set((actor, request_id))
    try:
        yield
    finally:
        _actor.reset(token)


def act_as(actor: str, *, request_id: str | None = None) -> None:
    """Say who acts until the end of this context (a request has one of its own)."""
    _actor.set((actor, request_id))


def current_actor_name() -> str:
    """Return who acts now."""
    return _actor.get()[0]


def record(
    action: str,
    *,
    subject: str,
    now: datetime,
    forum: str | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add a deed: ``action`` as ``subject:verb``, ``subject`` by kind and key ("session:opening"), ``forum`` by slug."""
    actor, request_id = _actor.get()
    db.session.add(
        AuditEntry(
            at=now,
            actor=actor,
            forum_slug=forum,
            subject=subject,
            action=action,
            before=_plain(before),
            after=_plain(after),
            request_id=request_id,
        )
    )


def changes_of(row: Model) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what differs from the stored row, as it was and as it will be; call it before the flush."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    state = inspect(row)
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if history.has_changes():
            before[attribute.key] = history.deleted[0] if history.deleted else None
            after[attribute.key] = history.added[0] if history.added else None
    return before, after


def _plain(values: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if values is None else {name: _word(value) for name, value in values.items()}


def _word(value: Any) -> Any:
    """Return what JSON can hold of a column's value."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_word(item) for item in value]
    return value


def forget_values(subjects: Collection[str]) -> None:
    """Take what was changed out of the entries about subjects that are deleted; who did what, and when, stays."""
    about = update(AuditEntry).where(AuditEntry.subject.in_(subjects))
    db.session.execute(about.values(before=null(), after=null()))
