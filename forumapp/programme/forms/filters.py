"""The filters of the day list, as its address has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from forumapp.exchange.document import Kind


@dataclass(frozen=True, kw_only=True)
class SessionFilter:
    """Which sessions of the day list to show; nothing given shows all."""

    day: date | None = None
    room: str = ""
    track: str = ""
    kind: Kind | None = None
    person: str = ""
    words: str = ""
    only_clashes: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "SessionFilter":
        """Read an address; what cannot be a filter is not one."""
        kind = query.get("kind", "")
        return cls(
            day=day_from(query.get("day", "")),
            room=query.get("room", "")[:80],
            track=query.get("track", "")[:80],
            kind=Kind(kind) if kind in set(Kind) else None,
            person=query.get("person", "")[:80],
            words=query.get("q", "").strip()[:200],
            only_clashes=query.get("clashes") == "1",
        )

    @property
    def is_on(self) -> bool:
        """Say whether anything is left out."""
        return self != SessionFilter()


def day_from(text: str) -> date | None:
    """Return the day that an address names; None for what is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
