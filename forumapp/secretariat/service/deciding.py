"""Decisions about many at once: what they will do, and doing just that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from forumapp import audit
from forumapp.db import db
from forumapp.errors import Overtaken, RuleBroken
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.i18n import in_language, ngettext
from forumapp.mail import Letter
from forumapp.registration import queries as registrations
from forumapp.registration import service as registration
from forumapp.registration.models import DecisionDeed, Registration, RegistrationStatus
from forumapp.registration.queries import Filter
from forumapp.registration.rules.decisions import POSSIBLE, Outcome, differing
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.service import Undone, Verdict
from forumapp.secretariat.service.asking import Chosen, ids_concerned

SEVERAL = {
    DecisionDeed.APPROVE: "registration:approve-several",
    DecisionDeed.DECLINE: "registration:decline-several",
}
CONCERNED = {
    DecisionDeed.APPROVE: Filter(statuses=(RegistrationStatus.PENDING,)),
    DecisionDeed.DECLINE: Filter(statuses=tuple(each for each in RegistrationStatus if each not in ENDED)),
}
"""About whom it can be decided so."""
LETTERS = (Outcome.PLACE, Outcome.QUEUE, Outcome.DECLINED)


@dataclass(frozen=True, kw_only=True)
class Foresight:
    """What a decision will do: the outcome for each by id, and the registrations in order of arrival."""

    outcomes: Mapping[int, Outcome]
    rows: Sequence[Registration]

    def of(self, outcome: Outcome) -> list[Registration]:
        """Return those to whom that happens."""
        return [each for each in self.rows if self.outcomes[each.id] is outcome]


def foresee(forum: Forum, chosen: Chosen, deed: DecisionDeed, *, now: datetime) -> Foresight:
    """Return what a decision about those who are meant will do. Nothing changes."""
    ids = ids_concerned(forum, chosen, CONCERNED[deed])
    outcomes = registration.foresee(forum, ids, deed, now=now)
    return Foresight(outcomes=outcomes, rows=registrations.rows_in_order(forum, ids))


def decide(
    forum: Forum, chosen: Chosen, verdict: Verdict, *, seen: Mapping[int, Outcome], now: datetime
) -> Mapping[int, Outcome]:
    """Decide about those who are meant, if it does what the registrar saw that it would; raises Overtaken where it does not.

    Raises RuleBroken where it would do nothing.
    """
    lock_forum(forum)
    registration.settle(forum, now=now)
    ids = ids_concerned(forum, chosen, CONCERNED[verdict.deed])
    outcomes = registration.foresee(forum, ids, verdict.deed, now=now)
    changed = differing(dict(seen), outcomes)
    if changed:
        raise Overtaken(
            ngettext(
                "Since you looked, one registration has changed, so nothing was done. Look once more.",
                "Since you looked, %(num)d registrations have changed, so nothing was done. Look once more.",
                changed,
            )
        )
    if not POSSIBLE & set(outcomes.values()):
        raise RuleBroken(_("There is nobody among them about whom this can be decided."))
    registration.decide(forum, ids, verdict, now=now)
    rows = sum(outcome in POSSIBLE for outcome in outcomes.values())
    action = SEVERAL[verdict.deed]
    audit.record(action, subject=f"forum:{forum.slug}", forum=forum.slug, after={"rows": rows}, now=now)
    db.session.flush()
    return outcomes


def decide_one(subject: Registration, verdict: Verdict, *, now: datetime) -> None:
    """Decide about one; raises RuleBroken where that cannot be."""
    forum = subject.forum
    outcome = registration.decide(forum, [subject.id], verdict, now=now)[subject.id]
    if outcome not in POSSIBLE:
        raise RuleBroken(IMPOSSIBLE[outcome]())


def undo(forum: Forum, batch: UUID, *, uid: UUID | None = None, now: datetime) -> Undone:
    """Take back what was decided at one go, or about one of them; see ``registration.service.undo``."""
    undone = registration.undo(forum, batch, uid=uid, now=now)
    audit.record(
        "registration:undo-several",
        subject=f"forum:{forum.slug}",
        forum=forum.slug,
        after={"rows": undone.number},
        now=now,
    )
    db.session.flush()
    return undone


def samples(forum: Forum, foresight: Foresight, *, reason: str) -> list[Letter]:
    """Return the letter that each group gets, once in each language in which somebody of it reads, without the secret link."""
    found = []
    for outcome in LETTERS:
        group = [each for each in foresight.of(outcome) if each.email is not None and not each.is_unsent]
        for sample in {each.language: each for each in reversed(group)}.values():
            with in_language(sample.language):
                found.append(registration.sample_letter(sample, outcome, forum=forum, reason=reason))
    return found


IMPOSSIBLE = {
    Outcome.NOT_PENDING: lambda: _("This registration does not wait for approval."),
    Outcome.UNSENT: lambda: _("This person stands on the list of a delegation that was not sent yet."),
    Outcome.FULL: lambda: _("All places are taken, and there is no waiting list."),
    Outcome.ENDED: lambda: _("This registration has ended."),
}
