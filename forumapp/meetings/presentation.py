"""Invitations as the desk's pages and files show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from forumapp.directory.rules import fold
from forumapp.events.models import FurtherEvent
from forumapp.forums.models import Forum
from forumapp.i18n import date_range, date_words, instant_words, language_name, localized
from forumapp.i18n import gettext as _
from forumapp.meetings.models import Invitation, InvitationState
from forumapp.meetings.service import INVITEE, Face, Terms, name_of_first
from forumapp.meetings.words import STATE_KINDS, STATES
from forumapp.programme.words.times import day_words, times_of
from forumapp.registration.models import Registration
from forumapp.registration.rules.sheets import Row
from forumapp.registration.words import STATUS_WORDS

REVOKED = "revoked"
"""The state filter of invitations that were taken back."""

Counts = Mapping[InvitationState | None, int]


@dataclass(frozen=True, kw_only=True)
class InvitationRow:
    """An invitation in the desk's list."""

    uid: str
    name: str
    about: str
    """Post and institution."""
    email: str
    language: str
    state: str
    state_words: str
    state_kind: str
    is_revoked: bool
    can_restore: bool
    can_answer: bool
    note: str
    answered: str
    """When and by whom."""
    written: str
    stands_in_for: str
    deputy: str
    registration: str | None
    """State of the registration with the same mailbox."""
    registration_uid: str | None


@dataclass(frozen=True, kw_only=True)
class MeetingRow:
    """A meeting in the overview, with its numbers."""

    name: str
    title: str
    when: str
    is_closed: bool
    invited: int
    accepted: int
    waiting: int
    declined: int
    unwritten: int
    answer_by: str


def invitation_rows(
    invitations: Sequence[Invitation], forum: Forum, registrations: Mapping[str, Registration]
) -> list[InvitationRow]:
    """Return a meeting's invitations as its list shows them, by name; ``registrations`` are by mailbox."""
    deputies = {
        each.deputy_of_id: each.name or each.email
        for each in invitations
        if each.deputy_of_id is not None and each.revoked_at is None
    }
    order = sorted(invitations, key=lambda each: (fold(each.name or each.email), each.id))
    return [_row(each, forum, registrations.get(each.email_key), deputies.get(each.id, "")) for each in order]


def fitting(rows: Iterable[InvitationRow], *, words: str, state: str) -> list[InvitationRow]:
    """Return the rows that hold all the words, in any script, and stand in that state; nothing asked for is any."""
    asked = fold(words).split()
    return [
        row
        for row in rows
        if (not state or (REVOKED if row.is_revoked else row.state) == state)
        and all(word in fold(f"{row.name} {row.about} {row.email}") for word in asked)
    ]


def totals(counts: Counts) -> list[tuple[int, str]]:
    """Return how many invitations stand in each state, with the words."""
    return [(counts[state], str(word)) for state, word in STATES.items() if counts.get(state)]


def state_choices(counts: Counts) -> list[tuple[str, str]]:
    """Return the states that occur as values and words of a filter."""
    return [
        (REVOKED if state is None else state.value, str(word)) for state, word in STATES.items() if counts.get(state)
    ]


def meeting_row(face: Face, forum: Forum, counts: Counts, terms: Terms) -> MeetingRow:
    """Return a meeting as the overview shows it."""
    by_state = {state: counts.get(state, 0) for state in InvitationState}
    return MeetingRow(
        name=face.name,
        title=localized(face.title, forum.languages),
        when=when_words(face),
        is_closed=face.is_closed,
        invited=sum(by_state.values()) - by_state[InvitationState.DEPUTY],
        accepted=by_state[InvitationState.ACCEPTED],
        waiting=by_state[InvitationState.WRITTEN],
        declined=by_state[InvitationState.DECLINED],
        unwritten=by_state[InvitationState.PREPARED],
        answer_by=_day(terms.answer_by),
    )


def when_words(face: Face) -> str:
    """Return when a meeting takes place in the working copy."""
    row = face.row
    if row.starts_at is not None and row.ends_at is not None:
        return f"{day_words(row.starts_at.date())}, {times_of(row.starts_at, row.ends_at)}"
    if isinstance(row, FurtherEvent) and row.starts_on is not None:
        return date_range(row.starts_on, row.ends_on or row.starts_on)
    return _("Not scheduled")


def headings() -> dict[str, str]:
    """Return the columns of an export with their headings."""
    return {
        "name": _("Name"),
        "post": _("Post"),
        "institution": _("Library or organization"),
        "email": _("E-mail"),
        "language": _("Language"),
        "state": _("State"),
        "answered_at": _("Answered at"),
        "answered_by": _("Answer given by"),
        "note": _("Note"),
        "stands_in_for": _("Deputy of"),
        "deputy": _("Deputy"),
        "written": _("Last letter"),
        "registration": _("Registration"),
    }


def export_rows(rows: Iterable[InvitationRow], invitations: Iterable[Invitation], forum: Forum) -> list[Row]:
    """Return the rows of an export, as the list has them."""
    known = {str(each.uid): each for each in invitations}
    return [
        {
            "name": row.name,
            "post": known[row.uid].post,
            "institution": known[row.uid].institution,
            "email": row.email,
            "language": row.language,
            "state": row.state_words,
            "answered_at": _moment(known[row.uid].answered_at, forum),
            "answered_by": _who(known[row.uid]),
            "note": row.note,
            "stands_in_for": row.stands_in_for,
            "deputy": row.deputy,
            "written": row.written,
            "registration": row.registration,
        }
        for row in rows
    ]


def _row(each: Invitation, forum: Forum, registration: Registration | None, deputy: str) -> InvitationRow:
    state = None if each.revoked_at is not None else each.state
    return InvitationRow(
        uid=str(each.uid),
        name=each.name if each.email else _("Anonymized"),
        about=", ".join(part for part in (each.post, each.institution) if part),
        email=each.email,
        language=language_name(each.language),
        state=each.state.value,
        state_words=str(STATES[state]),
        state_kind=STATE_KINDS[state],
        is_revoked=state is None,
        can_restore=state is None and each.revoked_by != INVITEE,
        can_answer=state is not None and not deputy,
        note=each.note,
        answered=", ".join(part for part in (_moment(each.answered_at, forum), _noted_by(each)) if part),
        written=_moment(each.written_at, forum),
        stands_in_for=name_of_first(each),
        deputy=deputy,
        registration=str(STATUS_WORDS[registration.status]) if registration is not None else None,
        registration_uid=str(registration.uid) if registration is not None else None,
    )


def _noted_by(each: Invitation) -> str:
    if each.answered_by is None or each.answered_by == INVITEE:
        return ""
    return _("noted by %(who)s", who=each.answered_by)


def _who(each: Invitation) -> str:
    if each.answered_by is None:
        return ""
    return _("the invited") if each.answered_by == INVITEE else each.answered_by


def _moment(instant: datetime | None, forum: Forum) -> str:
    return "" if instant is None else instant_words(instant, forum.timezone)


def _day(day: date | None) -> str:
    return "" if day is None else date_words(day)
