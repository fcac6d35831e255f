"""How much a change of the programme touches: sessions and the people in them."""

from collections.abc import Iterable
from dataclasses import dataclass

from forumapp.exchange.document import Document
from forumapp.schedule.rules.differences import Change
from forumapp.schedule.rules.visibility import people_of


@dataclass(frozen=True, kw_only=True)
class Touched:
    """Keys of the sessions that readers would find changed, and of those who take part in them, before or after."""

    sessions: frozenset[str]
    people: frozenset[str]


def touched(before: Document | None, after: Document, changes: Iterable[Change]) -> Touched:
    """Return whom and what the changes touch."""
    keys = frozenset(change.key for change in changes if change.subject == "session")
    states = [document for document in (before, after) if document is not None]
    sessions = tuple(session for document in states for session in document.sessions if session.key in keys)
    return Touched(sessions=keys, people=frozenset(people_of(sessions)))
