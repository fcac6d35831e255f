"""What is held about people, table by table. A table that is not named here fails a test until somebody decides.

docs/operations.md says the same in words ("What is kept, and until when").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """Whose data a table holds."""

    PERSON = "person"
    """Of delegates, heads of delegations, invited people, deputies and speakers: erased."""
    PROGRAMME = "programme"
    """The programme with the people in it: published, and kept in releases. It is not erased."""
    TEAM = "team"
    """Of people who work with this instance."""
    NOTHING = "nothing"
    """Of nobody."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """What one table holds, and what erases it."""

    sort: Sort
    erased_by: str = ""
    """Function that erases it, as ``feature.verb``; tables of ``PERSON`` only."""
    stays: frozenset[str] = frozenset()
    """Columns of text that stay in an erased row: they are counted, or tell nothing of anybody."""


def _person(erased_by: str, *stays: str) -> Table:
    return Table(sort=Sort.PERSON, erased_by=erased_by, stays=frozenset(stays))


_PROGRAMME = Table(sort=Sort.PROGRAMME)
_TEAM = Table(sort=Sort.TEAM)
_NOTHING = Table(sort=Sort.NOTHING)

INVENTORY: Mapping[str, Table] = {
    "registrations": _person(
        "registration.erase", "status", "country", "category", "attendance", "language", "party", "uid"
    ),
    "address_changes": _person("registration.erase"),
    "answers": _person("registration.erase"),
    "chosen_options": _person("registration.erase"),
    "stars": _person("registration.erase"),
    "feed_tokens": _person("registration.erase", "token_hash"),
    "registrations_told_apart": _person("registration.erase"),
    "consents": _person("registration.erase", "purpose", "language", "text_hash"),
    "delegation_members": _person("registration.erase"),
    "session_signups": _person("signups.erase"),
    "decisions": _person("registration.erase"),
    "registration_notes": _person("secretariat.erase"),
    "mailing_recipients": _person("secretariat.erase"),
    "saved_views": _person("secretariat.anonymize", "name"),
    "mailings": _person("secretariat.anonymize", "written_by"),
    "erasure_requests": _person("privacy.erase"),
    "delegations": _person("delegations.anonymize", "uid", "name", "country", "head_language", "waiting_mode"),
    "delegation_links": _person("delegations.anonymize"),
    "invitations": _person(
        "meetings.erase", "uid", "meeting", "language", "state", "answered_by", "revoked_by", "told_title"
    ),
    "speakers": _person("speakers.anonymize"),
    "speaker_links": _person("speakers.anonymize"),
    "speaker_answers": _person("speakers.anonymize"),
    "availability_spans": _person("speakers.anonymize"),
    "outbox_letters": _person("privacy.erase"),
    "audit_entries": _person("privacy.erase", "actor", "forum_slug", "subject", "action", "request_id"),
    "people": _PROGRAMME,
    "forum_people": _PROGRAMME,
    "merged_people": _PROGRAMME,
    "different_people": _PROGRAMME,
    "sessions": _PROGRAMME,
    "session_people": _PROGRAMME,
    "reports": _PROGRAMME,
    "report_people": _PROGRAMME,
    "slides": _PROGRAMME,
    "releases": _PROGRAMME,
    "event_revisions": _PROGRAMME,
    "programme_steps": _PROGRAMME,
    "session_edits": _PROGRAMME,
    "brought_sessions": _PROGRAMME,
    "accounts": _TEAM,
    "sign_ins": _TEAM,
    "account_links": _TEAM,
    "memberships": _TEAM,
    "team_invitations": _TEAM,
    "approvers": _TEAM,
    "draft_answers": _TEAM,
    "planned_releases": _TEAM,
    "overrulings": _TEAM,
    "translation_marks": _NOTHING,
    "forums": _NOTHING,
    "countries": _NOTHING,
    "institutions": _NOTHING,
    "forum_institutions": _NOTHING,
    "rooms": _NOTHING,
    "tracks": _NOTHING,
    "further_events": _NOTHING,
    "meetings": _NOTHING,
    "registration_categories": _NOTHING,
    "question_sections": _NOTHING,
    "questions": _NOTHING,
    "consent_purposes": _NOTHING,
    "consent_versions": _NOTHING,
}
