"""Readers of single values of the forum file: each returns the value or raises `UnfitError` with words."""

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from forumapp.exchange.countries import COUNTRY_CODES
from forumapp.exchange.document import LanguageMap
from forumapp.exchange.problems import N_
from forumapp.exchange.text import clean
from forumapp.exchange.zones import FIRST_YEAR, LAST_YEAR, zone_names

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Read = Callable[[object], T]

LONGEST_KEY = 80
LARGEST_NUMBER = 1_000_000
MOST_HOURS = 24 * 60
"""Of a time in which somebody is to answer."""

_KEY = re.compile("[a-z0-9-]+")
_LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WALL_TIME = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
_COLOR = re.compile("#[0-9a-fA-F]{6}")
_LIBRARY_CODE = re.compile(r"(?=.{3,16}\Z)([A-Z]{2}|[A-Za-z0-9]|[A-Za-z0-9]{3,4})-[A-Za-z0-9/:-]{1,13}")


class UnfitError(Exception):
    """A value that does not fit; `path` leads from the value read to the part that is wrong."""

    def __init__(self, message: str, path: str = "", **values: object) -> None:
        """Keep an English message with its values."""
        super().__init__(message)
        self.message = message
        self.path = path
        self.values = values


def text(value: object) -> str:
    """Read text that shows something, without control and direction characters."""
    if not isinstance(value, str):
        raise UnfitError(N_("must be text"))
    cleaned = clean(value)
    if not cleaned.strip():
        raise UnfitError(N_("must not be empty"))
    return cleaned


def identifier(value: object) -> str:
    """Read what a foreign file called something: text, or a whole number as its digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return text(value)


def language(value: object) -> str:
    """Read a language code (BCP 47)."""
    code = text(value)
    if not _LANGUAGE.fullmatch(code):
        raise UnfitError(N_("“%(code)s” is not a language code such as ru or en"), code=shortened(code))
    return code


def language_map(value: object) -> LanguageMap:
    """Read text by language; at least one."""
    texts = name_map(value)
    if not texts:
        raise UnfitError(N_("must not be empty"))
    return texts


def name_map(value: object) -> LanguageMap:
    """Read a part of a name by language; ``{}`` for a person who does not have this part."""
    if not isinstance(value, dict):
        raise UnfitError(N_('must be text by language, such as {"en": "…"}'))
    return {
        _beneath(f".{shortened(code)}", language, code): _beneath(f".{code}", text, words)
        for code, words in value.items()
    }


def key(value: object) -> str:
    """Read a key or slug."""
    name = text(value)
    if not _KEY.fullmatch(name):
        raise UnfitError(
            N_("“%(key)s” is not a key: small Latin letters, digits and hyphens only"), key=shortened(name)
        )
    if len(name) > LONGEST_KEY:
        raise UnfitError(N_("is too long: at most %(most)s characters"), most=LONGEST_KEY)
    return name


def zone(value: object) -> str:
    """Read the name of a time zone (IANA)."""
    name = text(value)
    if name not in zone_names():
        raise UnfitError(N_("“%(zone)s” is not a time zone such as Asia/Ashgabat"), zone=shortened(name))
    return name


def country(value: object) -> str:
    """Read a country by its code (ISO 3166-1 alpha-2)."""
    code = text(value)
    if code not in COUNTRY_CODES:
        raise UnfitError(N_("“%(code)s” is not a country code such as TM"), code=shortened(code))
    return code


def library_code(value: object) -> str:
    """Read a library code (ISO 15511)."""
    code = text(value)
    if not _LIBRARY_CODE.fullmatch(code):
        raise UnfitError(N_("“%(code)s” is not a library code (ISO 15511) such as BY-HM0000"), code=shortened(code))
    return code


def color(value: object) -> str:
    """Read a color as ``#rrggbb``."""
    name = text(value)
    if not _COLOR.fullmatch(name):
        raise UnfitError(N_("“%(color)s” is not a color such as #1f6f5c"), color=shortened(name))
    return name


