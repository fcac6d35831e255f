"""The sessions and reports of one person, with what they answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from forumapp.exchange.document import Role
from forumapp.forums.models import Forum
from forumapp.i18n import date_words, localized, offset_words, weekday_words, zone_words
from forumapp.i18n import gettext as _
from forumapp.programme import rules
from forumapp.programme.models import Session
from forumapp.programme.service import part_of
from forumapp.programme.words import KINDS, ROLES, STATUSES
from forumapp.speakers.models import Answer, AnswerState
from forumapp.speakers.words import OWN_STATES, STATE_KINDS, STATES


@dataclass(frozen=True, kw_only=True)
class ReportView:
    """A report that the person gives; ``times`` on the forum's clock."""

    key: str
    title: str
    times: str


@dataclass(frozen=True, kw_only=True)
class PartView:
    """A session in which the person takes part; ``starts`` and ``ends`` are aware, on the forum's clock."""

    key: str
    title: str
    day: str
    starts: datetime | None
    ends: datetime | None
    room: str
    kind: str
    status: str | None
    roles: str
    reports: Sequence[ReportView]
    state: str
    state_kind: str
    state_words: str
    own_state_words: str
    note: str


def part_views(forum: Forum, person_key: str, sessions: Iterable[Session], answers: Iterable[Answer]) -> list[PartView]:
    """Return the sessions of a person in words, with what they answered."""
    known = {answer.session_id: answer for answer in answers}
    return [_view(forum, person_key, session, known) for session in sessions]


def places_of(parts: Iterable[PartView]) -> list[tuple[str, str]]:
    """Return the sessions and reports to which slides can belong, as values and words."""
    places: list[tuple[str, str]] = []
    for part in parts:
        if part.roles or not part.reports:
            places.append((part.key, part.title))
        places += [(f"{part.key}/{report.key}", report.title) for report in part.reports]
    return places


def zone_line(forum: Forum) -> str:
    """Return whose clock the times are on: "Ashgabat, UTC+5"."""
    noon = datetime.combine(forum.starts_on, datetime.min.time()).replace(hour=12, tzinfo=ZoneInfo(forum.timezone))
    offset = noon.utcoffset()
    city = zone_words(forum.timezone)
    return city if offset is None else f"{city}, {offset_words(offset)}"


def _view(forum: Forum, person_key: str, session: Session, known: Mapping[int, Answer]) -> PartView:
    answer = known.get(session.id)
    zone = ZoneInfo(forum.timezone)
    status = str(STATUSES[session.status]) if session.status.value != "confirmed" else None
    return PartView(
        key=session.key,
        title=localized(session.title, forum.languages),
        day=_day(session.starts_at) if session.starts_at else _("Not scheduled"),
        starts=session.starts_at.replace(tzinfo=zone) if session.starts_at else None,
        ends=session.ends_at.replace(tzinfo=zone) if session.ends_at else None,
        room=localized(session.room.title, forum.languages) if session.room else "",
        kind=str(KINDS[session.kind]),
        status=status,
        roles=_roles(part.role for part in session.parts if part.forum_person.key == person_key),
        reports=_reports(forum, person_key, session),
        state=answer.state.value if answer else "",
        state_kind=STATE_KINDS[answer.state] if answer else "",
        state_words=str(STATES[answer.state]) if answer else _("Not asked yet"),
        own_state_words=str(OWN_STATES[answer.state if answer else AnswerState.ASKED]),
        note=answer.note if answer else "",
    )


def _day(starts_at: datetime) -> str:
    words = f"{weekday_words(starts_at.date())}, {date_words(starts_at.date())}"
    return words[:1].upper() + words[1:]


def _roles(roles: Iterable[Role]) -> str:
    return ", ".join(str(ROLES[role]) for role in roles)


def _reports(forum: Forum, person_key: str, session: Session) -> tuple[ReportView, ...]:
    return tuple(
        ReportView(
            key=turn.report.key,
            title=localized(turn.report.title, forum.languages),
            times=f"{turn.starts_at:%H:%M}–{turn.ends_at:%H:%M}" if turn.starts_at and turn.ends_at else "",
        )
        for turn in rules.running_order(part_of(session))
        if person_key in turn.report.people
    )
