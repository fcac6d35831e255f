"""Pure rules of feeds: their language, how fresh they are, how many sessions each holds, who takes part online."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from forumapp.exchange.document import Attendance, Document, EventPart, ForumPart, Kind, SessionPart
from forumapp.exchange.ics import has_event
from forumapp.programme.rules import Tally
from forumapp.schedule.rules import EVENT, Viewer, day_of, days_with

OFTEN, SELDOM = timedelta(minutes=15), timedelta(hours=1)
"""How often a client shall ask: while the forum takes place, and before and after."""

OPENS_BEFORE = timedelta(minutes=15)
"""How long before its start an online session lets its delegates in."""

PROGRAMS = (
    ("Google-Calendar", "Google Calendar"),
    ("GoogleCalendar", "Google Calendar"),
    ("Thunderbird", "Thunderbird"),
    ("Microsoft Office", "Outlook"),
    ("Outlook", "Outlook"),
    ("Exchange", "Outlook"),
    ("ICSx5", "ICSx⁵"),
    ("Nextcloud", "Nextcloud"),
    ("Proton", "Proton Calendar"),
    ("Fastmail", "Fastmail"),
    ("Yandex", "Yandex Calendar"),
    ("iOS", "iPhone or iPad"),
    ("iPhone", "iPhone or iPad"),
    ("dataaccessd", "iPhone or iPad"),
    ("macOS", "Calendar on a Mac"),
    ("Mac OS X", "Calendar on a Mac"),
    ("CalendarAgent", "Calendar on a Mac"),
)
"""What calendar programs say of themselves holds the first; the first that fits names the program."""


def program_name(user_agent: str) -> str:
    """Return the name by which people know a calendar program, or what it calls itself without its version."""
    found = next((name for sign, name in PROGRAMS if sign.casefold() in user_agent.casefold()), None)
    return found or user_agent.partition("/")[0].strip()


@dataclass(frozen=True, kw_only=True)
class Freshness:
    """How old a feed is, until when it stands, and how often a client shall ask for it."""

    last_modified: datetime
    """Never goes back, or clients that ask by date would keep an old feed for ever."""
    fresh_until: datetime | None
    refresh: timedelta


def freshness(forum: ForumPart, *, published_at: datetime, ends: Iterable[datetime], now: datetime) -> Freshness:
    """Say how fresh a feed is: it changes with a release, when a removed session leaves it, when the forum begins and ends."""
    begins, closes = _days(forum)
    turns = [begins, closes, *ends]
    return Freshness(
        last_modified=max([published_at, *(turn for turn in turns if turn <= now)]),
        fresh_until=min((turn for turn in turns if turn > now), default=None),
        refresh=OFTEN if begins <= now < closes else SELDOM,
    )


def _days(forum: ForumPart) -> tuple[datetime, datetime]:
    """Return the instants at which the first day begins and the last one ends."""
    zone = ZoneInfo(forum.timezone)
    after = forum.ends_on + timedelta(days=1)
    return datetime.combine(forum.starts_on, time(), zone), datetime.combine(after, time(), zone)


def feed_language(asked: str | None, languages: Sequence[str]) -> str:
    """Return the language of a feed: the one its address names when the forum speaks it, else the forum's first."""
    return asked if asked is not None and asked in languages else languages[0]


def counts(document: Document) -> Mapping[str, Mapping[str, Tally]]:
    """Return what events there are by filter and value: ``counts["room"]["hall"]``; all of them by ``counts["all"][""]``."""
    found: dict[str, defaultdict[str, Tally]] = {
        name: defaultdict(Tally) for name in ("all", "day", "track", "room", "kind", "language", "person")
    }
    for session in document.sessions:
        if has_event(session):
            for name, values in scopes_of(session, document.forum).items():
                for value in values:
                    found[name][value] = found[name][value].with_one(session.kind)
    for event in document.events or ():
        for name, values in _values_of_event(event, document.forum).items():
            for value in values:
                found[name][value] = found[name][value].with_event()
    return found


def _values_of_event(event: EventPart, forum: ForumPart) -> dict[str, set[str]]:
    """Return by which values a further event is selected, as schedule.rules.selected does."""
    return {"all": {""}, "kind": {EVENT}, "day": {day.isoformat() for day in days_with(event, forum)}}


def scopes_of(session: SessionPart, forum: ForumPart) -> dict[str, set[str]]:
    """Return the feeds in which a session stands: filter and values."""
    day = day_of(session, forum)
    people = {part.person for part in session.people}
    return {
        "all": {""},
        "day": {day.isoformat()} if day else set(),
        "track": {session.track} if session.track else set(),
        "room": {session.room} if session.room else set(),
        "kind": {session.kind.value},
        "language": {*session.languages, *(session.interpretation or ())},
        "person": people | {key for report in session.reports or () for key in report.people},
    }


def has_online_side(session: SessionPart, document: Document) -> bool:
    """Say whether one can take part in a session from afar: by its room, else by the forum."""
    if session.kind is Kind.BREAK:
        return False
    rooms = {room.key: room.attendance for room in document.rooms}
    return rooms.get(session.room or "", document.forum.attendance) is not Attendance.ONSITE


def may_join(session: SessionPart, viewer: Viewer) -> bool:
    """Say whether somebody who knows of a session may enter it online: the team, confirmed delegates, and who is invited to it."""
    return viewer.is_team or viewer.is_delegate or session.key in viewer.invited
