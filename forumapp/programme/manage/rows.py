"""Sessions as rows of the day list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import url_for

from forumapp.directory.manage.frame import whole_name
from forumapp.directory.rules import fold
from forumapp.exchange.document import Role, Visibility
from forumapp.exchange.zones import day_of
from forumapp.forums.models import Forum
from forumapp.i18n import date_words, localized, weekday_words
from forumapp.programme.forms import SessionFilter
from forumapp.programme.forms.words import KINDS, ROLES, STATUSES, VISIBILITIES
from forumapp.programme.models import Session


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the day list, in words."""

    key: str
    title: str
    times: str
    room: str
    kind: str
    track: str
    track_key: str
    people: str
    status: str
    state: str
    href: str
    move_href: str
    clashes: Sequence[str]


Days = list[tuple[str | None, list[Row]]]
"""Days in words; None for what is not scheduled."""


def fitting(forum: Forum, sessions: Iterable[Session], chosen: SessionFilter, clashing: Iterable[str]) -> list[Session]:
    """Return the sessions that pass the filters; ``clashing`` are the keys of those that clash."""
    words = fold(chosen.words).split()
    keys = set(clashing)
    return [
        session
        for session in sessions
        if (chosen.day is None or _day(forum, session) == chosen.day)
        and (not chosen.room or (session.room is not None and session.room.key == chosen.room))
        and (not chosen.track or (session.track is not None and session.track.key == chosen.track))
        and (chosen.kind is None or session.kind == chosen.kind)
        and (not chosen.person or chosen.person in _person_keys(session))
        and (not chosen.only_clashes or session.key in keys)
        and (not words or _says(session, words))
    ]


def by_day(forum: Forum, sessions: Iterable[Session], clashes: Mapping[str, Sequence[str]]) -> Days:
    """Return rows by day in order of time, those that are not scheduled last."""
    days: dict[date | None, list[Session]] = {}
    for session in sessions:
        days.setdefault(_day(forum, session), []).append(session)
    return [
        (
            day_words(day) if day else None,
            [row_of(forum, session, clashes.get(session.key, ())) for session in sorted(days[day], key=_order)],
        )
        for day in sorted(days, key=lambda day: day or date.max)
    ]


def row_of(forum: Forum, session: Session, clashes: Sequence[str] = ()) -> Row:
    """Return a session in words."""
    return Row(
        key=session.key,
        title=title_of(forum, session),
        times=times_of(session.starts_at, session.ends_at),
        room=localized(session.room.title, forum.languages) if session.room else "",
        kind=str(KINDS[session.kind]),
        track=localized(session.track.title, forum.languages) if session.track else "",
        track_key=session.track.key if session.track else "",
        people=_people(session),
        status=session.status.value,
        state=state_of(session),
        href=url_for("programme_desk.session", slug=forum.slug, key=session.key),
        move_href=url_for("programme_desk.move", slug=forum.slug, key=session.key),
        clashes=clashes,
    )


def title_of(forum: Forum, session: Session) -> str:
    """Return a session's title in the page's language."""
    return localized(session.title, forum.languages)


def state_of(session: Session) -> str:
    """Return in words whether a session takes place and who may know of it."""
    if session.visibility == Visibility.PUBLIC:
        return str(STATUSES[session.status])
    return f"{STATUSES[session.status]}. {VISIBILITIES[session.visibility]}"


def day_words(day: date) -> str:
    """Return a day as the heading of its list: "Thursday, 11 March"."""
    words = f"{weekday_words(day)}, {date_words(day, with_year=False)}"
    return words[:1].upper() + words[1:]


def times_of(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """Return start and end in figures; an end more than a day later with its date."""
    if starts_at is None or ends_at is None:
        return ""
    if ends_at - starts_at < timedelta(days=1):
        return f"{starts_at:%H:%M}–{ends_at:%H:%M}"
    return f"{starts_at:%H:%M} – {date_words(ends_at.date(), with_year=False)}, {ends_at:%H:%M}"


def _day(forum: Forum, session: Session) -> date | None:
    return day_of(session.starts_at, forum.starts_on) if session.starts_at else None


def _order(session: Session) -> tuple[datetime, datetime, int]:
    return session.starts_at or datetime.max, session.ends_at or datetime.max, session.position  # noqa: DTZ901


def _people(session: Session) -> str:
    named = []
    for part in session.parts:
        name = whole_name(part.forum_person.person)
        named.append(name if part.role == Role.SPEAKER else f"{name} ({str(ROLES[part.role]).lower()})")
    return ", ".join(named)


def _person_keys(session: Session) -> set[str]:
    reporting = {person.forum_person.key for report in session.reports for person in report.people}
    return {part.forum_person.key for part in session.parts} | reporting


def _says(session: Session, words: Sequence[str]) -> bool:
    """Say whether a session has every word in its title, its key or its people's names, in any script."""
    names = " ".join(part.forum_person.person.search_text for part in session.parts)
    titles = fold(" ".join([*session.title.values(), session.key]))
    reports = fold(" ".join(text for report in session.reports for text in report.title.values()))
    haystack = f"{titles} {reports} {names}"
    return all(word in haystack for word in words)
