"""Which registrations may be one person's: the name in another spelling or alphabet, the mailbox in other clothes, the telephone."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from forumapp.directory.rules import Likeness, Named, fold, likeness_of

LEAST_DIGITS = 7
"""Of a telephone number, counted from its end: country codes and leading zeros are written in several ways."""
MOST_IN_A_GROUP = 50
"""Of registrations that share a mark, so many at most are compared with each other."""


class Reason(StrEnum):
    """Why two registrations may be one person's, beside their names."""

    MAILBOX = "mailbox"
    """The same mailbox but for dots and what follows a plus sign."""
    PHONE = "phone"
    """The same telephone number."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who registered, by a number of the caller's choice."""

    number: int
    family_name: str
    given_name: str
    patronymic: str | None
    latin_name: str | None
    email: str | None
    """None for a member of a delegation without an address."""
    phone: str | None


def likely_doubles(
    people: Iterable[Person], *, among: Container[int] | None = None
) -> list[tuple[int, int, Likeness | Reason]]:
    """Return pairs of numbers and the strongest reason for each, the likeliest first; the smaller number stands first.

    With ``among`` only pairs with one of these numbers; name those first, since not everybody of a large group is compared.
    """
    groups: dict[tuple[str, str], list[tuple[Person, Named]]] = defaultdict(list)
    for person in people:
        named = _named(person)
        for mark in dict.fromkeys(_marks(person, named)):
            groups[mark].append((person, named))
    found: dict[tuple[int, int], Likeness | Reason] = {}
    for (kind, _value), group in groups.items():
        for (one, one_named), (other, other_named) in combinations(group[:MOST_IN_A_GROUP], 2):
            if among is not None and one.number not in among and other.number not in among:
                continue
            pair = (min(one.number, other.number), max(one.number, other.number))
            reason = Reason(kind) if kind in set(Reason) else likeness_of(one_named, other_named)
            if reason is not None and (pair not in found or _rank(reason) < _rank(found[pair])):
                found[pair] = reason
    return sorted(((*pair, why) for pair, why in found.items()), key=lambda each: (_rank(each[2]), each[:2]))


def bare_mailbox(email: str) -> str:
    """Return an address without what many providers ignore: dots in the name, and a plus sign with all behind it."""
    local, _at, domain = email.casefold().rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}"


def _named(person: Person) -> Named:
    """Return somebody's names as written and as in the passport, where the family name is the first word."""
    family, _space, given = (person.latin_name or "").partition(" ")
    families = {"own": person.family_name, **({"latin": family} if given else {})}
    givens = {"own": person.given_name, **({"latin": given} if given else {})}
    return Named.of(person.number, families, givens, {"own": person.patronymic or ""})


def _marks(person: Person, named: Named) -> Iterator[tuple[str, str]]:
    """Yield under what somebody is looked for; who shares none of it is not compared."""
    for name in named.names:
        yield "family", name.family
        yield "given", f"{name.given} {name.family[:2]}"
        yield "swapped", " ".join(sorted((name.family, name.given)))
    if person.email is not None:
        yield Reason.MAILBOX, bare_mailbox(person.email)
    digits = "".join(sign for sign in person.phone or "" if sign.isdecimal())
    if len(digits) >= LEAST_DIGITS:
        yield Reason.PHONE, fold(digits[-LEAST_DIGITS:])


def _rank(reason: Likeness | Reason) -> int:
    order = [
        Likeness.SAME,
        Reason.MAILBOX,
        Likeness.SWAPPED,
        Likeness.PATRONYMIC,
        Reason.PHONE,
        Likeness.INITIALS,
        Likeness.CLOSE,
    ]
    return order.index(reason)
