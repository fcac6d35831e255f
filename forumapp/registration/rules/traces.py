"""By what somebody is found in what was written: whole names and whole addresses, never parts of other words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, Self

from markupsafe import escape

ELLIPSIS = "…"
"""Stands in letters where somebody was named."""


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

    def taken_out_of(self, text: str) -> str:
        """Return a text without somebody: given and family name side by side, and each of them where both still stand apart."""
        pairs = [*product(self.givens, self.families), *product(self.families, self.givens)]
        for pair in pairs:
            text = re.sub(_word(*pair), ELLIPSIS, text)
        for email in self.emails:
            text = re.sub(_address(email), ELLIPSIS, text, flags=re.IGNORECASE)
        if self.are_in(text):
            for name in self.givens | self.families:
                text = re.sub(_word(name), ELLIPSIS, text)
        return text

    def in_markup(self) -> Self:
        """Return the same as it stands in HTML."""
        return type(self)(emails=_escaped(self.emails), givens=_escaped(self.givens), families=_escaped(self.families))


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
    return any(re.search(_word(each), text, flags) for each in names)


def _holds_address(text: str, email: str) -> bool:
    return re.search(_address(email), text, re.IGNORECASE) is not None


def _word(*names: str) -> str:
    """Return a pattern of names that stand by themselves: "Li" does neither in "Lin" nor in "Li-Marin"."""
    whole = r"\s+".join(map(re.escape, names))
    return rf"(?<![\w-]){whole}(?![\w-])"


def _address(email: str) -> str:
    """Return a pattern of a whole address; the full stop of a sentence may follow it."""
    return rf"(?<![\w.+-]){re.escape(email)}(?![\w+-]|\.\w)"


def _escaped(texts: frozenset[str]) -> frozenset[str]:
    return frozenset(str(escape(each)) for each in texts)
