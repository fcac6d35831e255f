"""Counts as charts: bars and columns with their words, a description to be read aloud, and the table behind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from forumapp.i18n import date_words
from forumapp.i18n import gettext as _
from forumapp.secretariat.rules import charts

MOST_TOLD = 5
"""Bars that a description names."""
ROW = 46
"""CSS pixels of a bar with its label."""
LONGEST_LABEL = 44
"""Characters of a label in a picture, which cannot break its line; the table has all of it."""

Cells = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class DrawnBar:
    """A bar as it is drawn: where its row begins, label and words of the value."""

    y: int
    label: str
    words: str
    share: float
    has_limit: bool


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A picture with what it says in words and the table behind it."""

    key: str
    title: str
    description: str
    heads: tuple[str, ...]
    rows: tuple[Cells, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class BarChart(Chart):
    """Horizontal bars."""

    bars: tuple[DrawnBar, ...]

    @property
    def height(self) -> int:
        """CSS pixels."""
        return ROW * len(self.bars)


@dataclass(frozen=True, kw_only=True)
class TimeChart(Chart):
    """What came over time: columns for what is new, or a line for all together."""

    columns: tuple[tuple[float, float], ...]
    line: str
    most: int
    first: str
    last: str


def bar_chart(
    key: str, title: str, what: str, rows: Iterable[tuple[str, int, int | None]], *, note: str = ""
) -> BarChart:
    """Return a chart of (label, value, limit); ``what`` is the head of the labels."""
    bars = charts.bars(rows)
    has_limits = any(bar.limit is not None for bar in bars)
    return BarChart(
        key=key,
        title=title,
        description=_told(bars),
        heads=(what, _("Number"), *((_("Limit"), _("Still free")) if has_limits else ())),
        rows=tuple((bar.label, bar.value, *(_limit_cells(bar) if has_limits else ())) for bar in bars),
        note=note,
        bars=tuple(
            DrawnBar(
                y=place * ROW,
                label=_short(bar.label),
                words=_words(bar),
                share=bar.share,
                has_limit=bar.limit is not None,
            )
            for place, bar in enumerate(bars)
        ),
    )


def new_by_day(steps: Sequence[charts.Step]) -> TimeChart:
    """Return what came on each day."""
    best = max(steps, key=lambda step: step.new)
    told = _("%(first)s to %(last)s. Most: %(number)s, %(when)s.")
    return _over_time(
        "new",
        _("New registrations"),
        told % {**_ends(steps), "number": best.new, "when": _when(best)},
        steps,
        [step.new for step in steps],
    )


def all_by_day(steps: Sequence[charts.Step]) -> TimeChart:
    """Return how many there were altogether by each day."""
    told = _("%(first)s to %(last)s: from %(from)s to %(to)s.")
    numbers = {"from": steps[0].total, "to": steps[-1].total}
    return _over_time(
        "all", _("Registrations altogether"), told % {**_ends(steps), **numbers}, steps, [step.total for step in steps]
    )


def _over_time(
    key: str, title: str, description: str, steps: Sequence[charts.Step], values: Sequence[int]
) -> TimeChart:
    ends = _ends(steps)
    return TimeChart(
        key=key,
        title=title,
        description=description,
        heads=(_("Day") if steps[0].first == steps[0].last else _("Week"), _("New"), _("Altogether")),
        rows=tuple((_when(step), step.new, step.total) for step in steps),
        columns=charts.columns(values),
        line=charts.stairs(values),
        most=max(values),
        first=ends["first"],
        last=ends["last"],
    )


def _ends(steps: Sequence[charts.Step]) -> dict[str, str]:
    return {"first": date_words(steps[0].first), "last": date_words(steps[-1].last)}


def _when(step: charts.Step) -> str:
    if step.first == step.last:
        return date_words(step.first)
    return _("%(first)s – %(last)s", first=_day(step.first), last=date_words(step.last))


def _day(day: date) -> str:
    return date_words(day, with_year=False)


def _told(bars: Sequence[charts.Bar]) -> str:
    """Say the largest values, and how many more there are."""
    largest = sorted(bars, key=lambda bar: -bar.value)[:MOST_TOLD]
    told = "; ".join(f"{bar.label}: {_words(bar)}" for bar in largest)
    more = len(bars) - len(largest)
    return _("%(told)s; and %(more)s more.", told=told, more=more) if more else f"{told}."


def _words(bar: charts.Bar) -> str:
    if bar.limit is None:
        return str(bar.value)
    return _("%(value)s of %(limit)s", value=bar.value, limit=bar.limit)


def _limit_cells(bar: charts.Bar) -> Cells:
    return ("", "") if bar.limit is None else (bar.limit, max(bar.limit - bar.value, 0))


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"
