"""Four eyes: what of a draft waits for an approval, and which approvals count.

An approval holds for the exact content of a session, known by its fingerprint: whatever a reader could notice but the
translations of the names of rooms, tracks and people.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from forumapp.exchange.document import Document
from forumapp.schedule.rules.differences import Names, differences, readable

REMOVED = "removed"
"""The fingerprint of a session that the draft has no more."""


class Answer(StrEnum):
    """What an approver says of a session."""

    APPROVAL = "approval"
    COMMENT = "comment"


class ApprovalState(StrEnum):
    """Where a session that waits to be published stands with the approvers."""

    APPROVED = "approved"
    OUTDATED = "outdated"
    """Approved once, and changed since."""
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Approval:
    """That somebody approved a session with the content of ``fingerprint``; ``email_key`` tells people apart."""

    session_key: str
    fingerprint: str
    email_key: str


def fingerprints(document: Document) -> dict[str, str]:
    """Return the fingerprint of every session by key; the forum's zone is in it, for it decides when sessions take place."""
    names = Names(document).in_one_language(document.forum.languages)
    zone = document.forum.timezone
    return {session.key: _digest([zone, readable(session, names)]) for session in document.sessions}


def awaiting(before: Document | None, after: Document) -> dict[str, str]:
    """Return the fingerprints of the sessions that readers would find changed, by key.

    With the forum's zone every session changes its time.
    """
    prints = fingerprints(after)
    if before is not None and before.forum.timezone != after.forum.timezone:
        return prints | {session.key: REMOVED for session in before.sessions if session.key not in prints}
    changed = (change.key for change in differences(before, after) if change.subject == "session")
    return {key: prints.get(key, REMOVED) for key in changed}


def unapproved(needed: Mapping[str, str], approvals: Iterable[Approval], *, publisher: str) -> tuple[str, ...]:
    """Return the keys of the sessions that nobody approved in their present form but, at most, the publisher."""
    given = {(each.session_key, each.fingerprint) for each in approvals if each.email_key != publisher}
    return tuple(key for key, fingerprint in needed.items() if (key, fingerprint) not in given)


def state_of(key: str, fingerprint: str, approvals: Iterable[Approval]) -> ApprovalState:
    """Say where a session stands."""
    known = {each.fingerprint for each in approvals if each.session_key == key}
    if fingerprint in known:
        return ApprovalState.APPROVED
    return ApprovalState.OUTDATED if known else ApprovalState.OPEN


def draft_fingerprint(octets: bytes) -> str:
    """Return what tells one state of the whole working copy from another: sha256 of its file, in hex."""
    return hashlib.sha256(octets).hexdigest()


def short(fingerprint: str) -> str:
    """Return as much of a fingerprint as people compare."""
    return fingerprint[:8]


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
