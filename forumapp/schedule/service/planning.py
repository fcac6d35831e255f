"""Planned releases: at an instant that an organizer set, the worker publishes what is ready then."""

from collections.abc import Callable
from datetime import datetime

from forumapp import audit
from forumapp.accounts.queries import account_by_email
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.exchange.document import LanguageMap
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum, roles_of
from forumapp.forums.rules import is_on_the_clock
from forumapp.i18n import LANGUAGE_NAMES, in_language
from forumapp.i18n import gettext as _
from forumapp.policy import Actor, Permission, can
from forumapp.schedule import queries
from forumapp.schedule.models import PlannedRelease, Release
from forumapp.schedule.rules.planning import FURTHEST, MOST_ATTEMPTS, instant_of
from forumapp.schedule.service.releasing import publish
from forumapp.text import clean


def plan(forum: Forum, wall: datetime, *, note: str = "", by: str, now: datetime) -> PlannedRelease:
    """Plan a release for a time on the forum's clock; what is ready then is published, after the checks of that moment."""
    forum = lock_forum(forum)
    if queries.open_plan(forum) is not None:
        raise RuleBroken(_("A release is planned already. Cancel it first."))
    if not is_on_the_clock(wall, forum.timezone):
        raise RuleBroken(_("Clocks are put forward then: there is no such time on that day."), field="due_at")
    due_at = instant_of(wall, forum.timezone)
    if due_at <= now:
        raise RuleBroken(_("This time is over. Choose a later one, or publish at once."), field="due_at")
    if due_at - now > FURTHEST:
        raise RuleBroken(_("Choose a time within a year."), field="due_at")
    row = PlannedRelease(forum_id=forum.id, due_at=due_at, note=clean(note), planned_by=by, planned_at=now, attempts=0)
    db.session.add(row)
    db.session.flush()
    _note(row, forum, "release:plan", {"due_at": due_at, "note": row.note}, now=now)
    return row


def cancel(row: PlannedRelease, forum: Forum, *, by: str, now: datetime) -> None:
    """Give a planned release up before its time."""
    forum = lock_forum(forum)
    row = queries.lock_plan(row)
    if row.ended_at is not None:
        raise RuleBroken(_("This planned release was carried out or cancelled already."))
    row.ended_at, row.cancelled_by = now, by
    _note(row, forum, "release:unplan", {"due_at": row.due_at}, now=now)


def begin(row: PlannedRelease, *, now: datetime) -> bool:
    """Count an attempt, in a transaction of its own, and say whether to carry the plan out.

    A plan that was begun too often is given up: a fault of ours must not hold the worker for ever.
    """
    row = queries.lock_plan(row)
    if row.ended_at is not None:
        return False
    row.attempts += 1
    db.session.flush()
    if row.attempts <= MOST_ATTEMPTS:
        return True
    _fail(row, row.forum, _in_both(lambda: _("The application failed at it. Publish by hand.")), now=now)
    return False


def carry_out(row: PlannedRelease, *, now: datetime) -> Release | None:
    """Publish what is ready, once however many workers try; what stands in the way is kept for the desk."""
    forum = lock_forum(row.forum)
    row = queries.lock_plan(row)
    if row.ended_at is not None:
        return None
    refusals: LanguageMap = {}
    for language in LANGUAGE_NAMES:
        with in_language(language):
            try:
                release = _publish(row, forum, now=now)
            except RuleBroken as broken:
                refusals[language] = broken.sentence
            else:
                row.ended_at, row.number = now, release.number
                db.session.flush()
                return release
    _fail(row, forum, refusals, now=now)
    return None


def _publish(row: PlannedRelease, forum: Forum, *, now: datetime) -> Release:
    if not _may_still_publish(row.planned_by, forum):
        raise RuleBroken(_("Whoever planned it may no longer publish."))
    release = publish(forum, note=row.note, planned_by=row.planned_by, by=row.planned_by, now=now)
    if release is None:
        raise RuleBroken(_("There was nothing new to publish."))
    return release


def _may_still_publish(email: str, forum: Forum) -> bool:
    account = account_by_email(email)
    if account is None or account.disabled_at is not None:
        return False
    actor = Actor(account_id=account.id, is_admin=account.is_admin, roles=roles_of(account.id))
    return can(actor, Permission.RELEASE_PUBLISH, forum.id)


def _fail(row: PlannedRelease, forum: Forum, failure: LanguageMap, *, now: datetime) -> None:
    row.ended_at, row.failure = now, failure
    _note(row, forum, "release:plan-failed", {"due_at": row.due_at, "reason": failure}, now=now)


def _in_both(say: Callable[[], str]) -> LanguageMap:
    words = {}
    for language in LANGUAGE_NAMES:
        with in_language(language):
            words[language] = say()
    return words


def _note(row: PlannedRelease, forum: Forum, action: str, after: dict[str, object], *, now: datetime) -> None:
    audit.record(
        action, subject=f"plan:{row.id}", forum=forum.slug, after={**after, "planned_by": row.planned_by}, now=now
    )
    db.session.flush()
