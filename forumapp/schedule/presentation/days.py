"""Days of a programme: their sessions in order of time, the clocks of the cities, rooms side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask import url_for

from forumapp.exchange.dated import order_in_time
from forumapp.exchange.document import Document, Kind
from forumapp.i18n import clock_time, date_words, month_words, weekday_words, zone_words
from forumapp.i18n import gettext as _
from forumapp.schedule.presentation.sessions import Presenter, SessionView
from forumapp.schedule.rules.selection import day_of, days_with_sessions

MOST_IN_A_LINE = 10
"""Days that stand beside one another to choose from; more of them stand as in a calendar."""


class CityView(NamedTuple):
    """What the clocks of some cities show at a moment."""

    names: str
    clock: str
    is_forum: bool


@dataclass(frozen=True)
class Cell:
    """A place of the rooms table; empty without a session."""

    session: SessionView | None
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Grid:
    """Rooms side by side; a row for each moment at which something begins."""

    rooms: tuple[str, ...]
    rows: tuple[tuple[datetime, tuple[Cell, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class DayView:
    """A day of the forum as a chapter."""

    date: date
    number: int
    title: str
    id: str
    href: str
    cities: tuple[CityView, ...]
    sessions: tuple[SessionView, ...]
    grid: Grid | None = None


@dataclass(frozen=True, kw_only=True)
class DayLink:
    """A day to go to."""

    date: date
    title: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Switcher:
    """The days of a programme to choose from: in a line, those of a long forum by ``months`` (title, days) as in a calendar."""

    days: tuple[DayLink, ...]
    months: tuple[tuple[str, tuple[DayLink, ...]], ...] = ()


def switcher(document: Document) -> Switcher:
    """Return the days on which a document has sessions, to choose one from."""
    days = tuple(
        DayLink(date=day, title=day_title(day), href=_day_href(document, day)) for day in days_with_sessions(document)
    )
    if len(days) <= MOST_IN_A_LINE:
        return Switcher(days=days)
    months = [tuple(group) for _month, group in groupby(days, key=lambda link: (link.date.year, link.date.month))]
    return Switcher(days=days, months=tuple((capitalized(month_words(group[0].date)), group) for group in months))


def day_views(presenter: Presenter, *, has_grid: bool = False) -> list[DayView]:
    """Return the days on which the document has sessions; a session past midnight stands on the day it began."""
    by_day: dict[date, list[tuple[SessionView, str | None]]] = {}
    for part in sorted(presenter.document.sessions, key=order_in_time):
        day = day_of(part, presenter.document.forum)
        if day is not None:
            by_day.setdefault(day, []).append((presenter.session(part), part.room))
    return [_day(presenter, day, placed, has_grid=has_grid) for day, placed in sorted(by_day.items())]


def day_title(day: date) -> str:
    """Return a day as a chapter's title: "Thursday, 11 March"."""
    return capitalized(f"{weekday_words(day)}, {date_words(day, with_year=False)}")


def capitalized(words: str) -> str:
    """Return words as they begin a line."""
    return words[:1].upper() + words[1:]


def _day_href(document: Document, day: date) -> str:
    return url_for("schedule.programme", slug=document.forum.slug, day=day.isoformat())


def _day(
    presenter: Presenter, day: date, placed: Sequence[tuple[SessionView, str | None]], *, has_grid: bool
) -> DayView:
    forum = presenter.document.forum
    return DayView(
        date=day,
        number=(day - forum.starts_on).days + 1,
        title=day_title(day),
        id=f"day-{day.isoformat()}",
        href=_day_href(presenter.document, day),
        cities=cities_at(presenter, placed[0][0].starts),
        sessions=tuple(session for session, _room in placed),
        grid=_grid(presenter, placed) if has_grid else None,
    )


def cities_at(presenter: Presenter, moment: datetime) -> tuple[CityView, ...]:
    """Return what the delegates' clocks show at a moment, cities of one time together; empty when all share one."""
    forum = presenter.document.forum
    clocks: dict[tuple[float, str], list[str]] = {}
    for zone in dict.fromkeys([forum.timezone, *(forum.city_zones or ())]):
        there = moment.astimezone(ZoneInfo(zone))
        apart = (there.date() - moment.date()).days
        day = {1: _("next day"), -1: _("day before")}.get(apart)
        offset = there.utcoffset()
        words = f"{clock_time(there)} ({day})" if day else clock_time(there)
        clocks.setdefault((offset.total_seconds() if offset else 0.0, words), []).append(zone)
    if len(clocks) < 2:
        return ()
    return tuple(
        CityView(", ".join(zone_words(zone) for zone in zones), words, forum.timezone in zones)
        for (_offset, words), zones in sorted(clocks.items())
    )


def _grid(presenter: Presenter, placed: Sequence[tuple[SessionView, str | None]]) -> Grid | None:
    """Lay rooms side by side; None where two sessions share a room's time and a table cannot show both."""
    rooms = [room.key for room in presenter.document.rooms if any(key == room.key for _session, key in placed)]
    moments = sorted({session.starts for session, _room in placed})
    taken: dict[tuple[int, int], Cell | None] = {}
    for session, room in placed:
        first = moments.index(session.starts)
        rows = max(1, sum(1 for moment in moments if session.starts <= moment < session.ends))
        is_for_all = room is None
        if is_for_all and session.kind != Kind.BREAK and len(placed) > 1 and not _is_alone(session, placed):
            return None
        columns = range(len(rooms)) if is_for_all else [rooms.index(str(room))]
        places = [(first + row, column) for row in range(rows) for column in columns]
        if not places or any(place in taken for place in places):
            return None
        taken.update(dict.fromkeys(places))
        taken[places[0]] = Cell(session, rows=rows, columns=len(columns))
    rows_of_cells = tuple((moment, tuple(_cells(taken, row, len(rooms)))) for row, moment in enumerate(moments))
    return Grid(tuple(presenter.rooms[key] for key in rooms), rows_of_cells)


def _is_alone(session: SessionView, placed: Sequence[tuple[SessionView, str | None]]) -> bool:
    return not any(
        other is not session and other.starts < session.ends and session.starts < other.ends for other, _room in placed
    )


def _cells(taken: dict[tuple[int, int], Cell | None], row: int, columns: int) -> list[Cell]:
    """Return the cells that begin in a row: sessions, and empty places nobody spans."""
    cells = []
    for column in range(columns):
        if (row, column) not in taken:
            cells.append(Cell(None))
        elif taken[row, column] is not None:
            cells.append(replace(taken[row, column] or Cell(None)))
    return cells
