"""Rows as what they say, by what their columns are: a day, a time, a title, people, a room."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from forumapp.exchange.document import LanguageMap, Role
from forumapp.exchange.tables import clocks, contents, dates, people, posts, talks, timezones
from forumapp.exchange.tables.clocks import DAY, Span
from forumapp.exchange.tables.columns import Column
from forumapp.exchange.tables.drafts import Mention, Place
from forumapp.exchange.tables.grids import Cell, Row
from forumapp.exchange.tables.heads import Use
from forumapp.exchange.tables.tongues import Tongues

_PLACE_HEAD = re.compile(r"мест[оа]|зал|площадк|venue|place|room|hall", re.IGNORECASE)
_ROOM = re.compile(r"\d+-\d+")
"""What behind a time is rather the number of a room."""
_LISTED = re.compile(r"[,;]|\b(?:и|and)\b", re.IGNORECASE)
_HOUR = re.compile(r"[01]?\d|2[0-3]")


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the reader is told besides the rows."""

    languages: tuple[str, ...] = ("ru", "en")
    days: tuple[date, ...] = ()
    """The forum's days: they complete dates without a year, «День 2», weekdays."""
    timezone: str = "UTC"
    columns: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """By table and place: what somebody says that a column is, as its code."""
    first_day: date | None = None
    """The day of rows that name none."""
    room: str = ""
    """The room of rows that name none."""
    moved: Mapping[date, date] = field(default_factory=dict)
    """Days of the table that stand for other days of the forum."""


@dataclass(kw_only=True)
class Entry:
    """What a row says, or a paragraph, or one cell of a row with several rooms."""

    row: Row
    place: int = 0
    """The column of a room where rooms stand side by side, else 0."""
    day: dates.Day | None = None
    span: Span | None = None
    is_same_time: bool = False
    """Whether the cell of the time began in a row above."""
    lines: dict[str, list[str]] = field(default_factory=dict)
    """Lines of titles by language; "" where columns do not tell."""
    people: list[Mention] = field(default_factory=list)
    reports: list[contents.TimedReport] = field(default_factory=list)
    """What a column of people says beside names: topics of their own."""
    room: LanguageMap = field(default_factory=dict)
    track: LanguageMap = field(default_factory=dict)
    kind: str = ""
    languages: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    minutes: int | None = None
    link: str | None = None
    is_heading: bool = False
    """Whether the row is one text and nothing besides."""
    has_time_column: bool = True
    reaches: int = 1
    """Over how many rows the cell of a room reaches: its session lasts until the last of them ends."""
    unclear: list[str] = field(default_factory=list)
    """What cells say of which nothing was made."""

    @property
    def id(self) -> str:
        """The place, the same whenever the file is read in the same way."""
        return f"{self.row.id}-{self.place}" if self.place else self.row.id

    @property
    def where(self) -> Place:
        """The place in the file."""
        return Place(self.row.sheet, self.row.table, self.row.number)

    @property
    def main(self) -> list[str]:
        """The lines of the title in the first language that has any."""
        return next((lines for lines in self.lines.values() if lines), [])

    @property
    def text(self) -> str:
        """The first line of the title."""
        return next(iter(self.main), "")

    @property
    def says(self) -> bool:
        """Whether there is anything besides a day and a time."""
        return bool(self.main or self.people or self.reports or self.notes)


