"""Taking a draft in: new sessions are added, known ones revised, the others left alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.exchange.document import LanguageMap, PersonPart, SessionPart
from forumapp.exchange.tables.drafts import Draft, DraftSession
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.intake import queries as intake
from forumapp.intake.models import BroughtSession
from forumapp.intake.service import remembering
from forumapp.intake.service.asking import Answers, Decisions
from forumapp.intake.service.merging import Conflict, Said, merge, part_from, plain, said_of
from forumapp.intake.service.naming import Naming
from forumapp.intake.service.recognizing import recognize
from forumapp.programme import queries
from forumapp.programme.models import Session
from forumapp.programme.service import steps
from forumapp.programme.service.sessions import check, known_in, new_key, revise_session, write
from forumapp.programme.service.values import part_of


class State(StrEnum):
    """What becomes of a session of a draft."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A session of a draft, what became of it, and why."""

    draft: DraftSession
    state: State
    before: SessionPart | None = None
    part: SessionPart | None = None
    changed: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    kept: tuple[str, ...] = ()
    """Fields that were changed at the desk and not in the table."""
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What taking a draft in did."""

    taken: Sequence[Taken]
    left_alone: Sequence[Session]
    """Sessions of the programme that the draft does not name."""
    added: Mapping[str, Sequence[LanguageMap | PersonPart]] = field(default_factory=dict)
    """New people, institutions, rooms and tracks by kind."""

    def count(self, state: State) -> int:
        """Return how many sessions of the draft became this."""
        return sum(each.state is state for each in self.taken)

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the programme was changed."""
        return not (self.count(State.NEW) or self.count(State.CHANGED))


def bring_in(forum: Forum, draft: Draft, answers: Answers, decisions: Decisions, *, now: datetime) -> Brought:
    """Add and revise sessions as a draft and the decisions about it say; what cannot be is told and left out.

    All of it is one step, which undoing takes back.
    """
    forum = lock_forum(forum)
    with steps.one_step("forum:import"):
        return _Bringing(forum, answers, decisions, now).bring(draft)


class _Bringing:
    """A draft on its way into the programme."""

    def __init__(self, forum: Forum, answers: Answers, decisions: Decisions, now: datetime) -> None:
        self.forum, self.decisions, self.now = forum, decisions, now
        self.naming = Naming(forum, answers, now=now)
        self.brought = intake.brought_sessions(forum)

    def bring(self, draft: Draft) -> Brought:
        """Take in what is to be taken, in the order of the draft."""
        sessions = queries.sessions(self.forum)
        known = recognize(draft.sessions, sessions, self.brought)
        before = {name: part_of(session) for name, session in known.items()}
        said = {
            each.id: self._said(each, before.get(each.id)) for each in draft.sessions if not self._is_left_out(each)
        }
        self.known, self.end = known_in(self.forum), queries.end_of(Session, self.forum)
        taken = [
            self._take(each, said.get(each.id), known.get(each.id), before.get(each.id)) for each in draft.sessions
        ]
        db.session.flush()
        named = {session.id for session in known.values()}
        result = Brought(
            taken=taken,
            left_alone=[session for session in sessions if session.id not in named],
            added=self.naming.added,
        )
        self._record(result)
        return result

    def _is_left_out(self, draft: DraftSession) -> bool:
        return draft.id in self.decisions.left_out

    def _said(self, draft: DraftSession, before: SessionPart | None) -> Said:
        return said_of(
            draft,
            people=self.naming.people,
            room=self.naming.room(draft.room),
            track=self.naming.track(draft.track),
            known=before.reports or () if before is not None else (),
        )

    def _take(
        self, draft: DraftSession, said: Said | None, session: Session | None, before: SessionPart | None
    ) -> Taken:
        if said is None:
            return Taken(draft=draft, state=State.LEFT_OUT, before=before)
        try:
            if session is None or before is None:
                return self._add(draft, said)
            return self._revise(draft, said, session, before)
        except RuleBroken as broken:
            return Taken(draft=draft, state=State.REFUSED, before=before, problem=broken.sentence)

    def _add(self, draft: DraftSession, said: Said) -> Taken:
        part = part_from(new_key(), said, languages=self.forum.languages, mark=draft.mark)
        check(part, self.forum, self.known)
        session = write(self.forum, None, part, self.known, position=self.end, now=self.now)
        steps.note(session, None, part, action="forum:import", now=self.now)
        self.end += 1
        db.session.add(BroughtSession(session=session, mark=draft.mark[:255], said=self._kept(draft, said)))
        return Taken(draft=draft, state=State.NEW, part=part)

    def _revise(self, draft: DraftSession, said: Said, session: Session, before: SessionPart) -> Taken:
        row = self.brought.get(session.id)
        prefix = f"{draft.id}:"
        overwritten = {each.removeprefix(prefix) for each in self.decisions.overwritten if each.startswith(prefix)}
        merged = merge(before, said, row.said if row is not None else None, overwritten=overwritten)
        if merged.changed:
            revise_session(session, merged.part, version=None, now=self.now)
        self._remember(session, draft, said)
        return Taken(
            draft=draft,
            state=State.CHANGED if merged.changed else State.UNCHANGED,
            before=before,
            part=merged.part,
            changed=merged.changed,
            conflicts=merged.conflicts,
            kept=merged.kept,
        )

    def _remember(self, session: Session, draft: DraftSession, said: Said) -> None:
        """Note what the source said, so that the next import tells its changes from those of the desk."""
        row = self.brought.get(session.id)
        if row is None:
            db.session.add(BroughtSession(session=session, mark=draft.mark[:255], said=self._kept(draft, said)))
            return
        row.mark = draft.mark[:255] or row.mark
        row.said = self._kept(draft, said)

    def _kept(self, draft: DraftSession, said: Said) -> dict[str, Any]:
        return plain(said) | remembering.kept(draft, self.naming.people)

    def _record(self, brought: Brought) -> None:
        if brought.is_empty:
            return
        added = {kind: len(names) for kind, names in brought.added.items()} | {"sessions": brought.count(State.NEW)}
        after = {
            "added": {kind: count for kind, count in added.items() if count},
            "changed": {"sessions": brought.count(State.CHANGED)} if brought.count(State.CHANGED) else {},
        }
        slug = self.forum.slug
        audit.record("forum:bring-in", subject=f"forum:{slug}", forum=slug, after=after, now=self.now)
        db.session.flush()
