"""Until when a forum keeps personal data, and what happens then."""

from datetime import date, datetime

from sqlalchemy import delete, update

from forumapp import audit
from forumapp.accounts.models import Account
from forumapp.accounts.queries import lock_admins
from forumapp.audit import AuditEntry
from forumapp.db import db
from forumapp.db.changes import assign
from forumapp.errors import RuleBroken
from forumapp.forums import queries as forums
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import date_words
from forumapp.i18n import gettext as _
from forumapp.mail import put
from forumapp.mail.models import OutboxLetter
from forumapp.policy import TeamRole
from forumapp.privacy import mails, queries
from forumapp.privacy.rules import keeping
from forumapp.privacy.service.holders import anonymize_everywhere, erase_everywhere

TOLD = frozenset({TeamRole.OWNER, TeamRole.REGISTRAR})
"""Who of the team is written to about personal data."""


def set_keeping(forum: Forum, *, kept_until: date | None, lists_participants: bool, now: datetime) -> None:
    """Say until when a forum keeps personal data, and whether it lists its participants.

    Raises RuleBroken for a day before the forum's end, and for one so near that nobody could be told before.
    """
    forum = lock_forum(forum)
    is_other_day = kept_until != forum.kept_until
    if is_other_day and kept_until is not None:
        _refuse_early(forum, kept_until, now=now)
    before, after = assign(forum, {"kept_until": kept_until, "lists_participants": lists_participants})
    if is_other_day:
        forum.keeping_told_at = forum.anonymized_at = None
    if after:
        subject = f"forum:{forum.slug}"
        audit.record("forum:keep-data", subject=subject, forum=forum.slug, before=before, after=after, now=now)
    db.session.flush()


def tell(forum: Forum, *, now: datetime) -> bool:
    """Write to a forum's owners and registrars, once, that its personal data go soon; says whether somebody was told.

    A forum without them is told to the administrators; while there is nobody at all its data stay.
    """
    forum = lock_forum(forum)
    day = forum.kept_until
    if day is None or forum.keeping_told_at is not None or forum.anonymized_at is not None:
        return False
    if not keeping.is_near(kept_until=day, zone=forum.timezone, now=now):
        return False
    told = _told(forum)
    if not told:
        return False
    forum.keeping_told_at = now
    for account in told:
        put(
            mails.going_soon(forum, account, day=_goes_on(forum, day, now=now), number=queries.count_kept(forum)),
            now=now,
        )
    audit.record("forum:tell-keeping", subject=f"forum:{forum.slug}", forum=forum.slug, now=now)
    db.session.flush()
    return True


def anonymize(forum: Forum, *, most: int, now: datetime) -> bool:
    """Take ``most`` people of a forum out whose day has come; says whether somebody or something is left for another call.

    What the public sees does not change; figures stay. The call that finds nobody left takes out the rest and writes to the team.
    """
    forum = lock_forum(forum)
    if forum.kept_until is None or forum.anonymized_at is not None or not _is_due(forum, forum.kept_until, now=now):
        return False
    found = queries.to_anonymize(forum, most=most)
    if found:
        erase_everywhere(found, now=now)
        return True
    _finish(forum, now=now)
    return False


def _refuse_early(forum: Forum, day: date, *, now: datetime) -> None:
    first = keeping.earliest(last=forum.ends_on, zone=forum.timezone, now=now)
    if day < first:
        words = _(
            "Choose %(day)s or a later day: after the forum, and two weeks from today at least.", day=date_words(first)
        )
        raise RuleBroken(words, field="kept_until")


def _goes_on(forum: Forum, day: date, *, now: datetime) -> date:
    """Return the day after which the data go: the one set, or later where the team was told late."""
    return max(day, forum.ends_on, keeping.today(forum.timezone, now) + keeping.NOTICE)


def _is_due(forum: Forum, day: date, *, now: datetime) -> bool:
    return keeping.is_due(
        kept_until=day, last=forum.ends_on, told_at=forum.keeping_told_at, zone=forum.timezone, now=now
    )


def _finish(forum: Forum, *, now: datetime) -> None:
    anonymize_everywhere(forum)
    letters = delete(OutboxLetter).where(OutboxLetter.forum_slug == forum.slug)
    db.session.execute(letters.where(OutboxLetter.kind != mails.ERASED.kind))
    db.session.execute(update(AuditEntry).where(queries.personal_deeds(forum)).values(before=None, after=None))
    forum.anonymized_at = now
    audit.record("forum:anonymize", subject=f"forum:{forum.slug}", forum=forum.slug, now=now)
    for account in _told(forum):
        put(mails.gone(forum, account), now=now)
    db.session.flush()


def _told(forum: Forum) -> list[Account]:
    """Return who is written to: owners and registrars, else the administrators."""
    members = forums.members(forum)
    found = {each.account_id: each.account for each in members if each.role in TOLD}
    return list(found.values()) or list(lock_admins())