def entries_of(row: Row, columns: Sequence[Column], tongues: Tongues, options: Options) -> Iterator[Entry]:
    """Yield what a row says: one entry, or one for each room where rooms stand side by side."""
    said = row.said
    if not said and not any(cell.is_below and cell.text for cell in row.cells):
        return
    if row.is_paragraph or _is_heading(row, columns, options.days):
        lines = [line for cell in said for line in cell.lines]
        yield Entry(row=row, lines={"": lines}, is_heading=True)
        return
    if said and all(_is_day_alone(cell.text, options.days) for cell in said):
        yield Entry(row=row, lines={"": list(said[0].lines)}, is_heading=True)
        return
    base = _RowReader(row, columns, tongues, options).entry
    halls = [place for place, column in enumerate(columns) if column.use is Use.HALL]
    if not halls:
        yield base
        return
    if said_alike := _said_alike([row.cells[place] for place in halls]):
        base.lines = {"": list(said_alike.lines)}
        yield base
        return
    said_in = [place for place in halls if row.cells[place].lines and not row.cells[place].is_spread]
    if base.link and len(said_in) != 1:
        base.unclear.append(base.link)
    for place in said_in:
        cell = row.cells[place]
        covers_all = cell.columns >= len(halls)
        room = {} if covers_all else tongues.split(columns[place].head)
        yield Entry(
            row=row, place=place, day=base.day, span=base.span, reaches=cell.rows, lines={"": list(cell.lines)},
            room=base.room or room, notes=base.notes, languages=base.languages, link=base.link if len(said_in) == 1 else None,
            unclear=base.unclear if place == said_in[0] else [],
        )  # fmt: skip


def span_of(text: str, *, zone: str, day: date | None, named: str | None = None) -> Span | None:
    """Return the time that a cell says, on the clock of ``zone``; ``named`` is the zone of times that name none."""
    if _HOUR.fullmatch(text.strip()):
        return moved(Span(starts=int(text) * 60, zone=named, end=len(text)), zone=zone, day=day)
    spans = clocks.find_all(text)
    if not spans:
        return None
    first, behind = spans[0], [each for each in spans[1:] if not _ROOM.fullmatch(text, each.begin, each.end)]
    if behind and first.ends is None and not any(span.zone for span in spans) and first.starts is not None:
        second = behind[0]
        is_end = second.ends is None and not _LISTED.search(text[first.end : second.begin])
        if is_end and second.starts is not None and second.starts > first.starts:
            first, behind = replace(first, ends=second.starts, end=second.end), behind[1:]
    return moved(in_zone(replace(first, others=tuple(behind)), named), zone=zone, day=day)


def in_zone(span: Span, zone: str | None) -> Span:
    """Return times with the zone of those that name none."""
    others = tuple(in_zone(each, zone) for each in span.others)
    return replace(span, zone=span.zone or zone, others=others)


def moved(span: Span, *, zone: str, day: date | None) -> Span:
    """Return a time on the clock of ``zone``: of several in several zones the one that is it already, else the first.

    Those of the others that are another time on that clock stay beside it as they are said.
    """
    said = [replace(each, others=()) for each in (span, *span.others)]
    shifts = [_shift(each.zone, zone, day) if each.zone else 0 for each in said]
    on_clock = [_later(each, minutes) for each, minutes in zip(said, shifts, strict=True)]
    pairs = zip(said, shifts, strict=True)
    chosen = next((place for place, (each, minutes) in enumerate(pairs) if each.zone and not minutes), 0)
    others = tuple(each for each, its in zip(said, on_clock, strict=True) if its.starts != on_clock[chosen].starts)
    return replace(on_clock[chosen], begin=span.begin, end=span.end, others=others)


def _later(span: Span, minutes: int) -> Span:
    starts = None if span.starts is None else span.starts + minutes
    ends = None if span.ends is None else span.ends + minutes
    return replace(span, starts=starts, ends=ends)


