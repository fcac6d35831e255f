"""Where a registration stands, and which step leads where."""

from datetime import datetime, timedelta
from enum import StrEnum

PARTY_HOLD = timedelta(days=7)
"""The same for whom somebody else names, members of a party first: they may travel or be asked by telephone first."""

NEW_ADDRESS_LIFE = timedelta(hours=24)
"""How long the letter to a new address can be answered."""


class RegistrationStatus(StrEnum):
    """Where a registration stands (docs/glossary.md)."""

    UNVERIFIED = "unverified"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ConsentPurpose(StrEnum):
    """What a consent is for; one purpose each."""

    DATA = "data"
    LIST = "list"


class ComingIn(StrEnum):
    """How those come in whom a registrar brings in together."""

    SEATED = "seated"
    """With places, as many as there are; the others wait."""
    ASKED = "asked"
    """With a letter by which each confirms; places are held until then."""
    PENDING = "pending"
    """They wait for approval."""


ENDED = frozenset({RegistrationStatus.DECLINED, RegistrationStatus.WITHDRAWN})
"""Registrations that take no part any more."""

HOLDING_FOR_A_WHILE = frozenset({RegistrationStatus.UNVERIFIED, RegistrationStatus.OFFERED})
"""Registrations that hold a place until ``hold_until``; confirmed ones hold theirs for good, all others hold none."""


def is_holding(status: RegistrationStatus, *, hold_until: datetime | None, now: datetime) -> bool:
    """Say whether somebody counts among the taken places."""
    if status in HOLDING_FOR_A_WHILE:
        return hold_until is not None and hold_until > now
    return status is RegistrationStatus.CONFIRMED


def takes_options(status: RegistrationStatus, *, is_verified: bool, hold_until: datetime | None, now: datetime) -> bool:
    """Say whether the options that somebody chose count as taken: those of people who answered our letter or hold a place."""
    if status in ENDED:
        return False
    return is_verified or is_holding(status, hold_until=hold_until, now=now)


class Arrival(StrEnum):
    """What awaits somebody who registers now."""

    HELD = "held"
    """A place is held until the letter is answered or the hold ends."""
    ASKING = "asking"
    """The organizers decide once the letter is answered; no place is held."""
    QUEUED = "queued"
    """No place is free: the waiting list."""
    FULL = "full"
    """No place is free and there is no waiting list."""


def arrival(*, has_room: bool, needs_approval: bool, has_waitlist: bool) -> Arrival:
    """Say what awaits the next one who registers."""
    if not has_room and not has_waitlist:
        return Arrival.FULL
    if needs_approval:
        return Arrival.ASKING
    return Arrival.HELD if has_room else Arrival.QUEUED


def on_arrival(awaiting: Arrival, *, is_verified: bool) -> RegistrationStatus:
    """Return the status with which somebody comes in; those whose address is known to be theirs need no letter for it."""
    if awaiting is Arrival.QUEUED:
        return RegistrationStatus.WAITLISTED
    if not is_verified:
        return RegistrationStatus.UNVERIFIED
    return RegistrationStatus.PENDING if awaiting is Arrival.ASKING else RegistrationStatus.CONFIRMED


def after_answer(
    *, holds_place: bool, has_room: bool, awaits_decision: bool, has_waitlist: bool
) -> RegistrationStatus | None:
    """Return the status of an unverified registration whose letter is answered; None when no place is left for it."""
    if holds_place:
        return RegistrationStatus.CONFIRMED
    if awaits_decision:
        return RegistrationStatus.PENDING
    return after_approval(has_room=has_room, has_waitlist=has_waitlist)


def on_entry(*, has_room: bool) -> RegistrationStatus:
    """Return the status of somebody whom a registrar enters, where there is a place or a waiting list."""
    return RegistrationStatus.CONFIRMED if has_room else RegistrationStatus.WAITLISTED


def after_approval(*, has_room: bool, has_waitlist: bool) -> RegistrationStatus | None:
    """Return the status of a registration that was let in; None when no place is left for it."""
    return on_entry(has_room=has_room) if has_room or has_waitlist else None


def after_promotion(*, is_verified: bool, is_offered: bool = False) -> RegistrationStatus:
    """Return the status of the first in the queue when a place becomes free; unverified ones get a hold with it.

    ``is_offered`` says that the place is to be taken by a deadline, else it is theirs at once.
    """
    if not is_verified:
        return RegistrationStatus.UNVERIFIED
    return RegistrationStatus.OFFERED if is_offered else RegistrationStatus.CONFIRMED
