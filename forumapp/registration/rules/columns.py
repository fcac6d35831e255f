"""What the columns of a list of people say: told by their heads, in Russian or English, else by what stands in them."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

MOST_TITLES = 6
"""Rows from the top among which the heads are looked for; what stands above them is a title."""
LONGEST_HEAD = 60
"""Characters of a head that is looked at."""
SAMPLE = 30
"""Rows by which a column without a head is judged."""


class Use(StrEnum):
    """What a column says of a person."""

    WHOLE_NAME = "whole_name"
    """The whole name, the family name first."""
    NATURAL_NAME = "natural_name"
    """The whole name, the family name last."""
    FAMILY = "family_name"
    GIVEN = "given_name"
    PATRONYMIC = "patronymic"
    LATIN = "latin_name"
    EMAIL = "email"
    PHONE = "phone"
    COUNTRY = "country"
    INSTITUTION = "institution_name"
    POST = "post"
    CATEGORY = "category"
    ATTENDANCE = "attendance"
    LANGUAGE = "language"
    IGNORE = "ignore"


Row = Sequence[str]
Heads = Mapping[str, str]
"""What heads say besides those that everybody writes, by the head as ``head_key`` has it."""
NO_HEADS: Heads = MappingProxyType({})

_HEADS: tuple[tuple[Use, re.Pattern[str]], ...] = tuple(
    (use, re.compile(words))
    for use, words in (
        (Use.IGNORE, r"^(№|n|#|no\.?|номер)$|п\s*/\s*п|дата рожд|birth"),
        (Use.PHONE, r"телефон|phone|моб\.|\bтел\b|мобильн"),
        (Use.WHOLE_NAME, r"^ф\.?\s*и\.?\s*о|фамили\w*\W+(и\W+)?имя"),
        (Use.PATRONYMIC, r"отчеств|patronym|middle name"),
        (Use.LATIN, r"латин|latin|транслит|паспорт|passport"),
        (Use.EMAIL, r"e-?mail|почт|\bmail\b"),
        (Use.NATURAL_NAME, r"имя\W+(и\W+)?фамили|полное имя|full name|^names?$|first and last"),
        (Use.FAMILY, r"фамил|family|last name|surname"),
        (Use.GIVEN, r"имя|given|first name"),
        (Use.COUNTRY, r"стран|государств|country"),
        (Use.POST, r"должност|position|\bpost\b|job|title"),
        (Use.INSTITUTION, r"библиотек|организац|учрежден|место работы|librar|organi[sz]ation|institution|affiliation"),
        (Use.CATEGORY, r"категор|роль|в качестве|участвует как|categor|\brole\b|takes part as"),
        (Use.ATTENDANCE, r"участи[ея]$|\bформа|формат|очно|онлайн|attendance|format|taking part"),
        (Use.LANGUAGE, r"язык|language"),
        (Use.WHOLE_NAME, r"участник|делегат|participant|delegate|member"),
    )
)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+\d[\d\s()-]{6,20}")
_NAME = re.compile(r"[^\W\d_][\w'’ʻ-]*(?:\s+[^\W\d_][\w'’ʻ.-]*){1,4}")
_PATRONYMIC = re.compile(r"(?:вич|вна|чна|vich|vna|оглы|кызы|улы|уулу|o[gğ]l[uı]|q[iı]z[iı])$", re.IGNORECASE)
_WORK = re.compile(r"библиотек|librar|kitapkhana|кітапхана|институт|универс|министер|centre|центр", re.IGNORECASE)
_POST = re.compile(r"директор|заведующ|библиотекар|director|head of|librarian|специалист|начальник", re.IGNORECASE)


def find_heads(rows: Sequence[Row], known: Heads = NO_HEADS) -> int | None:
    """Return the place of the row with the columns' heads, None where there is none."""
    found = [(len({*_told(row, known)} - {Use.IGNORE}), -place) for place, row in enumerate(rows[:MOST_TITLES])]
    number, place = max(found, default=(0, 0))
    return -place if number > 1 and not _is_somebody(rows[-place]) else None


