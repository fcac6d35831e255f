"""Which session of the programme a session of a draft is: by its mark, else its title and day, else by time, room and likeness."""

import re
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
NEARLY_THE_SAME = 0.8
"""How alike what titles are about is where the time was changed, too."""
NEAR = 60
"""Minutes by which a session is moved that was given another title as well."""

Test = Callable[[DraftSession, Session], bool]
_QUOTED = re.compile(r"[«“\"„](.+)[»”\"“]")


def recognize(
    drafts: Sequence[DraftSession], sessions: Sequence[Session], brought: Mapping[int, BroughtSession]
) -> dict[str, Session]:
    """Return by draft the session that it is; each session is recognized once, by the surest trait first.

    What both the draft and the programme call alike has found itself before anything is guessed: only what the draft does not
    name any more can be what it names anew.
    """
    found: dict[str, Session] = {}
    traits = _Traits(brought)
    sure: list[Test] = [traits.by_mark, traits.by_title_brought, traits.by_title_and_day, traits.by_title]
    for test in (*sure, traits.by_time_and_room, traits.by_likeness):
        _find(test, drafts, sessions, found)
    _find(traits.by_moved_day({draft.id: _day(draft) for draft in drafts}, found), drafts, sessions, found)
    return found


def _find(test: Test, drafts: Sequence[DraftSession], sessions: Sequence[Session], found: dict[str, Session]) -> None:
    """Add what a test recognizes among the drafts and sessions that are left."""
    taken = {session.id for session in found.values()}
    left = [session for session in sessions if session.id not in taken]
    for draft in drafts:
        fitting = [session for session in left if test(draft, session)] if draft.id not in found else []
        if fitting:
            nearest = min(fitting, key=lambda session: _distance(draft, session))
            found[draft.id] = nearest
            left.remove(nearest)


class _Traits:
    """The traits by which a session is known again."""

    def __init__(self, brought: Mapping[int, BroughtSession]) -> None:
        self.brought = brought

    def by_mark(self, draft: DraftSession, session: Session) -> bool:
        """Tell whether both have one mark, or the draft's is the session's UID."""
        row = self.brought.get(session.id)
        guid = (session.origin or {}).get("guid")
        is_ours = draft.mark.partition("@")[0] == str(session.uid)
        return bool(draft.mark) and ((row is not None and row.mark == draft.mark) or guid == draft.mark or is_ours)

    def by_title_brought(self, draft: DraftSession, session: Session) -> bool:
        """Tell whether the session was brought in with this title on this day."""
        said = self._said(session)
        return (
            self._is_free(draft, session)
            and _same_title(draft.title, said.get("title"))
            and _day(draft) == _day_said(said)
        )

    def by_title_and_day(self, draft: DraftSession, session: Session) -> bool:
        """Tell whether the session stands with this title on this day."""
        return (
            self._is_free(draft, session) and _same_title(draft.title, session.title) and _day(draft) == _day(session)
        )

    def by_title(self, draft: DraftSession, session: Session) -> bool:
        """Tell whether the session has or had this title, on any day; the title must be one that no other session bears."""
        is_telling = draft.kind is not Kind.BREAK and len(next(iter(draft.title.values()), "")) > 12
        return is_telling and self._is_free(draft, session) and self._is_titled(draft, session)

    def by_time_and_room(self, draft: DraftSession, session: Session) -> bool:
        """Tell whether the session has a similar title and begins at the same time in the same room."""
        room = session.room.title if session.room is not None else {}
        return (
            self._is_free(draft, session) and draft.starts_at is not None and draft.starts_at == session.starts_at
            and (_same_title(draft.room, room) if draft.room and room else draft.ends_at == session.ends_at)
            and (draft.kind is Kind.BREAK) == (session.kind is Kind.BREAK) and _are_alike(draft.title, session.title)
        )  # fmt: skip

    def by_moved_day(self, days: Mapping[str, date | None], found: Mapping[str, Session]) -> Test:
        """Return a test for what was brought in with a title that says little, such as a break, and is now on another day.

        It moved when the draft says what takes place on its old day, or when others moved from that day to this one; a draft
        of the second day alone moves nothing of the first.
        """
        moves = {(_day(session), days[name]) for name, session in found.items()}

        def is_moved(draft: DraftSession, session: Session) -> bool:
            old = _day(session)
            is_told = old is not None and (old in days.values() or (old, _day(draft)) in moves)
            return (
                is_told
                and session.id in self.brought
                and self._is_free(draft, session)
                and self._is_titled(draft, session)
            )

        return is_moved

    def by_likeness(self, draft: DraftSession, session: Session) -> bool:
        """Tell whether the session was brought in, stands a little earlier or later in the same room and is about the same."""
        room = session.room.title if session.room is not None else {}
        if draft.starts_at is None or session.starts_at is None or session.id not in self.brought:
            return False
        return (
            self._is_free(draft, session) and abs((draft.starts_at - session.starts_at).total_seconds()) <= NEAR * 60
            and (_same_title(draft.room, room) or not (draft.room or room))
            and (draft.kind is Kind.BREAK) == (session.kind is Kind.BREAK)
            and any(_are_about_the_same(draft.title[code], session.title[code]) for code in draft.title if code in session.title)
        )  # fmt: skip

    def _said(self, session: Session) -> Mapping[str, Any]:
        row = self.brought.get(session.id)
        return row.said if row is not None else {}

    def _is_free(self, draft: DraftSession, session: Session) -> bool:
        row = self.brought.get(session.id)
        return not (draft.mark and row is not None and row.mark and row.mark != draft.mark)

    def _is_titled(self, draft: DraftSession, session: Session) -> bool:
        return _same_title(draft.title, session.title) or _same_title(draft.title, self._said(session).get("title"))


def _same_title(one: LanguageMap, other: LanguageMap | None) -> bool:
    shared = set(one) & set(other or {})
    if not other or not shared:
        return False
    return any(fold(one[code]) == fold(other[code]) for code in shared)


def _day(each: DraftSession | Session) -> date | None:
    return each.starts_at.date() if each.starts_at else None


def _day_said(said: Mapping[str, Any]) -> date | None:
    time = said.get("time")
    return date.fromisoformat(time[0][:10]) if time and time[0] else None


def _are_alike(one: LanguageMap, other: LanguageMap) -> bool:
    shared = [(fold(one[code]), fold(other[code])) for code in one if code in other]
    return not shared or any(SequenceMatcher(None, mine, theirs).ratio() >= ALIKE for mine, theirs in shared)


def _are_about_the_same(one: str, other: str) -> bool:
    """Tell whether titles, or what they have in quotes, are nearly the same or one is in the other; their numbers must be equal."""
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    mine, theirs = (fold(found[1] if (found := _QUOTED.search(title)) else title) for title in (one, other))
    shorter, longer = sorted((mine, theirs), key=len)
    is_inside = len(shorter) > 4 and f" {shorter} " in f" {longer} "
    return is_inside or SequenceMatcher(None, mine, theirs).ratio() >= NEARLY_THE_SAME


def _distance(draft: DraftSession, session: Session) -> tuple[float, float, int]:
    """Say how far a session is from a draft: in days, then on the clock, then by its place in the programme."""
    if draft.starts_at is None or session.starts_at is None:
        return 1e9, 1e9, session.position
    days = abs((draft.starts_at.date() - session.starts_at.date()).days)
    on_its_day = session.starts_at.replace(
        year=draft.starts_at.year, month=draft.starts_at.month, day=draft.starts_at.day
    )
    return days, abs((draft.starts_at - on_its_day).total_seconds()), session.position
