"""Names and telephone numbers as people write them, and text made ready for searching."""

from forumapp.directory.rules import fold, is_latin

__all__ = ["full_name", "greeting_name", "is_latin", "is_phone", "search_text"]

PHONE_SIGNS = frozenset("0123456789+-–(). /")
FEWEST_DIGITS = 5


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
