"""Names and telephone numbers as people write them, and text made ready for searching."""

import unicodedata
from dataclasses import dataclass

from forumapp.directory.rules import fold, is_latin

__all__ = [
    "Sought",
    "alphabetical",
    "full_name",
    "greeting_name",
    "is_latin",
    "is_phone",
    "phone_digits",
    "search_text",
    "sought",
]

PHONE_SIGNS = frozenset("0123456789+-–(). /")
FEWEST_DIGITS = 5
SHORTEST_PHONE = 4
"""Fewer digits among other words are no part of a telephone number: too many would fit."""
NATIONAL = 11
"""Digits of a number of Russia or Kazakhstan with its 7 or 8."""
LONGEST_NUMBER = 7
_NEIGHBORS = str.maketrans(
    {"ә": "а\uffff", "ғ": "г\uffff", "қ": "к\uffff", "ң": "н\uffff", "ө": "о\uffff", "ұ": "у\uffff", "ү": "у\uffff", "һ": "х\uffff", "і": "и\uffff", "ӣ": "и\uffff", "ӯ": "у\uffff", "ҳ": "х\uffff", "ҷ": "ч\uffff", "ў": "у\uffff"}
)  # fmt: skip
"""Letters of Cyrillic alphabets that stand behind the one that they were made of."""


def is_phone(text: str) -> bool:
    """Say whether a text can be a telephone number: digits and the signs that people put between them."""
    return set(text) <= PHONE_SIGNS and sum(sign.isdecimal() for sign in text) >= FEWEST_DIGITS


def search_text(*words: str | None) -> str:
    """Return what a search looks through: all words folded, in any script alike."""
    return " ".join(fold(word) for word in words if word)


def full_name(*, family_name: str, given_name: str, patronymic: str | None) -> str:
    """Return a name as lists have it: family name first."""
    return " ".join(part for part in (family_name, given_name, patronymic) if part)


def greeting_name(*, given_name: str, patronymic: str | None) -> str:
    """Return a name as a letter greets it: given name and, where there is one, patronymic."""
    return f"{given_name} {patronymic}" if patronymic else given_name


@dataclass(frozen=True, kw_only=True)
class Sought:
    """A word that is looked for: folded, the digits of a telephone number that it may be, and the number of a registration."""

    text: str
    digits: str | None = None
    number: int | None = None


def sought(text: str) -> list[Sought]:
    """Return the words that a search is for; a telephone number is one, however it is written."""
    digits = phone_digits(text)
    if digits is not None and set(text) <= PHONE_SIGNS and len(digits) >= FEWEST_DIGITS:
        ending = digits[1:] if digits[0] in "78" and len(digits) > LONGEST_NUMBER else digits
        return [Sought(text=ending, digits=ending, number=_number(digits))]
    return [
        Sought(
            text=word, digits=word if word.isdecimal() and len(word) >= SHORTEST_PHONE else None, number=_number(word)
        )
        for word in fold(text).split()
    ]


def phone_digits(phone: str | None) -> str | None:
    """Return the digits of a telephone number as a search compares them: +7 and 8 before ten more make no difference."""
    digits = "".join(sign for sign in phone or "" if sign in "0123456789")
    if len(digits) == NATIONAL and digits[0] in "78":
        return digits[1:]
    return digits or None


def alphabetical(name: str, *, cyrillic_first: bool) -> tuple[bool, str]:
    """Return by what a name stands in its alphabet: case and marks make no difference, ё is е, the page's script comes first."""
    bare = unicodedata.normalize("NFC", name.casefold()).replace("ё", "е").translate(_NEIGHBORS)
    plain = "".join(sign for sign in bare if sign.isalpha() or sign in " \uffff")
    if not plain.isascii() and not _is_cyrillic(plain):
        split = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in split if not unicodedata.combining(sign))
    return _is_cyrillic(plain) is not cyrillic_first, plain


def _number(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdecimal() and len(word) <= LONGEST_NUMBER else None


def _is_cyrillic(text: str) -> bool:
    return "\u0400" <= text[:1] <= "\u052f"
