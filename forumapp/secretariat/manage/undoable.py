"""Decisions that can still be undone, as pages show them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from forumapp import clock
from forumapp.forums.models import Forum
from forumapp.i18n import clock_time, ngettext
from forumapp.i18n import gettext as _
from forumapp.registration import queries
from forumapp.registration.models import DecisionDeed, Registration


def undoable(forum: Forum) -> list[tuple[str, str]]:
    """Return what was decided at one go and can be undone: its name and a sentence, the last one first."""
    found = []
    for each in queries.open_batches(forum, now=clock.now()):
        facts = {"who": each.made_by, "moment": _hour(each.tell_at, forum)}
        sentence = (
            ngettext(
                "%(who)s let %(num)d person in; the letter leaves at %(moment)s.",
                "%(who)s let %(num)d people in; the letters leave at %(moment)s.",
                each.number,
                **facts,
            )
            if each.deed is DecisionDeed.APPROVE
            else ngettext(
                "%(who)s declined %(num)d person; the letter leaves at %(moment)s.",
                "%(who)s declined %(num)d people; the letters leave at %(moment)s.",
                each.number,
                **facts,
            )
        )
        found.append((str(each.batch), sentence))
    return found


def undoable_of(registration: Registration) -> tuple[str, str] | None:
    """Return what was decided about somebody last and can be undone: its name and a sentence."""
    decisions = queries.open_decisions_of(registration) if registration.told_status is not None else ()
    if not decisions or decisions[0].tell_at <= clock.now():
        return None
    facts = {"who": decisions[0].made_by, "moment": _hour(decisions[0].tell_at, registration.forum)}
    sentence = (
        _("Approved: %(who)s. The delegate learns of it at %(moment)s; until then it can be undone.", **facts)
        if decisions[0].deed is DecisionDeed.APPROVE
        else _("Declined: %(who)s. The delegate learns of it at %(moment)s; until then it can be undone.", **facts)
    )
    return str(decisions[0].batch), sentence


def _hour(instant: datetime, forum: Forum) -> str:
    return clock_time(instant.astimezone(ZoneInfo(forum.timezone)))
