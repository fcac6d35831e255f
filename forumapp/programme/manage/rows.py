"""Sessions as rows of the day list."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from forumapp.forums.models import Forum
from forumapp.programme.manage.findings import Told
from forumapp.programme.manage.fitting import day_in
from forumapp.programme.manage.wording import Wording, day_words, times_of
from forumapp.programme.models import Session


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the day list, in words."""

    key: str
    title: str
    times: str
    room: str
    kind: str
    kind_key: str
    track: str
    track_key: str
    people: str
    status: str
    state: str
    findings: Sequence[Told]


Days = list[tuple[str | None, list[Row]]]
"""Days in words; None for what is not scheduled."""


def by_day(forum: Forum, sessions: Iterable[Session], wording: Wording, tell: Callable[[str], list[Told]]) -> Days:
    """Return rows by day in order of time, those that are not scheduled last."""
    days: dict[date | None, list[Session]] = {}
    for session in sorted(sessions, key=_order):
        days.setdefault(day_in(forum, session), []).append(session)
    return [
        (day_words(day) if day else None, [row_of(session, wording, tell(session.key)) for session in days[day]])
        for day in sorted(days, key=lambda day: day or date.max)
    ]


def row_of(session: Session, wording: Wording, findings: Sequence[Told] = ()) -> Row:
    """Return a session in words."""
    return Row(
        key=session.key,
        title=wording.text(session.title),
        times=times_of(session.starts_at, session.ends_at),
        room=wording.text(session.room.title) if session.room else "",
        kind=wording.kinds[session.kind],
        kind_key=session.kind.value,
        track=wording.text(session.track.title) if session.track else "",
        track_key=session.track.key if session.track else "",
        people=wording.people(session),
        status=session.status.value,
        state=wording.state(session),
        findings=findings,
    )


def session_addresses(forum: Forum) -> Callable[[str], tuple[str, str]]:
    """Return what makes of a key the addresses of a session and of its move; each address is built once."""
    marked = "0-key-0"
    parts = [
        url_for(endpoint, slug=forum.slug, key=marked).split(marked)
        for endpoint in ("programme_desk.session", "programme_desk.move")
    ]
    return lambda key: (key.join(parts[0]), key.join(parts[1]))


def _order(session: Session) -> tuple[datetime, datetime, int]:
    return session.starts_at or datetime.max, session.ends_at or datetime.max, session.position  # noqa: DTZ901
