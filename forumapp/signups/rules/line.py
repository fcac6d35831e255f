"""Where a sign-up stands, and who of a line gets the places that are free."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar


class SignupStatus(StrEnum):
    """Where a sign-up for a session stands."""

    SIGNED = "signed"
    """Holds a place, as long as the registration is confirmed."""
    WAITING = "waiting"
    """Stands in line; of those whose registration is confirmed the first gets the next place."""
    ASKED = "asked"
    """Waits for the organizers' decision."""
    DECLINED = "declined"


LIVE = frozenset({SignupStatus.SIGNED, SignupStatus.WAITING, SignupStatus.ASKED})
"""Sign-ups with which somebody may still take part."""


class InLine(Protocol):
    """Somebody in the line for a session."""

    @property
    def status(self) -> SignupStatus:
        """Where the sign-up stands."""

    @property
    def is_confirmed(self) -> bool:
        """Whether the registration is confirmed: others wait without a turn."""


Waiter = TypeVar("Waiter", bound=InLine)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many stand where for one session. Of those who hold a place or wait only the confirmed count."""

    taken: int = 0
    waiting: int = 0
    asked: int = 0
    wishes: int = 0
    """Those in line whose registration is not confirmed."""
    live: int = 0
    """All who may still take part, but for those told that the session does not take place for them."""
    called_off: int = 0

    def left(self, places: int | None) -> int | None:
        """Return how many of so many places are free, None where there is no limit."""
        return None if places is None else max(places - self.taken, 0)


NOBODY = Tally()


def next_in_line(line: Iterable[Waiter], *, free: int | None) -> list[Waiter]:
    """Return those of a line, which is in order of arrival, who get the free places; None is as many as like."""
    waiting = [each for each in line if each.status is SignupStatus.WAITING and each.is_confirmed]
    return waiting if free is None else waiting[: max(free, 0)]
