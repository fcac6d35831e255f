"""Rows of a list of people as people: what each says by field, and which words were not understood."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from forumapp.exchange.document import Attendance
from forumapp.exchange.tables.grids import Sheet
from forumapp.registration.rules.columns import Row, Use, country_key, split_name
from forumapp.registration.rules.sheets import armed

LONGEST = 300
"""Characters of a cell that are kept, unless more are asked for."""

OTHER_NAMES = {
    "российская федерация": "RU",
    "рф": "RU",
    "белоруссия": "BY",
    "киргизия": "KG",
    "киргизская": "KG",
    "кыргызская": "KG",
    "кыргыз": "KG",
    "молдавия": "MD",
    "туркмения": "TM",
    "туркмен": "TM",
    "kyrgyz republic": "KG",
    "russian federation": "RU",
    "usa": "US",
    "сша": "US",
}
"""What people write besides a country's own name, as country_key has it."""

_ONLINE = re.compile(r"онлайн|on-?line|дистанц|удал|remote|вкс|zoom|заочн", re.IGNORECASE)
_ONSITE = re.compile(r"очн|лично|on-?\s?site|in person|присутств|offline|офлайн", re.IGNORECASE)
_LANGUAGES = {"ru": re.compile(r"^(?:ru|рус|rus)", re.IGNORECASE), "en": re.compile(r"^(?:en|анг)", re.IGNORECASE)}


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What words of a list can mean: codes of countries and languages and keys of categories by name, as country_key folds names."""

    countries: Mapping[str, str]
    categories: Mapping[str, str]
    languages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RowSaid:
    """A person of a list; ``strange`` are the words, by field, that say nothing known."""

    number: int
    """Of the row in the list, from 1."""
    values: Mapping[str, str]
    strange: Mapping[str, str] = field(default_factory=dict)


def grid_of(sheet: Sheet, *, longest: int = LONGEST) -> list[list[str]]:
    """Return the rows of the largest table of what was sent as plain texts, else its lines as rows of one cell."""
    tables: dict[int, int] = {}
    for row in sheet.rows:
        tables[row.table] = tables.get(row.table, 0) + 1
    real = {table: count for table, count in tables.items() if table} or tables
    chosen = max(real, key=lambda table: (real[table], -table))
    rows = [[" ".join(cell.lines)[:longest] for cell in row.cells] for row in sheet.rows if row.table == chosen]
    return [row for row in rows if any(row)]


def read_rows(rows: Sequence[Row], uses: Sequence[str], heads: int | None, vocabulary: Vocabulary) -> list[RowSaid]:
    """Return the people of a list; rows above the heads and empty ones are none."""
    first = 0 if heads is None else heads + 1
    found = []
    for number, row in enumerate(rows[first:], start=first + 1):
        texts = {
            str(use): armed(row[column])
            for column, use in enumerate(uses)
            if column < len(row) and row[column] and use != Use.IGNORE
        }
        if texts:
            found.append(_said(number, texts, vocabulary))
    return found


def _said(number: int, texts: Mapping[str, str], vocabulary: Vocabulary) -> RowSaid:
    values = {use: text for use, text in texts.items() if use not in {Use.WHOLE_NAME, Use.NATURAL_NAME}}
    for use in (Use.WHOLE_NAME, Use.NATURAL_NAME):
        if use in texts:
            parts = zip((Use.FAMILY, Use.GIVEN, Use.PATRONYMIC), split_name(texts[use], use), strict=True)
            values |= {each.value: part for each, part in parts if part}
    meant = {
        Use.COUNTRY: _country(texts.get(Use.COUNTRY, ""), vocabulary),
        Use.CATEGORY: vocabulary.categories.get(country_key(texts.get(Use.CATEGORY, ""))),
        Use.ATTENDANCE: _attendance(texts.get(Use.ATTENDANCE, "")),
        Use.LANGUAGE: _language(texts.get(Use.LANGUAGE, ""), vocabulary),
    }
    strange = {use.value: texts[use] for use, value in meant.items() if use in texts and value is None}
    values |= {use.value: value or "" for use, value in meant.items() if use in texts}
    return RowSaid(number=number, values=values, strange=strange)


def _country(text: str, vocabulary: Vocabulary) -> str | None:
    key = country_key(text)
    return vocabulary.countries.get(key) or OTHER_NAMES.get(key)


def _attendance(text: str) -> str | None:
    if _ONLINE.search(text):
        return Attendance.ONLINE.value
    return Attendance.ONSITE.value if _ONSITE.search(text) else None


def _language(text: str, vocabulary: Vocabulary) -> str | None:
    known = vocabulary.languages.get(country_key(text))
    return known or next((code for code, words in _LANGUAGES.items() if words.search(text.strip())), None)
