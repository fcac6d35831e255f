"""Reads of invitations: by secret link, by mailbox, by meeting, and of whom one could invite."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from forumapp.db import db
from forumapp.directory.models import Institution
from forumapp.exchange.document import Attendance, InstitutionKind, Visibility
from forumapp.forums.models import Forum
from forumapp.meetings.models import Invitation, InvitationState, Meeting
from forumapp.meetings.rules.states import SEEING
from forumapp.meetings.rules.tokens import fingerprint
from forumapp.programme.models import Session
from forumapp.registration.models import Registration, RegistrationStatus

MOST_CANDIDATES = 500
"""Registrations that one page shows to choose from."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which registrations are looked for; None means any."""

    country: str | None = None
    category: str | None = None
    attendance: Attendance | None = None
    institution_kind: InstitutionKind | None = None


def invitation_by_token(slug: str, token: str) -> Invitation | None:
    """Return the invitation whose secret link holds ``token``, taken back or not, as it stands now, with its forum."""
    found = _whole().where(Invitation.token_hash == fingerprint(token), Forum.slug == slug)
    return db.session.scalar(found.execution_options(populate_existing=True))


def invitation_by_uid(slug: str, meeting: str, uid: UUID) -> Invitation | None:
    """Return an invitation to a meeting of the forum with this slug."""
    found = _whole().where(Invitation.uid == uid, Invitation.meeting == meeting, Forum.slug == slug)
    return db.session.scalar(found)


def reread(invitation: Invitation) -> Invitation:
    """Return the invitation as it stands now; ask under the forum's lock."""
    found = _whole().where(Invitation.id == invitation.id).execution_options(populate_existing=True)
    return db.session.scalars(found).one()


def invitations_to(forum: Forum, meeting: str) -> Sequence[Invitation]:
    """Return all invitations to a meeting by name, those taken back too, deputies with whom they stand in for."""
    found = _whole().where(Invitation.forum_id == forum.id, Invitation.meeting == meeting)
    found = found.order_by(Invitation.name, Invitation.id)
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def invitation_of(forum: Forum, meeting: str, email_key: str) -> Invitation | None:
    """Return a mailbox's invitation to a meeting, taken back or not."""
    found = _whole().where(
        Invitation.forum_id == forum.id, Invitation.meeting == meeting, Invitation.email_key == email_key
    )
    return db.session.scalar(found.execution_options(populate_existing=True))


def invitations_of(forum: Forum, email_keys: Collection[str]) -> Sequence[Invitation]:
    """Return the invitations of mailboxes to all meetings of a forum, those taken back too."""
    found = select(Invitation).where(Invitation.forum_id == forum.id, Invitation.email_key.in_(email_keys))
    return db.session.scalars(found.order_by(Invitation.id)).all()


def invitations_in(forum: Forum) -> Sequence[Invitation]:
    """Return all invitations of a forum."""
    return db.session.scalars(select(Invitation).where(Invitation.forum_id == forum.id)).all()


def deputies_of(invitation: Invitation) -> Sequence[Invitation]:
    """Return all who were ever named as somebody's deputy, the last one named first."""
    return db.session.scalars(_deputies([invitation])).all()


def deputies_by_first(invitations: Iterable[Invitation]) -> Mapping[int, Sequence[Invitation]]:
    """Return the same for several, by id of who named them, as they stand now; ask under the forum's lock."""
    found = _deputies(invitations)
    deputies: dict[int, list[Invitation]] = {}
    for each in db.session.scalars(found.execution_options(populate_existing=True)):
        if each.deputy_of_id is not None:
            deputies.setdefault(each.deputy_of_id, []).append(each)
    return deputies


def counts(forum: Forum) -> Mapping[str, Mapping[InvitationState | None, int]]:
    """Return how many invitations stand in each state by meeting; under None those that were taken back."""
    found = select(
        Invitation.meeting, Invitation.state, Invitation.revoked_at.is_not(None), func.count(Invitation.id)
    ).where(Invitation.forum_id == forum.id)
    numbers: dict[str, dict[InvitationState | None, int]] = {}
    rows = db.session.execute(found.group_by(Invitation.meeting, Invitation.state, Invitation.revoked_at.is_not(None)))
    for meeting, state, is_revoked, number in rows:
        by_state = numbers.setdefault(meeting, {})
        key = None if is_revoked else state
        by_state[key] = by_state.get(key, 0) + number
    return numbers


def meeting_of(forum: Forum, name: str) -> Meeting | None:
    """Return what holds for all invitations to a meeting, None while nothing was said."""
    return db.session.scalar(select(Meeting).where(Meeting.forum_id == forum.id, Meeting.name == name))


def meetings_of(forum: Forum) -> Mapping[str, Meeting]:
    """Return what holds for the invitations to a forum's meetings, by name."""
    rows = db.session.scalars(select(Meeting).where(Meeting.forum_id == forum.id))
    return {row.name: row for row in rows}


