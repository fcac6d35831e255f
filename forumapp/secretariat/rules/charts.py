"""Geometry of charts: values to shares of a width and to points of a line. Words and colors come later."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MOST_DAYS = 120
"""Days that a chart shows one by one; a longer time is told by weeks."""
HEIGHT = 100.0
"""Of a chart over time, in its own units."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A horizontal bar and how far it reaches, in hundredths of the width."""

    label: str
    value: int
    limit: int | None
    """How far it could reach; None where nothing limits it."""
    share: float


@dataclass(frozen=True, kw_only=True)
class Step:
    """A day or week of a chart over time: what came then, and all until its end."""

    first: date
    last: date
    new: int
    total: int


def bars(rows: Iterable[tuple[str, int, int | None]]) -> tuple[Bar, ...]:
    """Return bars of (label, value, limit): a limit fills the width, and so does the largest of the values without one."""
    given = list(rows)
    most = max((value for _label, value, limit in given if limit is None), default=0)
    return tuple(
        Bar(label=label, value=value, limit=limit, share=_hundredths(value, most if limit is None else limit))
        for label, value, limit in given
    )


def steps(numbers: Mapping[date, int]) -> tuple[Step, ...]:
    """Return the days from the first to the last one with something, empty ones too; weeks where there are too many days."""
    if not numbers:
        return ()
    first, last = min(numbers), max(numbers)
    width = 1 if (last - first).days < MOST_DAYS else 7
    start = first if width == 1 else first - timedelta(days=first.weekday())
    found, total = [], 0
    while start <= last:
        end = start + timedelta(days=width - 1)
        new = sum(numbers.get(start + timedelta(days=day), 0) for day in range(width))
        total += new
        found.append(Step(first=start, last=end, new=new, total=total))
        start = end + timedelta(days=1)
    return tuple(found)


def columns(values: Sequence[int]) -> tuple[tuple[float, float], ...]:
    """Return top and height of an upright bar for each value; the largest fills the height."""
    most = max(values, default=0)
    heights = [round(HEIGHT * value / most, 2) if most else 0.0 for value in values]
    return tuple((round(HEIGHT - height, 2), height) for height in heights)


def stairs(values: Sequence[int]) -> str:
    """Return the points of a line that stands at each value for one unit, as SVG takes them."""
    tops = [top for top, _height in columns(values)]
    return " ".join(f"{place},{top:g} {place + 1},{top:g}" for place, top in enumerate(tops))


def _hundredths(value: int, most: int) -> float:
    return min(round(100 * value / most, 2), 100.0) if most else 0.0
