"""Who holds personal data: every feature that does registers what it tells and what it erases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from forumapp.forums.models import Forum
from forumapp.personal import Holding
from forumapp.registration.models import Registration

HOLDERS = "forumapp.holders"
"""Name of the extension: a tuple of holders, those of higher features first, for they ask the lower ones what they know."""


Erase = Callable[[Sequence[Registration], datetime], None]
"""Takes people out of a feature's rows, now; runs under the forum's lock, before registration forgets their addresses."""
Anonymize = Callable[[Forum], None]
"""Takes out of a forum what hangs on no registration; runs under the forum's lock, and may run again."""


@dataclass(frozen=True, kw_only=True)
class Holder:
    """What one feature does about personal data."""

    personal_data: Callable[[Registration], list[Holding]]
    erase: Erase | None = None
    anonymize: Anonymize | None = None
    erase_mailbox: Callable[[Forum, str, datetime], int] | None = None
    """Takes out whom only a mailbox names, by its key, and says how many rows there were."""
    refuse: Callable[[Registration], None] | None = None
    """Raises RuleBroken, in words, where something is to be done before somebody can be erased."""


def holders() -> tuple[Holder, ...]:
    """Return all holders, higher features first."""
    found: tuple[Holder, ...] = current_app.extensions[HOLDERS]
    return found


def held(registration: Registration) -> list[Holding]:
    """Return what all features hold about somebody, the registration itself first."""
    return [holding for holder in reversed(holders()) for holding in holder.personal_data(registration)]


def erase_everywhere(registrations: Sequence[Registration], *, now: datetime) -> None:
    """Take people out of the rows of every feature."""
    for holder in holders():
        if holder.erase is not None:
            holder.erase(registrations, now)


def anonymize_everywhere(forum: Forum) -> None:
    """Take out of a forum what hangs on no registration, in every feature."""
    for holder in holders():
        if holder.anonymize is not None:
            holder.anonymize(forum)


def erase_mailbox_everywhere(forum: Forum, key: str, *, now: datetime) -> int:
    """Take whom a mailbox names out of the rows of every feature; returns how many rows there were."""
    return sum(holder.erase_mailbox(forum, key, now) for holder in holders() if holder.erase_mailbox is not None)


def refuse_erasing(registration: Registration) -> None:
    """Raise RuleBroken where somebody cannot be erased yet."""
    for holder in holders():
        if holder.refuse is not None:
            holder.refuse(registration)