def guess(rows: Sequence[Row], heads: int | None, countries: Mapping[str, str], known: Heads = NO_HEADS) -> list[str]:
    """Return what each column says; ``countries`` are codes by folded name. A use is given once."""
    width = max(map(len, rows), default=0)
    body = rows[0 if heads is None else heads + 1 :][:SAMPLE]
    named = [_use_of(cell, known) for cell in rows[heads]] if heads is not None else []
    uses: list[str] = []
    for column in range(width):
        texts = [row[column] for row in body if column < len(row) and row[column]]
        use = named[column] if column < len(named) and named[column] is not None else None
        use = use or _judged(texts, countries)
        if use in {Use.WHOLE_NAME, Use.NATURAL_NAME}:
            use = order_of(texts)
        uses.append(use if use not in uses else Use.IGNORE)
    return _without_rivals(uses)


def order_of(names: Sequence[str]) -> Use:
    """Say whether whole names have the family name first: by where patronymics stand, by capitals, else by the script."""
    first = last = 0
    for words in (name.replace(",", " ").split() for name in names):
        if len(words) > 2:
            first += bool(_PATRONYMIC.search(words[2]) or _PATRONYMIC.search(words[-1]))
            last += bool(_PATRONYMIC.search(words[1]))
        if len(words) > 1:
            first += words[0].isupper() and not words[-1].isupper()
            last += words[-1].isupper() and not words[0].isupper()
    if first != last:
        return Use.WHOLE_NAME if first > last else Use.NATURAL_NAME
    latin = sum(name.isascii() for name in names)
    return Use.NATURAL_NAME if latin > len(names) / 2 else Use.WHOLE_NAME


def split_name(text: str, use: str) -> tuple[str, str, str]:
    """Return family name, given name and patronymic of a whole name; a comma ends the family name wherever it stands."""
    family, comma, rest = text.partition(",")
    if comma:
        given, _blank, patronymic = rest.strip().partition(" ")
        return family.strip(), given, patronymic.strip()
    words = text.split()
    if use == Use.NATURAL_NAME and len(words) > 1:
        return words[-1], words[0], " ".join(words[1:-1])
    return " ".join(words[:1]), " ".join(words[1:2]), " ".join(words[2:])


def head_key(head: str) -> str:
    """Return a head as heads are compared: without case, with single spaces."""
    return " ".join(head.casefold().replace("ё", "е").split())


def _told(row: Row, known: Heads) -> list[str]:
    return [use for use in (_use_of(cell, known) for cell in row) if use is not None]


def _use_of(head: str, known: Heads) -> str | None:
    text = head_key(head)
    if text in known:
        return known[text]
    if not text or len(text) > LONGEST_HEAD:
        return None
    return next((use for use, words in _HEADS if words.search(text)), None)


def _is_somebody(row: Row) -> bool:
    return any(_ADDRESS.fullmatch(cell) for cell in row)


def _judged(texts: Sequence[str], countries: Mapping[str, str]) -> Use:
    """Say what a column says by what stands in most of its cells."""
    from_texts = (
        (Use.EMAIL, lambda text: _ADDRESS.fullmatch(text) is not None),
        (Use.PHONE, lambda text: _PHONE.fullmatch(text) is not None),
        (Use.COUNTRY, lambda text: country_key(text) in countries),
        (Use.POST, lambda text: _POST.search(text) is not None),
        (Use.INSTITUTION, lambda text: _WORK.search(text) is not None),
        (Use.WHOLE_NAME, lambda text: _NAME.fullmatch(text) is not None),
    )
    for use, fits in from_texts:
        if texts and sum(map(fits, texts)) > len(texts) / 2:
            return use
    return Use.IGNORE


def country_key(text: str) -> str:
    """Return a country's name as names are compared: without case, marks and the words for what kind of state it is."""
    plain = " ".join(re.sub(r"[^\w\s]", " ", text.casefold().replace("ё", "е")).split())
    return re.sub(r"^(?:республика|republic of|the)\s+|\s+(?:республика|республикасы)$", "", plain)


def _without_rivals(uses: Sequence[str]) -> list[str]:
    """Leave out a whole name beside its parts."""
    has_parts = Use.FAMILY in uses and Use.GIVEN in uses
    whole: set[str] = {Use.WHOLE_NAME, Use.NATURAL_NAME} if has_parts else set()
    return [Use.IGNORE if use in whole else use for use in uses]
