"""Places: how many there are by way of taking part, country and category, how many are taken, who is next."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol, TypeVar

from forumapp.exchange.document import Attendance


class Claim(Protocol):
    """What a place is asked for; a registration is one."""

    @property
    def attendance(self) -> Attendance:
        """How somebody takes part."""

    @property
    def country(self) -> str:
        """Where they come from (ISO 3166-1 alpha-2)."""

    @property
    def category(self) -> str:
        """As what they take part, the key of the forum's category."""


class Waiting(Claim, Protocol):
    """Somebody in the queue."""

    @property
    def party(self) -> str | None:
        """The party that they belong to, None for who comes alone."""

    @property
    def is_together(self) -> bool:
        """Whether those of the party who wait get places all at once or not at all."""


Waiter = TypeVar("Waiter", bound=Waiting)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A claim of somebody who has no registration yet, or would like another one."""

    attendance: Attendance
    country: str
    category: str


class Shortage(StrEnum):
    """Of what there is not enough for a claim."""

    MODE = "mode"
    """No place is left for the way of taking part."""
    COUNTRY = "country"
    """The country's quota is used up."""
    CATEGORY = "category"
    """No place is left for the category."""
    KEPT = "kept"
    """The places that are left are kept for countries that have not used their quota yet."""


CategoryMode = tuple[str, str]
"""The key of a category, and a way of taking part."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """The places of a forum: a way of taking part, a country or a category that is not named has no limit.

    A quota is the most that may come from a country. Where ``kept_in`` names a way of taking part, the places of it that
    countries have not used are kept for them too.
    """

    capacity: Mapping[str, int] = field(default_factory=dict)
    quota: Mapping[str, int] = field(default_factory=dict)
    categories: Mapping[CategoryMode, int] = field(default_factory=dict)
    kept_in: Attendance | None = None
    taken: Mapping[str, int] = field(default_factory=dict)
    """By way of taking part."""
    taken_by_country: Mapping[str, int] = field(default_factory=dict)
    taken_by_category: Mapping[CategoryMode, int] = field(default_factory=dict)

    def left(self, attendance: Attendance) -> int | None:
        """Return the number of free places for a way of taking part, None where there is no limit."""
        limit = self.capacity.get(attendance)
        return None if limit is None else max(limit - self.taken.get(attendance, 0), 0)

    def left_for(self, country: str) -> int | None:
        """Return the number of free places for a country, None where it has no quota."""
        limit = self.quota.get(country)
        return None if limit is None else max(limit - self.taken_by_country.get(country, 0), 0)

    def left_in(self, category: str, attendance: Attendance) -> int | None:
        """Return the number of free places for a category in a way of taking part, None where it has no number of its own."""
        limit = self.categories.get((category, attendance))
        return None if limit is None else max(limit - self.taken_by_category.get((category, attendance), 0), 0)

    def kept(self, attendance: Attendance, *, but: str | None = None) -> int:
        """Return how many free places are kept for countries, other than ``but``."""
        if attendance is not self.kept_in:
            return 0
        return sum(self.left_for(country) or 0 for country in self.quota if country != but)

    def shortage(self, claim: Claim) -> Shortage | None:
        """Return what stands in the way of one more such place, None where there is one."""
        left = self.left(claim.attendance)
        if left == 0:
            return Shortage.MODE
        if self.left_for(claim.country) == 0:
            return Shortage.COUNTRY
        if self.left_in(claim.category, claim.attendance) == 0:
            return Shortage.CATEGORY
        if left is not None and left <= self.kept(claim.attendance, but=claim.country):
            return Shortage.KEPT
        return None

    def has_room(self, claim: Claim) -> bool:
        """Say whether there is a place for one more."""
        return self.shortage(claim) is None

    def with_one(self, claim: Claim) -> "Places":
        """Return the places with one more taken."""
        return self._changed(claim, by=1)

    def without_one(self, claim: Claim) -> "Places":
        """Return the places with one given back."""
        return self._changed(claim, by=-1)

    def _changed(self, claim: Claim, *, by: int) -> "Places":
        return replace(
            self,
            taken=_counted(self.taken, claim.attendance, by=by),
            taken_by_country=_counted(self.taken_by_country, claim.country, by=by),
            taken_by_category=_counted(self.taken_by_category, (claim.category, claim.attendance), by=by),
        )


def next_in_queue(queue: Iterable[Waiter], places: Places) -> list[Waiter]:
    """Return those of the queue, which is in order of arrival, who get the places that are free, first come first served.

    A party that stays together has its turn when its first one has, and gets places for all of it that waits or none; the queue
    must name all of those. Whoever does not fit does not stop those behind. Somebody who takes a place of their country's
    quota leaves fewer that are kept, so that the queue is gone through again while somebody gets a place.
    """
    chosen: list[Waiter] = []
    groups = _groups(queue)
    while True:
        left = []
        for group in groups:
            after = _with_all(group, places)
            if after is None:
                left.append(group)
            else:
                places = after
                chosen += group
        if len(left) == len(groups) or places.kept_in is None:
            return chosen
        groups = left


def _groups(queue: Iterable[Waiter]) -> list[list[Waiter]]:
    """Return who can only get places together, in the order of the first of each."""
    groups: list[list[Waiter]] = []
    parties: dict[str, list[Waiter]] = {}
    for waiter in queue:
        party = waiter.party if waiter.is_together else None
        if party is not None and party in parties:
            parties[party].append(waiter)
            continue
        groups.append([waiter])
        if party is not None:
            parties[party] = groups[-1]
    return groups


def _with_all(group: Iterable[Waiting], places: Places) -> Places | None:
    """Return the places with one taken by each of a group, None where not all fit.

    Those who use what is kept for their country come first, so that it does not stand in the way of the others of the group.
    """
    for waiter in sorted(group, key=lambda each: (each.country not in places.quota, each.attendance is places.kept_in)):
        if not places.has_room(waiter):
            return None
        places = places.with_one(waiter)
    return places


def modes_of(attendance: Attendance) -> tuple[Attendance, ...]:
    """Return the ways of taking part that a forum offers."""
    if attendance is Attendance.HYBRID:
        return (Attendance.ONLINE, Attendance.ONSITE)
    return (attendance,)


def _counted(numbers: Mapping[Key, int], key: Key, *, by: int) -> Mapping[Key, int]:
    return {**numbers, key: numbers.get(key, 0) + by}
