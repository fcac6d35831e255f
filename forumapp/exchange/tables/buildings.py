"""Sessions while they are put together from rows, and what they become."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from forumapp.exchange.document import Kind, LanguageMap, Role, Status, Visibility
from forumapp.exchange.problems import N_, Problem
from forumapp.exchange.tables import contents, kinds, people, reports
from forumapp.exchange.tables.clocks import Span
from forumapp.exchange.tables.drafts import DraftReport, DraftSession, Mention, Place, Unread
from forumapp.exchange.tables.entries import Entry, Options, in_zone, moved
from forumapp.exchange.tables.tongues import Tongues, in_order

SHORTEST_REPORT = 5
USUAL_REPORT = 15
"""Minutes of a report of which nothing says how long it takes."""
LONGEST_TITLE = 300
_INSIDE_BRACKETS = re.compile(r"\s*[(\[]\s*[)\]]|\s*[(\[](?=\s*$)")
_STATE_WORDS = re.compile(
    r"\s*[(\[]?\s*(?:отмен[её]н[оаы]?|cancelled|canceled|уточняется|tbc|to be confirmed|(?:только )?по приглашениям|by invitation(?: only)?)\s*[)\]]?\s*$",
    re.IGNORECASE,
)


@dataclass(kw_only=True)
class BuiltReport:
    """A report in the making; times are minutes since the midnight before the session's day."""

    said: reports.Said
    starts: int | None = None
    ends: int | None = None
    people: list[Mention] = field(default_factory=list)
    title: LanguageMap = field(default_factory=dict)


@dataclass(kw_only=True)
class Building:
    """A session in the making; times are minutes since the midnight before ``day``."""

    id: str
    where: Place
    text: str
    """What it is told by: its first line."""
    day: date | None
    starts: int | None = None
    ends: int | None = None
    is_ranged: bool = False
    """Whether its own row says both times."""
    has_assumed_end: bool = False
    lines: dict[str, list[str]] = field(default_factory=dict)
    people: list[Mention] = field(default_factory=list)
    reports: list[BuiltReport] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    room: LanguageMap = field(default_factory=dict)
    is_general_room: bool = False
    """Whether its room is the place of all that stands below a heading, and gives way to one of its own."""
    track: LanguageMap = field(default_factory=dict)
    kind_words: str = ""
    languages: tuple[str, ...] = ()
    link: str | None = None
    zone: str | None = None
    """The zone of times that stand in its lines and name none."""
    place: int = 0
    reaches_to: int = 0
    """The number of the last row over which its cell reaches, where rooms stand side by side."""
    remarks: list[Problem] = field(default_factory=list)

    @property
    def kind(self) -> Kind | None:
        """The kind that its words mean."""
        return kinds.guess(self.kind_words) or kinds.guess(self.text)

    @property
    def is_break(self) -> bool:
        """Whether it is a break."""
        return self.kind is Kind.BREAK

    @property
    def may_hold(self) -> bool:
        """Whether rows below may be parts of it."""
        return kinds.is_group(self.text) or self.kind not in {None, Kind.BREAK, Kind.CULTURAL, Kind.EXHIBITION}

    def remark(self, message: str, **values: object) -> None:
        """Add a remark on what was assumed or not understood; each once."""
        problem = Problem(where=self.id, message=message, values=values)
        if problem not in self.remarks:
            self.remarks.append(problem)

    def remark_others(self, span: Span | None) -> None:
        """Add a remark on each time that was said beside the one that was taken."""
        for other in span.others if span else ():
            self.remark(N_("Its row also says the time %(time)s, of which nothing was made."), time=other.words)


def opened(
    entry: Entry, *, day: date | None, span: Span | None, room: LanguageMap, zone: str | None = None
) -> Building:
    """Begin a session with an entry."""
    starts, ends = (span.starts, span.ends) if span else (None, None)
    if ends is None and starts is not None and entry.minutes:
        ends = starts + entry.minutes
    building = Building(
        id=entry.id, where=entry.where, text=entry.text, day=day, starts=starts, ends=ends,
        is_ranged=starts is not None and ends is not None, lines={code: list(lines) for code, lines in entry.lines.items()},
        people=list(entry.people), reports=[report_of(each) for each in entry.reports], notes=list(entry.notes), room=entry.room or room, is_general_room=not entry.room, track=entry.track, kind_words=entry.kind,
        languages=entry.languages, link=entry.link, place=entry.place,
        reaches_to=entry.row.number + entry.reaches - 1, zone=(span.zone if span else None) or zone,
    )  # fmt: skip
    building.remark_others(span)
    return building