def web_address(value: object) -> str:
    """Read an http or https address."""
    address = text(value)
    if not is_web_address(address):
        raise UnfitError(N_("must be a web address that begins with https:// or http://"))
    return address


def secure_address(value: object) -> str:
    """Read an https address."""
    address = text(value)
    if not address.startswith("https://") or not is_web_address(address):
        raise UnfitError(N_("must be a web address that begins with https://"))
    return address


def is_web_address(address: str) -> bool:
    """Tell whether this is an http or https address with a host and without spaces."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"\\]", address)


def day(value: object) -> date:
    """Read a date, ``YYYY-MM-DD``."""
    written = text(value)
    try:
        if _DAY.fullmatch(written):
            return _in_our_time(date.fromisoformat(written))
    except ValueError:
        pass
    raise UnfitError(N_("“%(text)s” is not a date such as 2027-03-11"), text=shortened(written))


def wall_time(value: object) -> datetime:
    """Read a local date and time, ``YYYY-MM-DDTHH:MM``."""
    written = text(value)
    try:
        if _WALL_TIME.fullmatch(written):
            return _in_our_time(datetime.fromisoformat(written))
    except ValueError:
        pass
    raise UnfitError(N_("“%(text)s” is not a local time such as 2027-03-11T10:00"), text=shortened(written))


def flag(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise UnfitError(N_("must be true or false"))
    return value


def whole_number(value: object, *, least: int = 0, most: int = LARGEST_NUMBER) -> int:
    """Read a whole number between two bounds."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise UnfitError(N_("must be a whole number"))
    if not least <= value <= most:
        raise UnfitError(N_("must be between %(least)s and %(most)s"), least=least, most=most)
    return value


def minutes(value: object) -> int:
    """Read a length in minutes, a day at most."""
    return whole_number(value, least=1, most=24 * 60)


def hours(value: object) -> int:
    """Read a time in which somebody is to answer, in hours, 60 days at most."""
    return whole_number(value, least=1, most=MOST_HOURS)


def one_of(kinds: type[E]) -> Read[E]:
    """Make the reader of one word of a list."""
    words = ", ".join(kinds)

    def read(value: object) -> E:
        if not isinstance(value, str) or value not in set(kinds):
            raise UnfitError(N_("must be one of: %(words)s"), words=words)
        return kinds(value)

    return read


def list_of(read: Read[T]) -> Read[tuple[T, ...]]:
    """Make the reader of a list of different values."""

    def read_all(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise UnfitError(N_("must be a list"))
        items = dict.fromkeys(_beneath(f"[{number}]", read, item) for number, item in enumerate(value))
        if len(items) < len(value):
            raise UnfitError(N_("must not name the same thing twice"))
        return tuple(items)

    return read_all


def numbers_by(read_name: Read[str]) -> Read[dict[str, int]]:
    """Make the reader of whole numbers by name."""

    def read(value: object) -> dict[str, int]:
        if not isinstance(value, dict):
            raise UnfitError(N_("must be an object with a number for each name"))
        return {
            _beneath(f".{shortened(name)}", read_name, name): _beneath(f".{name}", whole_number, number)
            for name, number in value.items()
        }

    return read


def shortened(written: str) -> str:
    """Return the beginning of a text, fit for a sentence."""
    return clean(written) if len(written) <= 40 else f"{clean(written[:40])}…"


def _in_our_time(value: T) -> T:
    if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise UnfitError(
            N_("the year must be between %(least)s and %(most)s"), least=str(FIRST_YEAR), most=str(LAST_YEAR)
        )
    return value


def _beneath(path: str, read: Read[T], value: object) -> T:
    try:
        return read(value)
    except UnfitError as unfit:
        raise UnfitError(unfit.message, f"{path}{unfit.path}", **unfit.values) from None
