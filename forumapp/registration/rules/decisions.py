"""What registrars decide about many: what becomes of each, worked out before it is done."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from forumapp.exchange.document import Attendance
from forumapp.registration.rules.places import Places
from forumapp.registration.rules.statuses import ENDED, RegistrationStatus, after_approval

UNDO = timedelta(minutes=10)
"""How long a decision can be undone before its letter leaves."""


class DecisionDeed(StrEnum):
    """What a registrar decides."""

    APPROVE = "approve"
    DECLINE = "decline"


class DecisionState(StrEnum):
    """What became of a decision."""

    OPEN = "open"
    """It can be undone; nobody was told."""
    TOLD = "told"
    UNDONE = "undone"
    OVERTAKEN = "overtaken"
    """Something else happened to the registration before anybody was told."""


class Outcome(StrEnum):
    """What a decision does to a registration."""

    PLACE = "place"
    QUEUE = "queue"
    DECLINED = "declined"
    FULL = "full"
    """No place is free and there is no waiting list."""
    NOT_PENDING = "not-pending"
    UNSENT = "unsent"
    """On the list of a delegation that was not sent yet."""
    ENDED = "ended"


POSSIBLE = frozenset({Outcome.PLACE, Outcome.QUEUE, Outcome.DECLINED})


class Candidate(Protocol):
    """Somebody about whom is decided."""

    @property
    def id(self) -> int:
        """Their number."""

    @property
    def status(self) -> RegistrationStatus:
        """Where they stand."""

    @property
    def is_unsent(self) -> bool:
        """Whether they stand on a list that was not sent yet."""

    @property
    def attendance(self) -> Attendance:
        """How they take part."""

    @property
    def country(self) -> str:
        """Where they come from (ISO 3166-1 alpha-2)."""

    @property
    def category(self) -> str:
        """As what they take part."""


def foresee(
    deed: DecisionDeed, candidates: Iterable[Candidate], places: Places, *, has_waitlist: bool
) -> dict[int, Outcome]:
    """Return what a decision does to each, by id; ``candidates`` are in order of arrival, ``places`` as they stand."""
    if deed is DecisionDeed.DECLINE:
        return {each.id: _turn_down(each) for each in candidates}
    found: dict[int, Outcome] = {}
    for each in candidates:
        found[each.id] = outcome = _let_in(each, places, has_waitlist=has_waitlist)
        if outcome is Outcome.PLACE:
            places = places.with_one(each)
    return found


def _turn_down(each: Candidate) -> Outcome:
    if each.status in ENDED:
        return Outcome.ENDED
    return Outcome.UNSENT if each.is_unsent else Outcome.DECLINED


def _let_in(each: Candidate, places: Places, *, has_waitlist: bool) -> Outcome:
    if each.status is not RegistrationStatus.PENDING:
        return Outcome.NOT_PENDING
    if each.is_unsent:
        return Outcome.UNSENT
    status = after_approval(has_room=places.has_room(each), has_waitlist=has_waitlist)
    if status is None:
        return Outcome.FULL
    return Outcome.PLACE if status is RegistrationStatus.CONFIRMED else Outcome.QUEUE


def differing(one: dict[int, Outcome], other: dict[int, Outcome]) -> int:
    """Return of how many registrations something else is foreseen, those included that only one of the two knows."""
    return sum(one.get(number) is not other.get(number) for number in {*one, *other})


def packed(found: dict[int, Outcome]) -> str:
    """Return what was foreseen as one short line: "place:1-3,7;queue:8"."""
    groups: dict[Outcome, list[int]] = {}
    for number, outcome in found.items():
        groups.setdefault(outcome, []).append(number)
    return ";".join(f"{outcome}:{','.join(_ranges(sorted(numbers)))}" for outcome, numbers in groups.items())


def unpacked(text: str, *, most: int) -> dict[int, Outcome]:
    """Return what such a line says; what cannot be read or goes beyond ``most`` says nothing."""
    found: dict[int, Outcome] = {}
    for group in text.split(";"):
        name, _colon, ranges = group.partition(":")
        if name not in {each.value for each in Outcome}:
            continue
        for part in ranges.split(","):
            first, _dash, last = part.partition("-")
            if first.isdecimal() and (last or first).isdecimal() and len(part) <= 30:
                wanted = range(int(first), min(int(last or first), int(first) + most) + 1)
                found.update(dict.fromkeys(wanted[: max(most - len(found), 0)], Outcome(name)))
    return found


def _ranges(numbers: list[int]) -> Iterable[str]:
    start = 0
    for place, number in enumerate(numbers):
        if place + 1 < len(numbers) and numbers[place + 1] == number + 1:
            continue
        yield str(number) if numbers[start] == number else f"{numbers[start]}-{number}"
        start = place + 1
