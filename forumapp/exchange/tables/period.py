"""The days of a programme, found in its rows before they are read: «11–12 марта 2021 года», days that head their sessions."""

import re
from collections.abc import Iterable
from datetime import date

from forumapp.exchange.tables import dates
from forumapp.exchange.tables.grids import Row
from forumapp.exchange.zones import LONGEST_FORUM, days_between

_YEAR = re.compile(r"(?<!\d)(20\d\d|19[89]\d)(?!\d)")
LONGEST_LINE = 160
"""Characters of a text in which a day is looked for: in longer ones days are only told about."""


def days_of(rows: Iterable[Row]) -> tuple[date, ...]:
    """Return the days that short texts of the rows name; none where no text names the year."""
    listed = list(rows)
    sheets = dict.fromkeys(row.sheet for row in listed if row.sheet)
    texts = [line for row in listed for cell in row.said for line in cell.lines if len(line) <= LONGEST_LINE]
    texts += sheets
    years = [date(int(found[1]), 1, 1) for text in texts for found in _YEAR.finditer(text)]
    named = [found for text in texts for found in _days_in(text, years)]
    days = {day for day in named if not years or day.year in {year.year for year in years}}
    if not years or not days:
        return ()
    first, last = min(days), max(days)
    return tuple(days_between(first, last)) if (last - first).days < LONGEST_FORUM else tuple(sorted(days))


def _days_in(text: str, years: list[date]) -> list[date]:
    found = dates.find(text, days=years)
    if found is None or found.day is None:
        return []
    return list(days_between(found.day, found.last)) if found.last and found.last > found.day else [found.day]
