"""What registrars do with a delegation: make it, change it, open its list again, look through the changes."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import uuid4

from forumapp import audit
from forumapp.db import db
from forumapp.delegations import mails, queries
from forumapp.delegations.models import Delegation, WaitingMode
from forumapp.delegations.service.base import locked, note
from forumapp.delegations.service.links import write
from forumapp.errors import RuleBroken
from forumapp.exchange.document import LanguageMap
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.registration import service as registration
from forumapp.registration.rules.statuses import ENDED

UNTOLD = frozenset({"id", "uid", "forum_id", "created_at"})


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What registrars decide of a delegation."""

    name: LanguageMap | None
    country: str
    institution_id: int | None
    quota: int
    head_name: str
    head_email: str
    head_language: str
    deadline: date | None
    waiting_mode: WaitingMode


def add(forum: Forum, terms: Terms, *, now: datetime) -> Delegation:
    """Make a delegation; its head is written to by ``send_link``."""
    forum = lock_forum(forum)
    delegation = Delegation(uid=uuid4(), forum=forum, forum_id=forum.id, created_at=now, **asdict(terms))
    _before, after = audit.changes_of(delegation)
    db.session.add(delegation)
    db.session.flush()
    told = {name: value for name, value in after.items() if name not in UNTOLD and value is not None}
    note(delegation, "delegation:add", after=told, now=now)
    return delegation


def revise(delegation: Delegation, terms: Terms, *, now: datetime) -> None:
    """Change a delegation. A new way of waiting counts at once; raises RuleBroken for a quota below the members there are.

    Another address of the head voids the links that the former one has.
    """
    delegation = locked(delegation)
    members = [each.registration for each in queries.members(delegation)]
    number = sum(each.seen_status not in ENDED for each in members)
    if terms.quota < number:
        words = ngettext(
            "The delegation has %(num)d member already.", "The delegation has %(num)d members already.", number
        )
        raise RuleBroken(words, field="quota")
    is_other_mode = terms.waiting_mode is not delegation.waiting_mode
    is_other_head = terms.head_email != delegation.head_email
    for name, value in asdict(terms).items():
        setattr(delegation, name, value)
    before, after = audit.changes_of(delegation)
    if after:
        note(delegation, "delegation:revise", before=before, after=after, now=now)
    db.session.flush()
    if is_other_head:
        for link in queries.links_of(delegation):
            link.revoked_at = link.revoked_at or now
    if is_other_mode:
        is_together = terms.waiting_mode is WaitingMode.TOGETHER
        registration.set_together(delegation.forum, members, is_together=is_together, now=now)


def reopen(delegation: Delegation, *, now: datetime) -> None:
    """Let the head send the list once more; who was sent keeps the place."""
    delegation = locked(delegation)
    if delegation.submitted_at is None:
        raise RuleBroken(_("The list is open already."))
    delegation.submitted_at, delegation.seen_at = None, None
    note(delegation, "delegation:reopen", now=now)
    db.session.flush()
    write(delegation, mails.REOPEN, now=now)


def mark_seen(delegation: Delegation, *, newest: int, now: datetime) -> None:
    """Take down that a registrar looked through what was changed since the list was sent, up to the ``newest`` deed of the page.

    What the head did after that page was made is news still.
    """
    delegation = locked(delegation)
    deed = queries.deed_of(delegation, newest)
    if deed is None or (delegation.seen_at is not None and deed.at <= delegation.seen_at):
        return
    delegation.seen_at = deed.at
    note(delegation, "delegation:see", now=now)