def names_seen(forum_id: int, email_keys: Collection[str]) -> frozenset[str]:
    """Return the names of the meetings that the owners of these mailboxes may know of by invitation, as it stands now."""
    if not email_keys:
        return frozenset()
    found = select(Invitation.meeting).where(
        Invitation.forum_id == forum_id,
        Invitation.email_key.in_(email_keys),
        Invitation.state.in_(SEEING),
        Invitation.revoked_at.is_(None),
    )
    return frozenset(db.session.scalars(found))


def mailbox_of_browser(slug: str, uid: UUID, generation: int) -> str | None:
    """Return the key of the mailbox that a browser proved to be its own, None once its link was renewed."""
    found = select(Invitation.email_key).join(Invitation.forum)
    found = found.where(Forum.slug == slug, Invitation.uid == uid, Invitation.token_generation == generation)
    return db.session.scalar(found)


def invitees_by_session(forum: Forum) -> Mapping[str, frozenset[str]]:
    """Return who is invited and has not declined, by the key of the closed session, for the checks of the programme."""
    found = (
        select(Invitation.meeting, Invitation.email_key)
        .join(Session, and_(Session.forum_id == Invitation.forum_id, Session.key == Invitation.meeting))
        .where(
            Invitation.forum_id == forum.id,
            Invitation.revoked_at.is_(None),
            Invitation.state.not_in((InvitationState.DECLINED, InvitationState.DEPUTY)),
            Session.deleted_at.is_(None),
        )
    )
    invitees: dict[str, set[str]] = {}
    for meeting, email_key in db.session.execute(found):
        invitees.setdefault(meeting, set()).add(email_key)
    return {meeting: frozenset(keys) for meeting, keys in invitees.items()}


def closed_sessions(forum: Forum, also: Collection[str] = ()) -> Sequence[Session]:
    """Return a forum's closed sessions and those with the keys of ``also``, in the order of time."""
    is_closed = or_(Session.visibility == Visibility.INVITED, Session.key.in_(also))
    found = select(Session).where(Session.forum_id == forum.id, Session.deleted_at.is_(None), is_closed)
    return db.session.scalars(found.order_by(Session.starts_at.is_(None), Session.starts_at, Session.id)).all()


def registered_among(forum: Forum, email_keys: Collection[str]) -> Mapping[str, Registration]:
    """Return the registrations of these mailboxes by key."""
    found = select(Registration).where(Registration.forum_id == forum.id, Registration.email_key.in_(email_keys))
    return {row.email_key: row for row in db.session.scalars(found) if row.email_key is not None}


def candidates(forum: Forum, wanted: Wanted) -> Sequence[Registration]:
    """Return confirmed registrations with an address that match, by family name, with their institutions."""
    found = _confirmed(forum).where(*_conditions(wanted))
    order = (Registration.family_name, Registration.given_name, Registration.id)
    return db.session.scalars(found.order_by(*order).limit(MOST_CANDIDATES)).all()


def candidates_by_uid(forum: Forum, uids: Collection[UUID]) -> Sequence[Registration]:
    """Return the confirmed registrations with these names and an address, with their institutions."""
    return db.session.scalars(_confirmed(forum).where(Registration.uid.in_(uids)).order_by(Registration.id)).all()


def _confirmed(forum: Forum) -> Select[Registration]:
    found = select(Registration).outerjoin(Registration.institution)
    found = found.options(contains_eager(Registration.institution))
    return found.where(
        Registration.forum_id == forum.id,
        Registration.status == RegistrationStatus.CONFIRMED,
        Registration.email_key.is_not(None),
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.country is not None:
        conditions.append(Registration.country == wanted.country)
    if wanted.category is not None:
        conditions.append(Registration.category == wanted.category)
    if wanted.attendance is not None:
        conditions.append(Registration.attendance == wanted.attendance)
    if wanted.institution_kind is not None:
        conditions.append(Institution.kind == wanted.institution_kind)
    return conditions


def invitations_by_uid(forum: Forum, meeting: str, uids: Collection[UUID]) -> Sequence[Invitation]:
    """Return the invitations to a meeting with these names, as they stand now; ask under the forum's lock."""
    found = _whole().where(Invitation.forum_id == forum.id, Invitation.meeting == meeting, Invitation.uid.in_(uids))
    return db.session.scalars(found.order_by(Invitation.id).execution_options(populate_existing=True)).all()


def _deputies(invitations: Iterable[Invitation]) -> Select[Invitation]:
    found = _whole().where(Invitation.deputy_of_id.in_([each.id for each in invitations]))
    return found.order_by(Invitation.written_at.desc(), Invitation.id.desc())


def _whole() -> Select[Invitation]:
    found = select(Invitation).join(Invitation.forum)
    first = joinedload(Invitation.deputy_of).joinedload(Invitation.forum)
    return found.options(contains_eager(Invitation.forum), first)
