"""Where sessions stand on a day's grid of rooms and times: arithmetic only. A row is five minutes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from forumapp.exchange.zones import DAY_ENDS_AT

ROW = timedelta(minutes=5)
MARGIN = timedelta(hours=1)
"""Free time shown before the first session and after the last, to move something there."""

USUAL = (time(9), time(18))
"""What is shown of a day on which nothing takes place."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A room's place on the grid: its first lane, counted from 1, and how many it takes on this day."""

    first: int
    lanes: int


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a session stands: row from 0, rows, lane from 1 and lanes; a break of all rooms lies across them."""

    row: int
    rows: int
    lane: int
    lanes: int
    is_across: bool = False


def window_of(day: date, starts_on: date) -> Span:
    """Return the wall times between which a session belongs to a forum day; the first day begins at midnight."""
    begin = time.min if day == starts_on else DAY_ENDS_AT
    return datetime.combine(day, begin), datetime.combine(day + timedelta(days=1), DAY_ENDS_AT)


def shown_span(day: date, window: Span, spans: Iterable[Span]) -> Span:
    """Return from when to when the grid shows a day, in full hours."""
    begins = [max(begin, window[0]) for begin, _end in spans]
    ends = [min(end, window[1]) for _begin, end in spans]
    first = min(begins, default=datetime.combine(day, USUAL[0]) + MARGIN) - MARGIN
    last = max(ends, default=datetime.combine(day, USUAL[1]) - MARGIN) + MARGIN
    return max(_hour(first), window[0]), min(_hour(last + timedelta(minutes=59)), window[1])


def lanes_of(spans: Mapping[str, Span]) -> tuple[dict[str, int], int]:
    """Return for each key a lane from 0 in which it meets nothing, and how many lanes that takes (one at least)."""
    free_from: list[datetime] = []
    lanes: dict[str, int] = {}
    for key, (begin, end) in sorted(spans.items(), key=lambda item: (item[1], item[0])):
        lane = next((number for number, free in enumerate(free_from) if free <= begin), len(free_from))
        free_from[lane:] = [end, *free_from[lane + 1 :]]
        lanes[key] = lane
    return lanes, max(len(free_from), 1)


def columns_of(lanes_by_room: Sequence[int]) -> list[Column]:
    """Return the columns of rooms that take so many lanes, one after the other."""
    columns = []
    first = 1
    for lanes in lanes_by_room:
        columns.append(Column(first=first, lanes=lanes))
        first += lanes
    return columns


def rows_of(span: Span, shown: Span) -> tuple[int, int]:
    """Return the first row and the number of rows of a span, as far as it is shown."""
    begin, end = max(span[0], shown[0]), min(span[1], shown[1])
    first = (begin - shown[0]) // ROW
    return first, max(-((shown[0] - end) // ROW) - first, 1)


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0)
