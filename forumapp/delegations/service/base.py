"""What the verbs of delegations share: the lock, the delegation as a party, its name, the audit trail."""

from datetime import datetime
from typing import Any

from forumapp import audit
from forumapp.delegations import queries
from forumapp.delegations.models import Delegation, WaitingMode
from forumapp.delegations.rules.states import is_closed
from forumapp.directory import queries as directory
from forumapp.errors import RuleBroken
from forumapp.exchange.document import LanguageMap
from forumapp.forums.queries import lock_forum
from forumapp.i18n import LANGUAGE_NAMES
from forumapp.i18n import gettext as _
from forumapp.registration.service import Party


def locked(delegation: Delegation) -> Delegation:
    """Return the delegation as it stands now, its forum locked until the transaction ends."""
    lock_forum(delegation.forum)
    return queries.reread(delegation)


def locked_for_head(delegation: Delegation, *, now: datetime) -> Delegation:
    """Return the same; raises RuleBroken when the head can only read."""
    known = locked(delegation)
    if is_over(known, now=now):
        raise RuleBroken(
            _("The deadline has passed: the list can be read, but no longer changed. Write to the organizers.")
        )
    return known


def is_over(delegation: Delegation, *, now: datetime) -> bool:
    """Say whether the head only reads."""
    forum = delegation.forum
    return is_closed(deadline=delegation.deadline, last=forum.ends_on, zone=forum.timezone, now=now)


def names_of(delegation: Delegation) -> LanguageMap:
    """Return what a delegation is called: its own name, else its institution's, else its country's."""
    if delegation.name:
        return delegation.name
    if delegation.institution is not None:
        return delegation.institution.name
    return {language: directory.country_name(delegation.country, language) for language in LANGUAGE_NAMES}


def party_of(delegation: Delegation) -> Party:
    """Return a delegation as registration knows it."""
    is_together = delegation.waiting_mode is WaitingMode.TOGETHER
    return Party(key=delegation.party_key, name=names_of(delegation), is_together=is_together)


def note(
    delegation: Delegation,
    action: str,
    *,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write the audit trail of a delegation; no token ever stands in it."""
    audit.record(
        action,
        subject=f"delegation:{delegation.uid}",
        forum=delegation.forum.slug,
        before=before,
        after=after,
        now=now,
    )
