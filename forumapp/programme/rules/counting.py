"""How many sessions there are, and how many breaks."""

from collections.abc import Iterable
from dataclasses import dataclass

from forumapp.exchange.document import Kind


@dataclass(frozen=True)
class Tally:
    """How many sessions there are, and how many breaks, which are no sessions but stand in programme and calendars.

    ``events`` are those beside the programme, which stand in calendars only.
    """

    sessions: int = 0
    breaks: int = 0
    events: int = 0

    def with_one(self, kind: Kind) -> "Tally":
        """Return the tally with one more of a kind."""
        is_break = kind is Kind.BREAK
        return Tally(self.sessions + (not is_break), self.breaks + is_break, self.events)

    def with_event(self) -> "Tally":
        """Return the tally with one more event beside the programme."""
        return Tally(self.sessions, self.breaks, self.events + 1)


def tally(kinds: Iterable[Kind]) -> Tally:
    """Count sessions and breaks: the one definition, whoever says how many there are."""
    counted = Tally()
    for kind in kinds:
        counted = counted.with_one(kind)
    return counted
