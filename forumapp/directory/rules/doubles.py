"""Who may be the same person in two spellings: ё and е, case, script, initials, a missing patronymic, names swapped."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from forumapp.directory.rules.names import fold
from forumapp.exchange.document import LanguageMap

MOST_IN_A_GROUP = 200
"""Of people who share a part of their names, so many at most are compared with each other."""

LEAST_LETTERS = 4
"""Of shorter names, those that differ in one letter are different ones."""


class Likeness(StrEnum):
    """Why two people may be one, from the strongest reason to the weakest."""

    SAME = "same"
    """The names are the same but for case, ё and script."""
    SWAPPED = "swapped"
    """Family name and given name stand in each other's places."""
    PATRONYMIC = "patronymic"
    """One has a patronymic, the other none."""
    INITIALS = "initials"
    """One has initials where the other has names."""
    CLOSE = "close"
    """A letter differs, as when one name is written in two alphabets."""


@dataclass(frozen=True)
class Name:
    """A name as it is compared, in one language: folded parts."""

    family: str
    given: str
    patronymic: str


@dataclass(frozen=True)
class Named:
    """Somebody by a number of the caller's choice, with their name in every language in which it is written."""

    number: int
    names: tuple[Name, ...]

    @classmethod
    def of(cls, number: int, family: LanguageMap, given: LanguageMap, patronymic: LanguageMap | None) -> "Named":
        """Fold somebody's names."""
        last = patronymic or {}
        codes = dict.fromkeys([*family, *given])
        names = (_name(family.get(code, ""), given.get(code, ""), last.get(code, "")) for code in codes)
        return cls(number, tuple(dict.fromkeys(name for name in names if name.family or name.given)))


def likely_doubles(people: Iterable[Named]) -> list[tuple[int, int, Likeness]]:
    """Return pairs of numbers who may be one person and why, the likeliest first; the smaller number stands first."""
    groups: dict[str, list[Named]] = defaultdict(list)
    for person in people:
        for mark in {mark for name in person.names for mark in _marks(name)}:
            groups[mark].append(person)
    found: dict[tuple[int, int], Likeness] = {}
    for group in groups.values():
        for one, other in combinations(group[:MOST_IN_A_GROUP], 2):
            pair = (min(one.number, other.number), max(one.number, other.number))
            likeness = likeness_of(one, other) if pair not in found and one is not other else None
            if likeness is not None:
                found[pair] = likeness
    order = list(Likeness)
    return sorted(((*pair, why) for pair, why in found.items()), key=lambda each: (order.index(each[2]), each))


def likeness_of(one: Named, other: Named) -> Likeness | None:
    """Return the strongest reason to take two people for one, None when there is none."""
    reasons = [reason for a in one.names for b in other.names if (reason := _reason(a, b)) is not None]
    return min(reasons, key=list(Likeness).index, default=None)


def _name(family: str, given: str, patronymic: str) -> Name:
    """Fold a name; a patronymic written behind the given name is told apart from it."""
    words = _words(given)
    if len(words) > 1 and not patronymic:
        return Name("".join(_words(family)), words[0], "".join(words[1:]))
    return Name("".join(_words(family)), "".join(words), "".join(_words(patronymic)))


def _words(text: str) -> list[str]:
    return fold(text.replace(".", " ")).split()


def _marks(name: Name) -> Iterable[str]:
    """Return under what a name is looked for: the beginnings of its parts, since spellings differ in their ends."""
    return {part[:3] for part in (name.family, name.given) if len(part) > 1}


def _reason(one: Name, other: Name) -> Likeness | None:
    if one.family == other.family:
        return _of_one_family(one, other)
    if one.family == other.given and one.given == other.family:
        return Likeness.SWAPPED if _agree(one.patronymic, other.patronymic) else None
    is_long = min(len(one.family), len(other.family)) >= LEAST_LETTERS and len(one.given) > 1
    if is_long and one.given == other.given and _agree(one.patronymic, other.patronymic):
        return Likeness.CLOSE if _is_near(one.family, other.family) else None
    return None


def _of_one_family(one: Name, other: Name) -> Likeness | None:
    if one.given == other.given:
        if one.patronymic == other.patronymic:
            return Likeness.SAME
        if not one.patronymic or not other.patronymic:
            return Likeness.PATRONYMIC
        return Likeness.INITIALS if _agree(one.patronymic, other.patronymic) else None
    if not one.given or not other.given or not _agree(one.patronymic, other.patronymic):
        return None
    if 1 in (len(one.given), len(other.given)):
        return Likeness.INITIALS if one.given[0] == other.given[0] else None
    is_long = min(len(one.given), len(other.given)) >= LEAST_LETTERS
    return Likeness.CLOSE if is_long and _is_near(one.given, other.given) else None


def _agree(one: str, other: str) -> bool:
    """Say whether two parts of names can be the same: equal, one missing, or one the other's initial."""
    if not one or not other or one == other:
        return True
    return 1 in (len(one), len(other)) and one[0] == other[0]


def _is_near(one: str, other: str) -> bool:
    """Say whether two words are the same but for one letter that is missing, added or another one."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = _shared(short, long)
    if len(short) == len(long):
        return short[start + 1 :] == long[start + 1 :]
    return short[start:] == long[start + 1 :]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many signs two words begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
