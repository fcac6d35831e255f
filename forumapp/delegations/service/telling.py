"""Telling the registrars what heads did, once for all that is done in a while."""

from datetime import datetime, timedelta

from forumapp.delegations import mails
from forumapp.delegations.models import Delegation
from forumapp.forums.queries import members
from forumapp.mail import is_waiting, put
from forumapp.policy import TeamRole

GATHER = timedelta(minutes=30)
"""How long a letter waits for more to tell of."""


def tell_registrars(delegation: Delegation, *, now: datetime) -> None:
    """Write to the forum's registrars, to its owners where there are none, unless a letter to them waits already.

    Says nothing before the list was sent. Needs the forum's lock.
    """
    if delegation.submitted_at is None:
        return
    team = [each for each in members(delegation.forum) if each.account.disabled_at is None]
    chosen = [each for each in team if each.role is TeamRole.REGISTRAR]
    chosen = chosen or [each for each in team if each.role is TeamRole.OWNER]
    for each in chosen:
        letter = mails.changed(delegation.forum, each.account)
        if not is_waiting(letter):
            put(letter, now=now, wait=GATHER)
