"""Tables as plain text: tab-separated as spreadsheets and mail give it, comma- or semicolon-separated, or just lines."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from forumapp.exchange.problems import N_, refusal
from forumapp.exchange.tables import clocks, dates
from forumapp.exchange.tables.grids import MOST_COLUMNS, Cell, GridBuilder, Row, Sheet, paragraph, refuse_too_many

_DELIMITERS = ("\t", ";", ",", "|")
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_OFTEN = "оеаинтсрвл"
MOST_LINES = 1000
"""Lines that a row whose cells hold several takes at most."""


def decode(octets: bytes) -> str:
    """Return the text of a file: UTF-8 or UTF-16 where it says so, else the encoding of old Cyrillic programs that fits best."""
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        return octets.decode("utf-16", "replace").removeprefix("\ufeff")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if octets[:4000:2].count(0) > 500 or octets[1:4000:2].count(0) > 500:
        return octets.decode("utf-16-le" if octets[1:2] == b"\x00" else "utf-16-be", "replace")
    candidates = [octets.decode(name, "replace") for name in ("cp1251", "cp866", "koi8-r")]
    return max(candidates, key=_likeness)


def read(text: str) -> Sheet:
    """Read text: a table where a delimiter divides its lines alike, else paragraphs."""
    if "\x00" in text:
        raise refusal(N_("This is not text."))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = _delimiter(text)
    if delimiter is None:
        return Sheet(rows=tuple(_paragraphs(text.split("\n"))))
    records = _records(text, delimiter)
    return Sheet(rows=tuple(_table(_rejoined(records) if delimiter == "\t" else records)))


def _likeness(text: str) -> int:
    """Say how much a text looks like Russian: small letters, the frequent ones counting most, capitals only at the beginning."""
    score = 0
    for before, sign in zip(" " + text[:20_000], text[:20_000], strict=False):
        if sign in _CYRILLIC:
            score += 2 if sign in _OFTEN else 1
        elif sign.lower() in _CYRILLIC:
            score += 1 if not before.isalpha() else -1
        elif not sign.isascii() and sign not in "«»—–№“”„…ёЁ\u00a0":
            score -= 3
    return score


def _delimiter(text: str) -> str | None:
    """Find what divides the lines: the sign that does so most often and most evenly."""
    lines = [line for line in text.split("\n") if line.strip()][:200]
    best, most = None, 0.0
    for delimiter in _DELIMITERS:
        widths = [len(record) for record in _records("\n".join(lines), delimiter)]
        divided = [width for width in widths if width > 1]
        if not divided:
            continue
        usual = max(set(divided), key=lambda width: (divided.count(width), width))
        share = divided.count(usual) / len(widths)
        weight = {"\t": 4.0, ";": 1.5, "|": 1.2, ",": 0.8}[delimiter] * share * (1 + min(usual, 8) / 8)
        is_enough = share >= (0.25 if delimiter == "\t" else 0.6)
        if is_enough and weight > most:
            best, most = delimiter, weight
    return best


def _records(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(1_000_000)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=delimiter != "\t"))
    except csv.Error:
        return [line.split(delimiter) for line in text.split("\n")]


def _rejoined(records: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Put rows together whose cells hold several lines: Word copies them as plain text without quotes.

    A row that lacks cells takes the lines that follow, up to the one that completes it; none of them begins with a time or is a day.
    """
    widths = [len(record) for record in records if len(record) > 1]
    usual = max([*widths[:1], *(width for width, _often in Counter(widths).most_common(1))], default=0)
    place = 0
    while place < len(records):
        row, taken = _completed(records[place : place + MOST_LINES], usual)
        yield row
        place += taken


def _completed(records: Sequence[Sequence[str]], usual: int) -> tuple[Sequence[str], int]:
    """Return the first row with the lines that complete it, and how many records that takes; the row alone where none do."""
    row = list(records[0])
    if not 1 < len(row) < usual or not row[0].strip():
        return row, 1
    for taken, record in enumerate(records[1:], start=2):
        if not record or _begins_a_row(record[0]) or len(row) + len(record) - 1 > usual:
            break
        row = [*row[:-1], f"{row[-1]}\n{record[0]}", *record[1:]]
        if len(row) == usual:
            return row, taken
    return records[0], 1


def _begins_a_row(text: str) -> bool:
    return clocks.leading(text) is not None or dates.find(text, is_alone=True) is not None


def _table(records: Iterable[Sequence[str]]) -> Iterator[Row]:
    grid = GridBuilder()
    for record in records:
        cells = [Cell(text=field) for field in record[:MOST_COLUMNS]]
        grid.add(cells)
    return iter(grid.rows())


def _paragraphs(lines: Sequence[str]) -> Iterator[Row]:
    number = 0
    for place, line in enumerate(lines, start=1):
        if line.strip():
            refuse_too_many(number)
            number += 1
            yield paragraph(line, number=place)
