"""What is held about one person, as every feature tells it: the values of an export."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One value: its name for machines, its name and itself in words; without words it is for machines only."""

    key: str
    label: str = ""
    value: Any
    words: str | None = None


@dataclass(frozen=True, kw_only=True)
class HeldFile:
    """A file that somebody sent: where it is stored and what they called it."""

    folder: str
    stored: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Holding:
    """What one table holds about somebody, a row each."""

    key: str
    title: str
    rows: Sequence[Sequence[Fact]]
    files: Sequence[HeldFile] = ()
    is_special: bool = False
    """Whether it needs the right to see answers that need special care."""


def fact(key: str, label: object, value: Any, words: object = None) -> Fact:
    """Return a value with its label; without ``words`` it is said as it is."""
    said = value if words is None else words
    return Fact(key=key, label=str(label), value=value, words=None if said in (None, "") else str(said))
