"""Places: how many there are by way of taking part and by country, how many are taken, who is next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from forumapp.exchange.document import Attendance


class Waiting(Protocol):
    """Somebody in the queue."""

    @property
    def attendance(self) -> Attendance:
        """How they take part."""

    @property
    def country(self) -> str:
        """Where they come from (ISO 3166-1 alpha-2)."""

    @property
    def party(self) -> str | None:
        """The party that they belong to, None for who comes alone."""

    @property
    def is_together(self) -> bool:
        """Whether those of the party who wait get places all at once or not at all."""


Waiter = TypeVar("Waiter", bound=Waiting)


@dataclass(frozen=True, kw_only=True)
class Places:
    """The places of a forum: a way of taking part or a country that is not named has no limit."""

    capacity: Mapping[str, int] = field(default_factory=dict)
    quota: Mapping[str, int] = field(default_factory=dict)
    taken: Mapping[str, int] = field(default_factory=dict)
    """By way of taking part."""
    taken_by_country: Mapping[str, int] = field(default_factory=dict)

    def left(self, attendance: Attendance) -> int | None:
        """Return the number of free places for a way of taking part, None where there is no limit."""
        limit = self.capacity.get(attendance)
        return None if limit is None else max(limit - self.taken.get(attendance, 0), 0)

    def left_for(self, country: str) -> int | None:
        """Return the number of free places for a country, None where it has no quota."""
        limit = self.quota.get(country)
        return None if limit is None else max(limit - self.taken_by_country.get(country, 0), 0)

    def has_room(self, attendance: Attendance, country: str) -> bool:
        """Say whether one more may take part so from there."""
        return self.left(attendance) != 0 and self.left_for(country) != 0

    def full_modes(self) -> frozenset[Attendance]:
        """Return the ways of taking part that have no place left."""
        return frozenset(mode for mode in Attendance if self.left(mode) == 0)

    def full_countries(self) -> frozenset[str]:
        """Return the countries whose quota is used up."""
        return frozenset(country for country in self.quota if self.left_for(country) == 0)

    def with_one(self, attendance: Attendance, country: str) -> "Places":
        """Return the places with one more taken."""
        return self._changed(attendance, country, by=1)

    def without_one(self, attendance: Attendance, country: str) -> "Places":
        """Return the places with one given back."""
        return self._changed(attendance, country, by=-1)

    def _changed(self, attendance: Attendance, country: str, *, by: int) -> "Places":
        return replace(
            self,
            taken={**self.taken, attendance: self.taken.get(attendance, 0) + by},
            taken_by_country={**self.taken_by_country, country: self.taken_by_country.get(country, 0) + by},
        )


def next_in_queue(queue: Iterable[Waiter], places: Places) -> list[Waiter]:
    """Return those of the queue, which is in order of arrival, who get the places that are free, first come first served.

    A party that stays together has its turn when its first one has, and gets places for all of it that waits or none; the queue
    must name all of those. Whoever does not fit does not stop those behind.
    """
    chosen: list[Waiter] = []
    for group in _groups(queue):
        after = _with_all(group, places)
        if after is not None:
            places = after
            chosen += group
    return chosen


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
    """Return the places with one taken by each of a group, None where not all fit."""
    for waiter in group:
        if not places.has_room(waiter.attendance, waiter.country):
            return None
        places = places.with_one(waiter.attendance, waiter.country)
    return places


def modes_of(attendance: Attendance) -> tuple[Attendance, ...]:
    """Return the ways of taking part that a forum offers."""
    if attendance is Attendance.HYBRID:
        return (Attendance.ONLINE, Attendance.ONSITE)
    return (attendance,)