def _shift(from_zone: str, to_zone: str, day: date | None) -> int:
    """Return by how many minutes clocks in one zone are ahead of those in another."""
    if from_zone == timezones.LOCAL:
        return 0
    at = datetime.combine(day or date(2024, 3, 15), datetime.min.time()).replace(hour=12)
    ahead = at.replace(tzinfo=ZoneInfo(to_zone)).utcoffset()
    offset = re.fullmatch(r"([+-])(\d\d):(\d\d)", from_zone)
    behind = at.replace(tzinfo=ZoneInfo(from_zone)).utcoffset() if offset is None else None
    minutes = (
        int(behind.total_seconds() // 60) if behind is not None
        else (1 if offset[1] == "+" else -1) * (int(offset[2]) * 60 + int(offset[3])) if offset else 0
    )  # fmt: skip
    return (int(ahead.total_seconds() // 60) if ahead else 0) - minutes


def _said_alike(cells: Sequence[Cell]) -> Cell | None:
    """Return what all rooms say alike, each in a cell of its own: a break for everybody."""
    said = [cell for cell in cells if cell.text]
    is_alike = len(said) > 1 and len({cell.text.casefold() for cell in said}) == 1
    return said[0] if is_alike and not any(cell.is_spread for cell in said) else None


def _is_heading(row: Row, columns: Sequence[Column], days: Sequence[date]) -> bool:
    """Tell whether a row is one text that heads what follows: alone in its row, or over all of its columns."""
    said = row.said
    if len(said) != 1:
        return False
    cell = said[0]
    if any(each.is_below and each.text.strip() for each in row.cells):
        return False
    place = row.cells.index(cell)
    if cell.columns >= max(2, len(row.cells) - 1):
        halls = sum(column.use is Use.HALL for column in columns)
        return not (halls and cell.columns == halls and place)
    use = columns[place].use if place < len(columns) else Use.IGNORE
    if use is Use.TIME:
        is_time = clocks.find(cell.text, is_alone=True) is not None and dates.find(cell.text) is None
        return not is_time or _is_day_alone(cell.text, days)
    return (place == 0 and use not in {Use.TITLE, Use.HALL, Use.PEOPLE}) or (
        use is Use.TITLE and len(row.cells) > 1 and _is_day_alone(cell.text, days)
    )


def _is_day_alone(text: str, days: Sequence[date]) -> bool:
    found = dates.find(text) or dates.heading(text, days=days)
    return found is not None and found.weekday is None and dates.is_only_day(text, found)


class _RowReader:
    """Reads a table's row by its columns."""

    def __init__(self, row: Row, columns: Sequence[Column], tongues: Tongues, options: Options) -> None:
        self.row, self.tongues, self.options = row, tongues, options
        has_time = any(column.use is Use.TIME for column in columns)
        self.entry = Entry(row=row, has_time_column=has_time)
        self.by_language: dict[str, list[Mention]] = {}
        self.reports: dict[str, list[contents.TimedReport]] = {}
        for place, column in enumerate(columns):
            cell = row.cells[place]
            self._take(cell, column)
        self._standing(columns)
        self._time_before_title()
        groups = list(self.by_language.values())
        self.entry.people = people.deduped(
            people.paired(groups[0], groups[1]) if len(groups) == 2 else [one for group in groups for one in group]
        )
        self.entry.reports = talks.in_languages(list(self.reports.values()), self.tongues)

    def _time_before_title(self) -> None:
        """Take the time with which a title begins where no column of times says one."""
        entry = self.entry
        timed = clocks.leading(entry.text) if entry.span is None and not entry.has_time_column else None
        if timed is None:
            return
        for lines in entry.lines.values():
            if lines and (found := clocks.leading(lines[0])):
                entry.span = moved(found[0], zone=self.options.timezone, day=None)
                lines[0] = found[1]
        entry.lines = {code: [line for line in lines if line] for code, lines in entry.lines.items()}

    def _take(self, cell: Cell, column: Column) -> None:
        entry, lines = self.entry, list(cell.lines)
        if not lines:
            return
        text = " ".join(lines)
        if column.use is Use.DATE:
            self._day(cell, text)
        elif column.use is Use.TIME:
            self._time(cell, "\n".join(lines), timezones.in_head(column.head))
        elif column.use is Use.END:
            self._end(text)
        elif column.use in {Use.ROOM, Use.TRACK}:
            said = {column.language: text} if column.language else self.tongues.split(text)
            setattr(entry, column.use.value, getattr(entry, column.use.value) | said)
        elif cell.is_below:
            return
        elif column.use is Use.TITLE:
            entry.lines.setdefault(column.language or "", []).extend(lines)
        elif column.use in {Use.PEOPLE, Use.MODERATORS}:
            self._people(lines, column)
        else:
            self._rest(text, lines, column)

    def _rest(self, text: str, lines: list[str], column: Column) -> None:
        entry = self.entry
        if column.use is Use.KIND:
            entry.kind = text
        elif column.use is Use.LANGUAGE:
            entry.languages = contents.languages_said(text)
        elif column.use is Use.NOTES:
            entry.notes += lines
        elif column.use is Use.LINK:
            found = re.search(r"https?://[^\s<>\"«»)]+", text)
            entry.link = found[0].rstrip(".,;") if found else None
            entry.unclear += [text] if not found and re.search(r"\w{3,}", text) else []
        elif column.use is Use.DURATION:
            timed = clocks.length(text) or clocks.length(f"{text} мин")
            span = clocks.find(text) if ":" in text else None
            entry.minutes = span.starts if span and span.starts else timed[0] if timed else None

    def _people(self, lines: list[str], column: Column) -> None:
        language = column.language or ""
        if column.use is Use.MODERATORS:
            found, left = people.read(lines, self.tongues, role=Role.MODERATOR)
        else:
            said = contents.read(lines, self.tongues, mode="people")
            found, left = said.people, said.notes
            self.reports.setdefault(language, []).extend(said.reports)
            self.entry.room = self.entry.room or said.room
            self.entry.languages = self.entry.languages or said.languages
            self.entry.link = self.entry.link or said.join_url
        self.by_language.setdefault(language, []).extend(found)
        says_place = bool(_PLACE_HEAD.search(column.head))
        for line in left:
            place = contents.place_of(line) or (line if says_place and not posts.is_standing(line) else None)
            if place and not self.entry.room:
                self.entry.room = self.tongues.split(place)
            else:
                self.entry.notes.append(line)

    def _standing(self, columns: Sequence[Column]) -> None:
        """Give the people of the row the posts and institutions that stand in columns of their own."""
        standing = [
            (column, list(self.row.cells[place].lines))
            for place, column in enumerate(columns)
            if column.use is Use.STANDING and not self.row.cells[place].is_below
        ]
        for column, lines in standing:
            for language, group in self.by_language.items():
                if column.language and language and column.language != language:
                    continue
                self.by_language[language] = talks.with_standing(group, lines, self.tongues)
            for language, said in self.reports.items():
                if not column.language or not language or column.language == language:
                    self.reports[language] = talks.described(said, lines, self.tongues)

    def _day(self, cell: Cell, text: str) -> None:
        self.entry.day = dates.find(text, days=self.options.days, is_alone=True)
        if self.entry.day and not self.entry.span:
            rest = dates.without(text, self.entry.day)
            self.entry.span = clocks.find(rest) if rest else None

    def _time(self, cell: Cell, text: str, zone: str | None) -> None:
        entry = self.entry
        day = dates.find(text, days=self.options.days)
        if day is not None:
            entry.day = entry.day or day
            text = f"{text[: day.begin]} {text[day.end :]}"
        on = dates.on(day, self.options.days) if day else None
        span = span_of(text, zone=self.options.timezone, day=on, named=zone)
        entry.span = span or entry.span
        entry.is_same_time = cell.is_below
        if entry.span is None and day is None and re.search(r"\w{3,}", text):
            entry.notes.append(text)

    def _end(self, text: str) -> None:
        day = dates.find(text, days=self.options.days)
        text = f"{text[: day.begin]} {text[day.end :]}" if day else text
        span = span_of(text, zone=self.options.timezone, day=None)
        if span is None or span.starts is None:
            return
        starts = self.entry.span.starts if self.entry.span else None
        ends = (
            span.starts + DAY if starts is not None and span.starts < starts and span.starts <= 8 * 60 else span.starts
        )
        self.entry.span = Span(starts=starts, ends=ends)
