"""What was understood of a table, as the check screen says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from forumapp.directory import queries as directory
from forumapp.directory.service import Match, Sureness
from forumapp.exchange.document import LanguageMap
from forumapp.exchange.ics import reading
from forumapp.exchange.tables import programme, sources
from forumapp.exchange.tables.columns import BY_LANGUAGE, Column, Table
from forumapp.exchange.tables.drafts import DraftReport, DraftSession, Mention, Place
from forumapp.exchange.tables.entries import Options
from forumapp.exchange.tables.heads import Use
from forumapp.exchange.tables.programme import Understood
from forumapp.exchange.tables.sources import Source, SourceKind
from forumapp.exchange.zones import days_between
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, language_name
from forumapp.i18n import gettext as _
from forumapp.intake.manage.chosen import Chosen
from forumapp.intake.service import Answers, AskedInstitution, AskedPerson, Brought, Conflict, State, Taken
from forumapp.intake.service.asking import NEW, NOBODY
from forumapp.programme.manage.files import said
from forumapp.programme.manage.wording import Wording, day_words, times_of
from forumapp.programme.words import ROLES, ROLES_OF_SEVERAL

USES: Mapping[Use, LazyString] = {
    Use.DATE: _l("Day"),
    Use.TIME: _l("Time"),
    Use.END: _l("End"),
    Use.DURATION: _l("Length"),
    Use.TITLE: _l("Title"),
    Use.HALL: _l("Sessions in this room"),
    Use.PEOPLE: _l("People"),
    Use.MODERATORS: _l("Moderators"),
    Use.STANDING: _l("Post or institution"),
    Use.ROOM: _l("Room"),
    Use.KIND: _l("Kind"),
    Use.TRACK: _l("Track"),
    Use.LANGUAGE: _l("Languages"),
    Use.NOTES: _l("Abstract"),
    Use.LINK: _l("Address to join"),
    Use.IGNORE: _l("Nothing of it"),
}
STATES: Mapping[State, LazyString] = {
    State.NEW: _l("New"),
    State.CHANGED: _l("Changed"),
    State.UNCHANGED: _l("Unchanged"),
    State.REFUSED: _l("Cannot be taken in"),
    State.LEFT_OUT: _l("Left out"),
}
FIELDS: Mapping[str, LazyString] = {
    "title": _l("Title"),
    "kind": _l("Kind"),
    "time": _l("Time"),
    "room": _l("Room"),
    "track": _l("Track"),
    "abstract": _l("Abstract"),
    "languages": _l("Languages"),
    "people": _l("People"),
    "reports": _l("Reports"),
    "join_url": _l("Address to join"),
    "status": _l("State"),
    "visibility": _l("Visible to"),
}
SURENESS: Mapping[Sureness, LazyString] = {
    Sureness.SURE: _l("Found:"),
    Sureness.LIKELY: _l("Probably:"),
    Sureness.POSSIBLE: _l("Perhaps:"),
}
SAMPLE_ROWS = 3

Choices = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Named:
    """Somebody or something that the table names, with what it may be; ``country_id`` where a country is asked too."""

    id: str
    name: str
    described: str = ""
    choice: str
    choices: Choices
    is_open: bool = False
    country_id: str = ""
    country: str = ""


@dataclass(frozen=True, kw_only=True)
class Check:
    """The check screen in words."""

    days: list[tuple[str | None, list[dict[str, Any]]]]
    """Sessions by day in words; None for those without a time."""
    counts: dict[str, int]
    tables: list[dict[str, Any]]
    people: list[Named]
    institutions: list[Named]
    countries: Choices
    rooms: list[Named]
    moved: list[dict[str, Any]]
    """Days of the table that are no days of the forum, with the days to choose."""
    forum_days: Choices
    first_day: str
    room: str
    unread: list[tuple[str, str]]
    remarks: list[str]
    left_alone: list[tuple[str, str]]
    open_count: int
    to_take: int


def understand(source: Source, options: Options) -> Understood:
    """Read what somebody sent; raises ExchangeError when there is nothing to read."""
    if source.kind is SourceKind.ICS:
        return Understood(reading.read(source.octets, options), ())
    return programme.read(sources.read(source), options)


def check(
    forum: Forum,
    understood: Understood,
    answers: Answers,
    brought: Brought,
    chosen: Chosen,
    *,
    rooms: Mapping[str, LanguageMap],
) -> Check:
    """Say what was understood and what taking it in would do; ``rooms`` are those that stand before."""
    words = _Words(forum, answers, rooms)
    return Check(
        days=words.days(brought.taken),
        counts={state.value: brought.count(state) for state in State},
        tables=[words.table(table, columns) for table, columns in understood.tables],
        people=[words.person(person) for person in answers.people.values()],
        institutions=[words.institution(each) for each in answers.institutions.values() if each.is_needed],
        countries=directory.country_choices(current_language()),
        rooms=words.rooms(),
        moved=words.moved(understood, chosen),
        forum_days=words.forum_days,
        first_day=chosen.values.get("first_day", ""),
        room=chosen.values.get("room", ""),
        unread=[(place_words(each.where), each.text) for each in understood.draft.unread],
        remarks=[sentence for _where, sentence in said(understood.draft.remarks)],
        left_alone=[
            (times_words(session.starts_at, session.ends_at), words.wording.text(session.title))
            for session in brought.left_alone
        ],
        open_count=len(answers.open_people) + len(answers.open_institutions),
        to_take=brought.count(State.NEW) + brought.count(State.CHANGED),
    )


def place_words(place: Place) -> str:
    """Return where in the file something stands."""
    if not place.table:
        return _("Paragraph %(number)s", number=place.number)
    if place.sheet:
        return _("%(sheet)s, row %(number)s", sheet=place.sheet, number=place.number)
    return _("Table %(table)s, row %(number)s", table=place.table, number=place.number)


def times_words(starts_at: Any, ends_at: Any) -> str:
    """Return day and time in figures and words."""
    return f"{day_words(starts_at.date())}, {times_of(starts_at, ends_at)}" if starts_at else _("Not scheduled")


class _Words:
    """Says things of a draft in the page's language."""

    def __init__(self, forum: Forum, answers: Answers, rooms: Mapping[str, LanguageMap]) -> None:
        self.forum, self.answers, self.wording = forum, answers, Wording(forum)
        self.standing_rooms: Choices = [(f"key:{key}", self.wording.text(title)) for key, title in rooms.items()]
        days = days_between(forum.starts_on, forum.ends_on)
        self.forum_days: Choices = [(day.isoformat(), day_words(day)) for day in days]

    def days(self, taken: Sequence[Taken]) -> list[tuple[str | None, list[dict[str, Any]]]]:
        """Return the sessions by day, in order of time."""
        by_day: dict[date | None, list[Taken]] = {}
        for each in sorted(taken, key=lambda each: (each.draft.starts_at is None, str(each.draft.starts_at))):
            day = each.draft.starts_at.date() if each.draft.starts_at else None
            by_day.setdefault(day, []).append(each)
        return [
            (day_words(day) if day else None, [self.session(each) for each in group]) for day, group in by_day.items()
        ]

    def session(self, taken: Taken) -> dict[str, Any]:
        """Return a session of the draft in words."""
        draft = taken.draft
        return {
            "id": draft.id,
            "where": place_words(draft.where),
            "times": times_of(draft.starts_at, draft.ends_at),
            "title": " / ".join(draft.title.values()),
            "kind": self.wording.kinds[draft.kind],
            "room": self.wording.text(draft.room),
            "track": self.wording.text(draft.track),
            "people": self.people(draft.people),
            "reports": [self.report(report) for report in draft.reports],
            "state": str(STATES[taken.state]),
            "state_key": taken.state.value,
            "is_taken": taken.state is not State.LEFT_OUT,
            "changed": self.changes(taken),
            "conflicts": [self.conflict(draft, each) for each in taken.conflicts],
            "kept": ", ".join(str(FIELDS[name]).lower() for name in taken.kept),
            "problem": taken.problem,
            "remarks": [sentence for _where, sentence in said(draft.remarks)],
        }

    def people(self, mentions: Sequence[Mention]) -> list[str]:
        """Return people by role, each role said once."""
        groups = [(role, list(group)) for role, group in groupby(mentions, key=lambda mention: mention.role)]
        return [
            f"{ROLES_OF_SEVERAL[role] if len(group) > 1 else ROLES[role]}: {', '.join(self.name(one) for one in group)}"
            for role, group in groups
        ]

    def rooms(self) -> list[Named]:
        """Return the places of the table with the rooms that they may be."""
        standing = self.standing_rooms
        choices = [(NEW, _("New room")), *standing, (NOBODY, _("No room"))]
        return [
            Named(
                id=f"place-{asked.id}",
                name=self.wording.text(asked.title),
                choice=asked.choice,
                choices=choices,
            )
            for asked in self.answers.rooms.values()
        ]

    def report(self, report: DraftReport) -> str:
        """Return a report in a line."""
        names = ", ".join(self.name(mention) for mention in report.people)
        time = f"{report.starts_at:%H:%M} " if report.starts_at else ""
        title = self.wording.text(report.title)
        return f"{time}{title} ({names})" if names and title else f"{time}{title or names}"

    def name(self, mention: Mention) -> str:
        """Return a name as the table writes it."""
        names = (mention.family_name, mention.given_name, mention.patronymic)
        return " ".join(text for text in (self.wording.text(part) for part in names) if text)

    def changes(self, taken: Taken) -> list[tuple[str, str, str]]:
        """Return what changes of a session that stands: field, before, after."""
        if taken.before is None or taken.part is None:
            return []
        return [
            (
                str(FIELDS[name]),
                self.value(name, _field_of(taken.before, name)),
                self.value(name, _field_of(taken.part, name)),
            )
            for name in taken.changed
        ]

    def conflict(self, draft: DraftSession, conflict: Conflict) -> dict[str, Any]:
        """Return a field of which table and desk say different things."""
        return {
            "name": f"{draft.id}:{conflict.field}",
            "label": str(FIELDS[conflict.field]),
            "desk": self.value(conflict.field, conflict.desk),
            "table": self.value(conflict.field, conflict.table),
            "is_overwritten": conflict.is_overwritten,
        }

    def value(self, name: str, value: Any) -> str:
        """Return a field's value in words."""
        if not value or value == (None, None):
            return _("nothing")
        if name == "time":
            return times_words(*value)
        if name == "kind":
            return self.wording.kinds[value]
        if name in {"title", "abstract"}:
            return " / ".join(value.values())
        if name == "people":
            return ", ".join(part.person for part in value)
        if name == "reports":
            return "; ".join(self.wording.text(report.title) for report in value)
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    def table(self, table: Table, columns: Sequence[Column]) -> dict[str, Any]:
        """Return a table's columns with what each may be, and its first rows."""
        rows = [row for row in table.rows if row.id not in table.heads and len(row.said) > 1][:SAMPLE_ROWS]
        return {
            "id": table.id,
            "sheet": table.rows[0].sheet,
            "columns": [
                {
                    "name": f"column-{table.id}-{place}",
                    "head": column.head or _("Column %(number)s", number=place + 1),
                    "code": column.code,
                    "sample": [" ".join(row.cells[place].lines)[:60] for row in rows],
                }
                for place, column in enumerate(columns)
                if any(row.cells[place].text.strip() for row in table.rows)
            ],
            "uses": self.uses(),
        }

    def uses(self) -> Choices:
        """Return what a column may be."""
        choices: Choices = []
        for use, word in USES.items():
            choices.append((use.value, str(word)))
            if use in BY_LANGUAGE and len(self.forum.languages) > 1:
                choices += [(f"{use.value}:{code}", f"{word} – {language_name(code)}") for code in self.forum.languages]
        return choices

    def person(self, person: AskedPerson) -> Named:
        """Return somebody named, with who may be meant."""
        mention = person.mention
        described = ", ".join(self.wording.text(part) for part in (mention.post, mention.institution) if part)
        return Named(
            id=f"person-{person.id}",
            name=self.name(mention),
            described=described,
            choice=person.choice,
            is_open=not person.choice,
            choices=[
                *self.twins(person),
                *self.choices(person.matches, _("New person"), _("Nobody: leave the name out")),
            ],
        )

    def twins(self, person: AskedPerson) -> Choices:
        """Return whom of the table a name with initials may mean."""
        return [
            (f"same:{name}", _("As in the table: %(name)s", name=self.name(self.answers.people[name].mention)))
            for name in person.twins
        ]

    def institution(self, asked: AskedInstitution) -> Named:
        """Return an institution named, with which may be meant."""
        is_open = not asked.choice or (asked.choice == NEW and not asked.country)
        return Named(
            id=f"institution-{asked.id}",
            name=self.wording.text(asked.name),
            choice=asked.choice,
            is_open=is_open,
            choices=self.choices(asked.matches, _("New institution"), _("None: keep it with the post")),
            country_id=f"country-{asked.id}",
            country=asked.country,
        )

    def choices(self, matches: Sequence[Match], new: str, nobody: str) -> Choices:
        """Return who or what may be meant, with how sure that is."""
        known = [(match.code, f"{SURENESS[match.sureness]} {self.entry(match)}") for match in matches]
        return [*known, (NEW, new), (NOBODY, nobody)]

    def entry(self, match: Match) -> str:
        """Return an entry of the directory in words."""
        entry: Any = match.entry
        if not hasattr(entry, "family_name"):
            return self.wording.text(entry.name)
        parts = (entry.family_name, entry.given_name, entry.patronymic)
        name = " ".join(text for text in (self.wording.text(part) for part in parts) if text)
        institution = self.wording.text(entry.institution.name) if entry.institution else ""
        return f"{name}, {institution}" if institution else name

    def moved(self, understood: Understood, chosen: Chosen) -> list[dict[str, Any]]:
        """Return the days of the table on which the forum does not take place."""
        known = {day for day, _word in self.forum_days}
        chosen_days: Mapping[str, str] = chosen.of_kind("moved")
        strange = [day.isoformat() for day in understood.draft.days if day.isoformat() not in known]
        listed = [*strange, *(day for day, to in chosen_days.items() if to and day not in strange)]
        return [
            {"name": f"moved-{day}", "label": day_words(date.fromisoformat(day)), "choice": chosen_days.get(day, "")}
            for day in sorted(dict.fromkeys(listed))
        ]


def _field_of(part: Any, name: str) -> Any:
    return (part.starts_at, part.ends_at) if name == "time" else getattr(part, name)
