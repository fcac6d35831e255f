"""A list on its way between two pages: it travels in the form itself, packed, so that nothing of it lies on a disk."""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from forumapp.exchange.tables.grids import MOST_COLUMNS, MOST_ROWS
from forumapp.text import clean

Grid = list[list[str]]
MOST = 16 * 1024 * 1024
"""Octets of an unpacked list."""


def packed(rows: Grid) -> str:
    """Return rows as a form carries them."""
    octets = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
    return urlsafe_b64encode(zlib.compress(octets, 6)).decode("ascii")


def unpacked(text: str, *, longest: int) -> Grid | None:
    """Return the rows that a form carried, None for what is none; a small text never unpacks to a huge one."""
    opening = zlib.decompressobj()
    try:
        octets = opening.decompress(urlsafe_b64decode(text.encode("ascii")), MOST)
        rows = json.loads(octets) if opening.eof else None
    except (ValueError, zlib.error, Error, RecursionError):
        return None
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_ROWS:
        return None
    if not all(isinstance(row, list) and len(row) <= MOST_COLUMNS for row in rows):
        return None
    return [[clean(str(cell)[:longest], keep_lines=False) for cell in row] for row in rows]
