"""A day of the programme as a board: rooms side by side, what is not scheduled beside them, and what can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import url_for

from forumapp import audit
from forumapp.audit.queries import newest_deed
from forumapp.exchange.document import Kind
from forumapp.exchange.zones import days_between
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.programme import queries
from forumapp.programme.manage.rows import Row, row_of
from forumapp.programme.manage.steps import StepBar, step_bar, words_of_step
from forumapp.programme.manage.timetable import grid
from forumapp.programme.manage.timetable.clashes import ClashWords, find_clashes
from forumapp.programme.manage.wording import Wording, day_words
from forumapp.programme.models import Room, Session

MOST_NEWS = 3
"""How many deeds of others are told at once."""

ZOOMS = (5, 15, 30)
"""By how many minutes a board can step; the larger, the lower its rows."""

SHORT = {5: 4, 15: 8, 30: 14}
"""Of how many rows a session must be, by zoom, to have more than its time and one line of its title."""

BRIEF = {5: 3, 15: 6, 30: 11}
"""Of how many rows a session must be, by zoom, to have two lines; the axis tells the time of those that have not."""

USUAL_MINUTES = 45
"""The length given to a session that is dragged in, has no reports and had no time before."""


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A session on the board; ``place`` is None in the pool and for what goes on from the day before."""

    row: Row
    version: int
    starts_at: datetime | None
    minutes: int
    room_key: str
    place: grid.Place | None = None


@dataclass(frozen=True, kw_only=True)
class RoomColumn:
    """A room as the head of its column; the key is empty for what has no room."""

    key: str
    title: str
    first: int
    lanes: int


@dataclass(frozen=True, kw_only=True)
class Board:
    """What the template shows; ``mark`` rises with every deed in the forum, ``news`` tells what others did since an earlier one."""

    day: date
    days: Sequence[tuple[date, str, str]]
    shown: grid.Span
    rows: int
    columns: Sequence[RoomColumn]
    hours: Sequence[tuple[int, str]]
    slots: Sequence[Slot]
    continuing: Sequence[Slot]
    pool: Sequence[Slot]
    zoom: int
    mark: str
    news: Sequence[str]
    steps: StepBar

    @property
    def short(self) -> int:
        """The number of rows below which a session is written on two lines."""
        return SHORT[self.zoom]

    @property
    def brief(self) -> int:
        """The number of rows below which a session is written on one line."""
        return BRIEF[self.zoom]

    @property
    def lanes(self) -> int:
        """The number of lanes of all rooms together."""
        return self.columns[-1].first + self.columns[-1].lanes - 1


def mark_of(forum: Forum) -> str:
    """Return a word that is another one after every deed in the forum: the newest deed and the newest step."""
    return f"{newest_deed(forum.slug)}-{queries.newest_step(forum)}"


def board_of(forum: Forum, day: date, *, zoom: int, since: str = "") -> Board:
    """Return the board of a forum day; ``since`` is the mark that the asker's board has."""
    mark = mark_of(forum)
    window = grid.window_of(day, forum.starts_on)
    everything = queries.sessions_around(forum, *window)
    wording = Wording(forum)
    clashes = ClashWords(wording, everything, find_clashes(everything))
    lengths = queries.last_lengths([session for session in everything if session.starts_at is None])
    slots = [_slot(session, wording, clashes, lengths) for session in everything]
    held = [slot for slot in slots if slot.starts_at is not None and slot.starts_at >= window[0]]
    shown = grid.shown_span(day, window, [_span(slot) for slot in held])
    columns, placed = _placed(held, queries.rooms(forum), shown, wording)
    return Board(
        day=day,
        days=[
            (each, day_words(each), url_for(".timetable", slug=forum.slug, day=each.isoformat(), zoom=zoom))
            for each in days_between(forum.starts_on, forum.ends_on)
        ],
        shown=shown,
        rows=(shown[1] - shown[0]) // grid.ROW,
        columns=columns,
        hours=_hours(shown),
        slots=placed,
        continuing=[slot for slot in slots if slot.starts_at is not None and slot.starts_at < window[0]],
        pool=[slot for slot in slots if slot.starts_at is None],
        zoom=zoom,
        mark=mark,
        news=_news(forum, since, wording),
        steps=step_bar(forum, wording),
    )


def _slot(session: Session, wording: Wording, clashes: ClashWords, lengths: Mapping[int, int]) -> Slot:
    return Slot(
        row=row_of(session, wording, clashes.of(session.key)),
        version=session.version,
        starts_at=session.starts_at,
        minutes=_minutes(session, lengths),
        room_key=session.room.key if session.room else "",
    )


def _minutes(session: Session, lengths: Mapping[int, int]) -> int:
    if session.starts_at is not None and session.ends_at is not None:
        return (session.ends_at - session.starts_at) // timedelta(minutes=1)
    return sum(report.minutes for report in session.reports) or lengths.get(session.id, USUAL_MINUTES)


def _span(slot: Slot) -> grid.Span:
    begin = slot.starts_at or datetime.min  # noqa: DTZ901
    return begin, begin + timedelta(minutes=slot.minutes)


def _placed(
    held: Sequence[Slot], rooms: Sequence[Room], shown: grid.Span, wording: Wording
) -> tuple[list[RoomColumn], list[Slot]]:
    """Return the rooms' columns, what has no room last, and the sessions in their places."""
    heads = [*((room.key, wording.text(room.title)) for room in rooms), ("", _("No room yet"))]
    across = {slot.row.key for slot in held if slot.row.kind_key == Kind.BREAK.value and not slot.room_key and rooms}
    by_room = {
        key: grid.lanes_of(
            {slot.row.key: _span(slot) for slot in held if slot.room_key == key and slot.row.key not in across}
        )
        for key, _title in heads
    }
    places = grid.columns_of([by_room[key][1] for key, _title in heads])
    columns = [
        RoomColumn(key=key, title=title, first=place.first, lanes=place.lanes)
        for (key, title), place in zip(heads, places, strict=True)
    ]
    first_of = {column.key: column.first for column in columns}
    placed = []
    for slot in held:
        row, rows = grid.rows_of(_span(slot), shown)
        is_across = slot.row.key in across
        lane = 1 if is_across else first_of[slot.room_key] + by_room[slot.room_key][0][slot.row.key]
        lanes = columns[-1].first - 1 if is_across else 1
        placed.append(_at(slot, grid.Place(row=row, rows=rows, lane=lane, lanes=lanes, is_across=is_across)))
    return columns, sorted(placed, key=lambda slot: (_span(slot), slot.row.key))


def _at(slot: Slot, place: grid.Place) -> Slot:
    return Slot(**{**vars(slot), "place": place})


def _hours(shown: grid.Span) -> list[tuple[int, str]]:
    hours = (shown[1] - shown[0]) // timedelta(hours=1)
    moments = [shown[0] + timedelta(hours=number) for number in range(hours)]
    return [((moment - shown[0]) // grid.ROW, f"{moment:%H:%M}") for moment in moments]


def _news(forum: Forum, since: str, wording: Wording) -> list[str]:
    step = since.rpartition("-")[2]
    if not step.isdecimal() or len(step) > 15:
        return []
    actor = audit.current_actor_name()
    found = queries.steps_of_others(forum, actor, since=int(step), most=MOST_NEWS)
    return [f"{each.actor}: {words_of_step(each, wording)}" for each in reversed(found)]
