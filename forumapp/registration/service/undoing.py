"""Decisions that can still be undone: what stood before, and what ends the time for undoing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.registration import queries
from forumapp.registration.models import Decision, DecisionDeed, DecisionState, Registration, RegistrationStatus
from forumapp.registration.rules.decisions import UNDO
from forumapp.registration.rules.statuses import ENDED

FORMER = ("status", "decided_at", "decision_reason", "hold_until", "told_status", "keeps_place")
"""What an undone decision gives back, as it was."""


def refuse_ended(registration: Registration) -> None:
    """Raise RuleBroken for a registration that has ended; while the decision can be undone its delegate is not told it."""
    if registration.status not in ENDED:
        return
    if registration.told_status is not None:
        raise RuleBroken(_("The organizers are looking at your registration just now. Try again in ten minutes."))
    raise RuleBroken(_("This registration has ended."))


def former_of(registration: Registration) -> dict[str, Any]:
    """Return how a registration stands, as a decision remembers it."""
    values = {name: getattr(registration, name) for name in FORMER}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def hold_back(
    registration: Registration, deed: DecisionDeed, former: dict[str, Any], *, batch: UUID, now: datetime
) -> None:
    """Note a decision that is told only when the time for undoing it has passed."""
    registration.told_status = registration.told_status or RegistrationStatus(former["status"])
    db.session.add(
        Decision(
            batch=batch,
            registration_id=registration.id,
            deed=deed,
            state=DecisionState.OPEN,
            former=former,
            made_by=audit.current_actor_name(),
            made_at=now,
            tell_at=now + UNDO,
        )
    )


def overtake(registration: Registration) -> None:
    """End the time for undoing what was decided: something else happens to the registration, and its letter tells of that.

    A decline that nobody was told leaves no trace: neither its reason, nor that the organizers have decided.
    """
    declined = [each for each in end_undoing(registration) if each.deed is DecisionDeed.DECLINE]
    if declined:
        former = declined[0].former
        registration.decided_at, registration.decision_reason = (
            _instant(former["decided_at"]),
            former["decision_reason"],
        )


def end_undoing(registration: Registration) -> Sequence[Decision]:
    """Let what was decided stand for good, and return the decisions that could be undone until now, the first one first."""
    if registration.told_status is None:
        return ()
    ended = queries.open_decisions_of(registration)
    for decision in ended:
        decision.state = DecisionState.OVERTAKEN
    registration.told_status, registration.keeps_place = None, False
    return tuple(reversed(ended))


def give_back(registration: Registration, former: dict[str, Any]) -> None:
    """Let a registration stand as a decision remembers it."""
    registration.status = RegistrationStatus(former["status"])
    told = former["told_status"]
    registration.told_status = RegistrationStatus(told) if told else None
    registration.keeps_place = former["keeps_place"]
    registration.decision_reason = former["decision_reason"]
    registration.decided_at, registration.hold_until = _instant(former["decided_at"]), _instant(former["hold_until"])


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
