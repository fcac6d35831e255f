"""Which texts a page shows, as its address has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forumapp.forums.rules.translations import FIELDS
from forumapp.translating.rules.states import State


@dataclass(frozen=True, kw_only=True)
class TextFilter:
    """Which texts to show, from which language into which."""

    source: str
    target: str
    state: State | None = None
    kind: str = ""
    words: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str], languages: Sequence[str], spoken: str) -> "TextFilter":
        """Read an address; what cannot be a filter is not one. Without a pair: from the forum's first language into ``spoken``."""
        source, target = query.get("source", ""), query.get("target", "")
        if source not in languages:
            source = languages[0]
        others = [code for code in languages if code != source]
        if target not in others:
            target = spoken if spoken in others else others[0] if others else source
        state, kind = query.get("state", ""), query.get("kind", "")
        return cls(
            source=source,
            target=target,
            state=State(state) if state in set(State) else None,
            kind=kind if kind in FIELDS else "",
            words=query.get("q", "").strip()[:200],
        )

    @property
    def is_on(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.state or self.kind or self.words)

    def asked(self, **changes: Any) -> dict[str, Any]:
        """Return the filter as parts of an address."""
        parts = {"source": self.source, "target": self.target, "kind": self.kind, "q": self.words}
        return {name: value for name, value in {**parts, "state": self.state or "", **changes}.items() if value}
