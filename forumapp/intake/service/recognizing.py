"""Which session of the programme a session of a draft is: by its mark, else its title and day, else its time and room."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from forumapp.directory.rules import fold
from forumapp.exchange.document import Kind, LanguageMap
from forumapp.exchange.tables.drafts import DraftSession
from forumapp.intake.models import BroughtSession
from forumapp.programme.models import Session

ALIKE = 0.72
"""How alike titles are, between 0 and 1, that stand at one time in one room and may be one session's."""

Test = Callable[[DraftSession, Session], bool]


def recognize(
    drafts: Sequence[DraftSession], sessions: Sequence[Session], brought: Mapping[int, BroughtSession]
) -> dict[str, Session]:
    """Return by draft the session that it is; each session is recognized once, by the surest trait first."""
    found: dict[str, Session] = {}
    left = list(sessions)
    for test in _tests(brought):
        for draft in drafts:
            if draft.id in found:
                continue
            fitting = [session for session in left if test(draft, session)]
            if fitting:
                nearest = min(fitting, key=lambda session: _distance(draft, session))
                found[draft.id] = nearest
                left.remove(nearest)
    return found


def _tests(brought: Mapping[int, BroughtSession]) -> list[Test]:
    def said(session: Session) -> dict[str, Any]:
        row = brought.get(session.id)
        return row.said if row is not None else {}

    def by_mark(draft: DraftSession, session: Session) -> bool:
        row = brought.get(session.id)
        guid = (session.origin or {}).get("guid")
        is_ours = draft.mark.partition("@")[0] == str(session.uid)
        return bool(draft.mark) and ((row is not None and row.mark == draft.mark) or guid == draft.mark or is_ours)

    def is_free(draft: DraftSession, session: Session) -> bool:
        row = brought.get(session.id)
        return not (draft.mark and row is not None and row.mark and row.mark != draft.mark)

    def by_title_brought(draft: DraftSession, session: Session) -> bool:
        return (
            is_free(draft, session)
            and _same_title(draft.title, said(session).get("title"))
            and _same_day(draft, _day_said(said(session)))
        )

    def by_title_and_day(draft: DraftSession, session: Session) -> bool:
        day = session.starts_at.date() if session.starts_at else None
        return is_free(draft, session) and _same_title(draft.title, session.title) and _same_day(draft, day)

    def by_title(draft: DraftSession, session: Session) -> bool:
        is_telling = draft.kind is not Kind.BREAK and len(next(iter(draft.title.values()), "")) > 12
        return (
            is_free(draft, session)
            and is_telling
            and (_same_title(draft.title, session.title) or _same_title(draft.title, said(session).get("title")))
        )

    def by_time_and_room(draft: DraftSession, session: Session) -> bool:
        room = session.room.title if session.room is not None else {}
        return (
            is_free(draft, session) and draft.starts_at is not None and draft.starts_at == session.starts_at
            and (_same_title(draft.room, room) if draft.room and room else draft.ends_at == session.ends_at)
            and (draft.kind is Kind.BREAK) == (session.kind is Kind.BREAK) and _are_alike(draft.title, session.title)
        )  # fmt: skip

    return [by_mark, by_title_brought, by_title_and_day, by_title, by_time_and_room]


def _same_title(one: LanguageMap, other: LanguageMap | None) -> bool:
    shared = set(one) & set(other or {})
    if not other or not shared:
        return False
    return any(fold(one[code]) == fold(other[code]) for code in shared)


def _same_day(draft: DraftSession, day: date | None) -> bool:
    return (draft.starts_at.date() if draft.starts_at else None) == day


def _day_said(said: Mapping[str, Any]) -> date | None:
    time = said.get("time")
    return date.fromisoformat(time[0][:10]) if time and time[0] else None


def _are_alike(one: LanguageMap, other: LanguageMap) -> bool:
    shared = [(fold(one[code]), fold(other[code])) for code in one if code in other]
    return not shared or any(SequenceMatcher(None, mine, theirs).ratio() >= ALIKE for mine, theirs in shared)


def _distance(draft: DraftSession, session: Session) -> tuple[float, int]:
    if draft.starts_at is None or session.starts_at is None:
        return 1e9, session.position
    return abs((draft.starts_at - session.starts_at).total_seconds()), session.position