def report_of(timed: contents.TimedReport) -> BuiltReport:
    """Begin a report with what lines say of it."""
    span = timed.span
    return BuiltReport(said=timed.said, starts=span.starts if span else None, ends=span.ends if span else None)


def report_of_row(entry: Entry, said: reports.Said, span: Span | None, tongues: Tongues) -> BuiltReport:
    """Begin a report with a row of its own, of which ``said`` is what its title says in the first language."""
    starts, ends = (span.starts, span.ends) if span else (None, None)
    said = replace(said, minutes=entry.minutes or said.minutes)
    twins = [reports.read("\n".join(lines), tongues) for lines in list(entry.lines.values())[1:] if lines]
    title = {tongues.of(twin.title): twin.title for twin in twins if twin.title}
    named = [*entry.people, *(one for each in entry.reports for one in each.said.people)]
    given = people.paired(named, [one for twin in twins for one in twin.people]) if twins else named
    return BuiltReport(said=said, starts=starts, ends=ends, people=given, title=title)


def draft_of(building: Building, tongues: Tongues, options: Options) -> DraftSession:
    """Make of a session in the making what was understood."""
    main, others = _contents(building, tongues)
    title = in_order({code: text[:LONGEST_TITLE] for code, text in main.title.items()}, options.languages)
    text = " ".join([*title.values(), building.text, building.kind_words])
    built = [*(_from_content(each, building, options) for each in main.reports), *building.reports]
    _translate(built, others)
    spoken = people.deduped([*main.people, *building.people])
    if others:
        spoken = people.deduped(people.paired(spoken, others[0].people))
    if spoken and not title:
        title = tongues.split(_called_by(building, spoken))
        building.remark(N_("It has no title of its own: it is called by who takes part."))
    kind = building.kind or kinds.guess(next(iter(title.values()), "")) or _by_roles(spoken)
    starts_at, ends_at = _at(building.day, building.starts), _at(building.day, building.ends)
    given = tuple(timed(built, building, main.report_minutes, tongues, options)) if kind is not Kind.BREAK else ()
    tell_manners(building, [*spoken, *(one for report in given for one in report.people)])
    return DraftSession(
        id=building.id,
        where=building.where,
        title={code: _plain(words) for code, words in title.items()},
        kind=kind,
        starts_at=starts_at,
        ends_at=ends_at if starts_at else None,
        room=in_order(_room(building, main.room), options.languages),
        track=in_order(building.track, options.languages),
        languages=building.languages or main.languages,
        abstract=_abstract([*main.notes, *building.notes], tongues),
        people=tuple(spoken),
        reports=given,
        status=_status(text),
        visibility=_visibility(text),
        join_url=building.link or main.join_url,
        remarks=tuple(building.remarks),
    )


def untitled(built: Sequence[Building], made: Sequence[DraftSession]) -> list[Unread]:
    """Return what was read as sessions and says nothing by which they could be called."""
    return [
        Unread(where=building.where, text=building.text[:300])
        for building, session in zip(built, made, strict=True)
        if not session.title
    ]


def _contents(building: Building, tongues: Tongues) -> tuple[contents.Content, list[contents.Content]]:
    read = [contents.read(lines, tongues) for lines in building.lines.values() if lines]
    if not read:
        return contents.Content(), []
    main, others = read[0], read[1:]
    for other in others:
        main.title = main.title | {code: text for code, text in other.title.items() if code not in main.title}
    return main, others


def _called_by(building: Building, spoken: Sequence[Mention]) -> str:
    """Return what a session without a title is called: the first line that names somebody, else all their names."""
    said = [people.unmarked(line) for lines in building.lines.values() for line in lines]
    names = [
        " ".join(next(iter(part.values()), "") for part in (one.family_name, one.given_name, one.patronymic) if part)
        for one in spoken
    ]
    return next((line for line in said if people.begins_with_person(line)), building.text or ", ".join(names))


def _from_content(timed: contents.TimedReport, building: Building, options: Options) -> BuiltReport:
    span = timed.span and moved(in_zone(timed.span, building.zone), zone=options.timezone, day=building.day)
    building.remark_others(span)
    return report_of(replace(timed, span=span))


def _translate(built: Sequence[BuiltReport], others: Sequence[contents.Content]) -> None:
    """Give reports the titles that a column in another language has, where it has as many."""
    for other in others:
        if len(other.reports) != len(built):
            continue
        for report, twin in zip(built, other.reports, strict=True):
            report.title = {**report.title, "": twin.said.title} if twin.said.title else report.title
            report.people = people.paired([*report.said.people, *report.people], twin.said.people)
            report.said = replace(report.said, people=())


