"""Rows of a programme as sessions with their reports: a walk from the first row to the last that remembers day, room and session."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from forumapp.exchange.document import Kind, LanguageMap
from forumapp.exchange.problems import N_, Problem
from forumapp.exchange.tables import buildings, clocks, columns, contents, dates, endings, kinds, lines, people, reports
from forumapp.exchange.tables.buildings import Building
from forumapp.exchange.tables.clocks import DAY, Span
from forumapp.exchange.tables.columns import Column, Table
from forumapp.exchange.tables.drafts import Draft, Place, Unread
from forumapp.exchange.tables.entries import Entry, Options, entries_of, in_zone, moved
from forumapp.exchange.tables.grids import Sheet
from forumapp.exchange.tables.tongues import Tongues

HEAD = 99
"""The place, behind all columns, of a session that a column names beside its first report."""
_TELLING = frozenset(
    {Kind.ROUND_TABLE, Kind.WORKSHOP, Kind.PANEL, Kind.CULTURAL, Kind.EXHIBITION, Kind.PLENARY, Kind.EXPERT_MEETING}
)


@dataclass(frozen=True)
class Understood:
    """A draft, and the tables with the uses of their columns by which it was read."""

    draft: Draft
    tables: tuple[tuple[Table, tuple[Column, ...]], ...]


def read(sheet: Sheet, options: Options) -> Understood:
    """Read rows into a draft by the columns as chosen, else as guessed."""
    tongues = Tongues(options.languages)
    tables = columns.tables_of(sheet.rows, tongues)
    used = [(table, columns.chosen(table, options.columns.get(table.id, {}), options.languages)) for table in tables]
    walk = _Walk(tongues, options, remarks=list(sheet.remarks))
    by_row: dict[str, tuple[Column, ...]] = {row.id: chosen for table, chosen in used for row in table.rows}
    heads = {row_id for table, _chosen in used for row_id in table.heads}
    for row in sheet.rows:
        if row.id in heads and not row.is_paragraph:
            continue
        for entry in entries_of(row, by_row.get(row.id, ()), tongues, options):
            walk.take(entry)
    return Understood(walk.finish(sheet.title), tuple(used))


@dataclass
class _Walk:
    """What is known at a row."""

    tongues: Tongues
    options: Options
    day: date | None = None
    room: LanguageMap = field(default_factory=dict)
    zone: str | None = None
    built: list[Building] = field(default_factory=list)
    group: Building | None = None
    last: Building | None = None
    unread: list[Unread] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    preface: list[tuple[Place, str]] = field(default_factory=list)
    """Lines before the first session of which nothing was made; one of them may be the forum's title."""
    first_named: date | None = None
    umbrella: Building | None = None
    """A line such as «Параллельные секции», which only says when those below take place."""
    latest: int = 0
    """The latest start of the day so far, in minutes."""
    sheet: str = ""

    def __post_init__(self) -> None:
        days = self.options.days
        self.day = self.options.first_day or (days[0] if len(days) == 1 else None)
        if self.options.room:
            self.room = self.tongues.split(self.options.room)

    def take(self, entry: Entry) -> None:
        """Take what the next row says."""
        if entry.row.sheet != self.sheet:
            self._begin_sheet(entry)
        if entry.day is not None:
            self._turn(entry.day)
        for text in entry.unclear:
            self._not_read(entry, text)
        if entry.is_heading:
            self._heading(entry)
            return
        self._head_of(entry)
        if parts := lines.side_by_side(entry):
            for part in parts:
                self._open(part, self._on_clock(entry.span) if entry.span else None)
        elif not entry.says:
            if entry.span or entry.room:
                self._not_read(entry)
        elif entry.span is not None:
            self._timed(entry, self._on_clock(entry.span))
        else:
            self._untimed(entry)

    def finish(self, title: str) -> Draft:
        """Return what was understood."""
        self._assume_days()
        endings.complete(self.built)
        sessions = [buildings.draft_of(building, self.tongues, self.options) for building in self.built]
        self.unread += buildings.untitled(self.built, sessions)
        titles = [text for _where, text in self.preface if lines.title_score(text) > (0, 0)]
        heads_day = dates.find(title)
        is_day = heads_day is not None and dates.is_only_day(title, heads_day)
        named = max(titles, key=lines.title_score, default="" if is_day else title)
        self.unread = [Unread(where=where, text=text) for where, text in self.preface if text != named] + self.unread
        return Draft(
            sessions=tuple(session for session in sessions if session.title),
            unread=tuple(self.unread),
            remarks=tuple(self.remarks),
            title=self.tongues.split(named) if named else {},
            timezone=self.zone,
        )

    def _begin_sheet(self, entry: Entry) -> None:
        """A sheet's name may say the day or the room of what stands on it."""
        self.sheet = entry.row.sheet
        self.group = self.last = None
        found = dates.find(self.sheet, days=self.options.days, is_alone=True) if self.sheet else None
        if found:
            self._turn(found)
        elif place := contents.place_of(self.sheet):
            self.room = self.tongues.split(place)

    def _turn(self, found: dates.Day) -> None:
        """Go on to another day."""
        if found.ordinal is not None and not self.options.days and self.first_named:
            day: date | None = self.first_named + timedelta(days=found.ordinal - 1)
        else:
            day = dates.on(found, self.options.days)
        if day is None:
            return
        self.first_named = self.first_named or day
        day = self.options.moved.get(day, day)
        if day != self.day:
            self.day, self.group, self.last, self.latest, self.umbrella = day, None, None, 0, None

    def _on_clock(self, span: Span) -> Span:
        """Return a time on the forum's clock; what begins before four in the morning after an evening is the night's."""
        if self.zone and not span.zone:
            span = moved(in_zone(span, self.zone), zone=self.options.timezone, day=self.day)
        if span.starts is not None and span.starts < 4 * 60 and self.latest >= 16 * 60:
            ends = None if span.ends is None else span.ends + DAY
            span = replace(span, starts=span.starts + DAY, ends=ends)
        self.latest = max(self.latest, span.starts or 0)
        return span

    def _head_of(self, entry: Entry) -> None:
        """Open the session that a column of sections names where it begins; its rows are reports."""
        text = next(iter(entry.track.values()), "")
        if not text or not entry.main or not kinds.is_group(text):
            return
        if self.group is None or self.group.text != text:
            head = Entry(row=entry.row, lines={"": [text]}, room=entry.room, place=HEAD)
            self._open(head, None)
            self.group = self.built[-1]
        entry.track = {}

    def _heading(self, entry: Entry) -> None:
        """Take a row or paragraph of one text: a day, a place, a time with a title, the head of a section, or more of the session above."""
        said = entry.main
        for number, line in enumerate(said):
            rest = self._day_line(line)
            if rest is None:
                continue
            if rest and number == 0 and len(said) > 1 and not self._is_headline(rest):
                rest = ""
            if rest:
                self._line(entry, rest, first=number == 0)

    def _day_line(self, line: str) -> str | None:
        """Take the day that heads a line; returns what else the line says, None when nothing."""
        if zoned := lines.zone_in(line):
            self.zone, line = zoned
        found, rest = lines.days_in(line, self.options.days)
        for day in found:
            self._turn(day)
        if found and rest:
            self.last = None
        return rest or None

    def _is_headline(self, text: str) -> bool:
        return bool(clocks.leading(text) or kinds.is_whole(text) or contents.place_of(text))

    def _line(self, entry: Entry, line: str, *, first: bool) -> None:
        bare = people.unmarked(line) if people.is_marked(line) else line
        if timed := clocks.leading(bare):
            span, text = moved(timed[0], zone=self.options.timezone, day=self.day), timed[1]
            span = self._on_clock(span)
            if text or not lines.BEGINS.match(bare) or not self._begins_above(entry, span):
                self._timed(lines.as_entry(entry, text, is_first=first), span, raw=line)
        elif lines.SECTION.match(line) and self._is_under_umbrella():
            self._beside(lines.as_entry(entry, line, is_first=first))
        elif (place := contents.place_of(line)) and (
            self.last is None or entry.row.table or entry.row.cells[0].is_bold
        ):
            self.room = self.tongues.split(place)
        elif (ranged := clocks.find(line)) and ranged.ends and kinds.is_whole(line):
            span = self._on_clock(moved(ranged, zone=self.options.timezone, day=self.day))
            self._open(lines.without_time(entry, line, ranged, self.tongues, is_first=first), span)
        elif (kinds.is_break(line) and not people.is_marked(line) and len(line) < 60) or self._heads_section(
            line, entry
        ):
            self._open(lines.as_entry(entry, line, is_first=first), None)
        elif self.last is not None and not self.last.is_break and not lines.LETTER.match(line):
            self.last.lines.setdefault(next(iter(self.last.lines), ""), []).append(line)
        elif not self.built and lines.NO_TITLE.match(line):
            return
        elif not self.built:
            self.preface.append((entry.where, line))
        else:
            self._not_read(entry, line)

    def _begins_above(self, entry: Entry, span: Span) -> bool:
        """Let what the line above names begin at the time of a line that says nothing else, «Начало в 11:00»."""
        last = self.last
        said = next(iter(last.lines.values()), []) if last else []
        if last is not None and last.starts is None:
            last.starts, last.ends, last.is_ranged = span.starts, span.ends, span.ends is not None
            last.remark_others(span)
        elif len(said) > 1 and kinds.is_whole(said[-1]):
            self._open(lines.as_entry(entry, said.pop(), is_first=False), span)
        else:
            return False
        return True

    def _is_under_umbrella(self) -> bool:
        """Tell whether the line above only says when several sections take place."""
        return self.umbrella is not None or (self.last is not None and bool(lines.PARALLEL.match(self.last.text)))

    def _heads_section(self, line: str, entry: Entry) -> bool:
        """Tell whether a line heads a session of its own and does not go on with the one above."""
        if people.is_marked(line) and not re.match(r"^\s*\d", line):
            return False
        if not kinds.is_whole(line) or people.label(line) or people.begins_with_person(line) or len(line) > 220:
            return False
        if not self.built and self.day is None and not entry.row.table:
            return kinds.is_group(line) and not re.search(
                r"конференци|форум|симпозиум|чтени|conference|forum|symposium", line, re.IGNORECASE
            )
        if self.last is None or entry.row.table or entry.row.cells[0].is_bold:
            return True
        is_title_open = (
            self.last.starts is not None
            and not self.last.reports
            and len(next(iter(self.last.lines.values()), [])) <= 1
        )
        return not is_title_open and bool(
            re.match(
                r"секци|пленар|кругл|панел|section|plenary|round|panel|session|сесси|мастер-класс|workshop",
                line,
                re.IGNORECASE,
            )
        )

    def _timed(self, entry: Entry, span: Span, *, raw: str | None = None) -> None:
        self.umbrella = None
        if entry.is_same_time and self.last is not None and not self._stands_beside(entry):
            self._child(entry, None, parent=self.last)
            return
        group = self.group
        if group is not None and self._is_inside(group, entry, span):
            self._child(entry, span, parent=group, raw=raw)
            return
        self._open(entry, span)

    def _stands_beside(self, entry: Entry) -> bool:
        """Tell whether a row in the same merged cell of time is a session beside the one above."""
        if self.last is None or entry.place:
            return True
        if entry.room and self.last.room and entry.room != self.last.room:
            return True
        return kinds.is_whole(entry.text) and kinds.guess(entry.text) in {*_TELLING, Kind.REPORTS, Kind.BREAK}

    def _is_inside(self, group: Building, entry: Entry, span: Span) -> bool:
        if entry.place or span.starts is None or not group.may_hold or kinds.is_break(entry.kind or entry.text):
            return False
        if entry.room and group.room and entry.room != group.room:
            return False
        kind = kinds.guess(entry.kind) or kinds.guess(entry.text)
        is_whole = kinds.is_whole(entry.text) or (kinds.guess(entry.kind) in _TELLING)
        has_people = (
            bool(entry.people)
            or any(reports.read(line, self.tongues).people for line in entry.main[:3])
            or any(people.begins_with_person(people.unmarked(line)) for line in entry.main)
        )
        looks_like_report = kinds.is_report(entry.text) or has_people
        if group.starts is None:
            return not is_whole and kind not in {Kind.CULTURAL, Kind.EXHIBITION}
        if group.is_ranged and group.ends is not None:
            is_within = group.starts <= span.starts < group.ends and (span.ends is None or span.ends <= group.ends)
            is_same = (span.starts, span.ends) == (group.starts, group.ends)
            return (
                is_within
                and not is_same
                and not (is_whole and kind in _TELLING)
                and not (is_whole and kind is Kind.REPORTS)
            )
        if span.starts < group.starts or is_whole:
            return False
        if group.kind is Kind.CEREMONY:
            return bool(re.match(r"приветств|вступит|слово|welcom|greet|opening remarks", entry.text, re.IGNORECASE))
        return kinds.is_group(group.text) and looks_like_report

    def _untimed(self, entry: Entry) -> None:
        text, last = entry.text, self.last
        kind = kinds.guess(entry.kind) or kinds.guess(text)
        is_whole = bool(text) and kinds.is_whole(text)
        has_own_room = last is not None and last.starts is not None and bool(entry.room) and entry.room != last.room
        parent = last if last is not None and not last.is_break else self.group
        if kinds.is_break(text):
            self._open(entry, None)
        elif self.group is not None and self.group.is_ranged and lines.DEBATE.match(text):
            self._child(entry, None, parent=self.group)
        elif last is not None and (entry.place or (is_whole and has_own_room)):
            self._beside(entry)
        elif (is_whole and (kind in _TELLING or kinds.is_group(text))) or (
            parent is None and not entry.has_time_column and text
        ):
            self._open(entry, None)
        else:
            self._child(entry, None, parent=parent)

    def _beside(self, entry: Entry) -> None:
        """Open a session at the time of the one above: the cell of its time is empty."""
        last = self.umbrella or self.last
        if last is not None and last in self.built and lines.PARALLEL.match(last.text) and not last.people:
            self.umbrella = last
            self.built.remove(last)
        ends = last.ends if last and last.is_ranged else None
        span = Span(starts=last.starts, ends=ends, zone=last.zone) if last else None
        self._open(entry, span)
        self.built[-1].remark(N_("Its row has no time; it has the time of the row above."))

    def _open(self, entry: Entry, span: Span | None) -> None:
        kind = kinds.guess(entry.kind) or kinds.guess(entry.text)
        room = {} if kind in {Kind.BREAK, Kind.CULTURAL} else self.room
        building = buildings.opened(entry, day=self.day, span=span, room=room, zone=self.zone)
        if not building.text and (building.people or building.reports):
            building.text = entry.kind
            building.lines = {"": [entry.kind]} if entry.kind else {}
        elif not building.text and entry.notes:
            building.text, building.lines, building.notes = entry.notes[0], {"": [entry.notes[0]]}, entry.notes[1:]
        self.built.append(building)
        self.last = building
        if not building.is_break:
            self.group = building

    def _child(self, entry: Entry, span: Span | None, *, parent: Building | None, raw: str | None = None) -> None:
        """Take a row as a part of a session: a report, or people who take part in it."""
        if parent is None:
            self._not_read(entry)
            return
        if raw is not None:
            parent.lines.setdefault(next(iter(parent.lines), ""), []).append(raw)
            return
        said = reports.read("\n".join(entry.main), self.tongues) if entry.main else reports.Said()
        labelled = people.label(people.unmarked(entry.text)) if entry.main else None
        if labelled and span is None:
            found, left = people.read(entry.main, self.tongues)
            parent.people += found
            parent.notes += left
        elif not said.title:
            parent.people += [*said.people, *entry.people]
            parent.reports += [buildings.report_of(each) for each in entry.reports]
            parent.notes += entry.notes
        else:
            parent.remark_others(span)
            parent.reports.append(buildings.report_of_row(entry, said, span, self.tongues))
            parent.notes += [each.said.title for each in entry.reports]
        if self.last is not parent:
            self.last = parent

    def _not_read(self, entry: Entry, text: str | None = None) -> None:
        self.unread.append(Unread(where=entry.where, text=(text or entry.row.words)[:300]))

    def _assume_days(self) -> None:
        """Give rows before the first day, or of a programme without days, the first day of the forum."""
        days = self.options.days
        for building in self.built:
            if building.day is None and days:
                building.day = days[0]
                if len(days) > 1:
                    building.remark(N_("The table does not say the day."))
