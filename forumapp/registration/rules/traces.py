"""By what somebody is found in what was written: whole names and whole addresses, never parts of other words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Traces:
    """All addresses and names that somebody has or had."""

    emails: frozenset[str]
    givens: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()

    def are_in(self, text: str) -> bool:
        """Say whether a text names somebody: by an address, or by a given and a family name."""
        by_name = _any_word(self.givens, text) and _any_word(self.families, text)
        return by_name or any(_holds_address(text, each) for each in self.emails)

    def are_searched(self, text: str) -> bool:
        """Say whether words of a search are about somebody: one name is enough there, in small or capital letters."""
        return self.are_in(text) or _any_word(self.givens | self.families, text, flags=re.IGNORECASE)


def words_in(values: Any) -> str:
    """Return all texts that stand in the values of a deed, a line each."""
    return "\n".join(_texts(values))


def _texts(values: Any) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, dict):
        for each in values.values():
            yield from _texts(each)
    elif isinstance(values, list):
        for each in values:
            yield from _texts(each)


def _any_word(names: frozenset[str], text: str, *, flags: int = 0) -> bool:
    """Say whether one of the names stands in a text by itself: "Li" does neither in "Lin" nor in "Li-Marin"."""
    return any(re.search(rf"(?<![\w-]){re.escape(each)}(?![\w-])", text, flags) for each in names)


def _holds_address(text: str, email: str) -> bool:
    """Say whether an address stands in a text; the full stop of a sentence may follow it."""
    whole = rf"(?<![\w.+-]){re.escape(email)}(?![\w+-]|\.\w)"
    return re.search(whole, text, re.IGNORECASE) is not None