def timed(
    built: Sequence[BuiltReport], building: Building, usual: int | None, tongues: Tongues, options: Options
) -> Iterator[DraftReport]:
    """Yield a session's reports one behind the other; ``usual`` is how many minutes each takes that says nothing else."""
    minutes = _minutes(built, building, usual)
    starts = building.starts
    for report, length in zip(built, minutes, strict=True):
        begins = report.starts if report.starts is not None else starts
        title = _title(report, tongues)
        spoken = tuple(people.deduped([*report.said.people, *report.people]))
        yield DraftReport(
            title=in_order(title, options.languages), minutes=length, starts_at=_at(building.day, begins), people=spoken
        )
        starts = None if begins is None else begins + length


def _title(report: BuiltReport, tongues: Tongues) -> LanguageMap:
    title = dict(report.said.other)
    if report.said.title:
        title = {tongues.of(report.said.title): report.said.title} | title
    for text in report.title.values():
        title.setdefault(tongues.of(text), text)
    return {code: text[:LONGEST_TITLE] for code, text in title.items()}


def _minutes(built: Sequence[BuiltReport], building: Building, usual: int | None) -> list[int]:
    """Say how long reports take: as said, else until the next begins, else what is left in equal parts."""
    known: list[int | None] = []
    for number, report in enumerate(built):
        following = next((each.starts for each in built[number + 1 :] if each.starts is not None), None)
        length = (
            report.ends - report.starts
            if report.starts is not None and report.ends is not None
            else report.said.minutes
        )
        if (
            report.starts is not None
            and following is not None
            and number + 1 < len(built)
            and built[number + 1].starts is not None
        ):
            length = following - report.starts if following > report.starts else length
        elif length is None and report.starts is not None and number == len(built) - 1 and building.ends is not None:
            length = building.ends - report.starts
        known.append(length if length is not None and 0 < length <= 1440 else usual)
    missing = known.count(None)
    if not missing:
        return [length or USUAL_REPORT for length in known]
    share = USUAL_REPORT
    if building.starts is not None and building.ends is not None and not building.has_assumed_end:
        left = building.ends - building.starts - sum(length or 0 for length in known)
        share = max(SHORTEST_REPORT, left // missing // 5 * 5)
    if len(built) > 1:
        building.remark(N_("The table does not say how long each report takes: the time is shared out evenly."))
    return [length or share for length in known]


def _room(building: Building, said: LanguageMap) -> LanguageMap:
    """Return the room of a session: its own column's, else what its own lines say, else that of all below the heading."""
    if building.is_general_room or not building.room:
        return said or building.room
    if said and said != building.room:
        words = next(iter(said.values()))
        building.remark(N_("It names a second place, which is not taken in: %(words)s."), words=words)
    return building.room


def tell_manners(building: Building, spoken: Sequence[Mention]) -> None:
    """Remark how people take part, which a draft does not keep."""
    told = {next(iter(one.family_name.values()), ""): one.manner for one in spoken if one.manner}
    if told:
        words = "; ".join(f"{name} – {manner}" for name, manner in told.items())
        building.remark(N_("How people take part is not taken in: %(words)s."), words=words)


def _by_roles(spoken: Sequence[Mention]) -> Kind:
    """Guess a kind that no word tells: where people discuss, it is a round table."""
    return Kind.ROUND_TABLE if any(mention.role is Role.PANELIST for mention in spoken) else Kind.REPORTS


def _abstract(notes: Sequence[str], tongues: Tongues) -> LanguageMap:
    texts: dict[str, list[str]] = {}
    for note in notes:
        texts.setdefault(tongues.of(note), []).append(note)
    return {
        code: "\n\n".join(lines) if not any(line.startswith(("-", "•", "–")) for line in lines) else "\n".join(lines)
        for code, lines in texts.items()
    }


def _plain(title: str) -> str:
    title = _STATE_WORDS.sub("", _INSIDE_BRACKETS.sub("", title)).strip(" ,;–—-:")
    if title.endswith(".") and not re.search(r"(?:\.\.|\b(?:г|др|пр|т\.д|т\.п)\.|\b[А-ЯЁA-Z]\.)$", title):
        title = title[:-1]
    return title[:1].upper() + title[1:]


def _at(day: date | None, minutes: int | None) -> datetime | None:
    if day is None or minutes is None:
        return None
    return datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes)


def _status(text: str) -> Status:
    if kinds.is_cancelled(text):
        return Status.CANCELLED
    return Status.TENTATIVE if kinds.is_tentative(text) else Status.CONFIRMED


def _visibility(text: str) -> Visibility:
    if kinds.is_closed(text):
        return Visibility.INVITED
    return Visibility.REGISTERED if kinds.is_for_registered(text) else Visibility.PUBLIC
