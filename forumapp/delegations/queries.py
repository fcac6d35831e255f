"""Reads of delegations: one with its members, a forum's list with counts, what the head did."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from forumapp.audit import AuditEntry
from forumapp.db import db
from forumapp.delegations.models import Delegation, DelegationLink, Member
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.queries.places import holds
from forumapp.registration.rules.statuses import ENDED

HEAD = "head of delegation"
"""Who acts on the head's page, in the audit trail."""

CHANGELESS = frozenset({"delegation:export", "delegation:speak"})
"""Deeds of heads that change nothing on the list."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Members of a delegation, how many of them have places (held ones too) and how many wait."""

    members: int = 0
    placed: int = 0
    waiting: int = 0


def delegations(forum: Forum) -> Sequence[Delegation]:
    """Return a forum's delegations with their institutions, in order of making."""
    return db.session.scalars(_whole().where(Delegation.forum_id == forum.id).order_by(Delegation.id)).all()


def delegations_by_uids(uids: Collection[UUID]) -> Sequence[Delegation]:
    """Return delegations by their stable names, with their institutions."""
    return db.session.scalars(_whole().where(Delegation.uid.in_(uids))).all() if uids else []


def delegation_by_uid(slug: str, uid: UUID) -> Delegation | None:
    """Return one delegation of a forum with its institution."""
    return db.session.scalar(_whole().where(Delegation.uid == uid, Delegation.forum.has(Forum.slug == slug)))


def delegation_by_id(delegation_id: int) -> Delegation | None:
    """Return a delegation with its institution."""
    return db.session.scalar(_whole().where(Delegation.id == delegation_id))


def led_by(forum: Forum, email: str | None) -> Sequence[Delegation]:
    """Return the delegations of a forum whose head has this address."""
    if not email:
        return []
    found = _whole().where(Delegation.forum_id == forum.id, func.lower(Delegation.head_email) == email.lower())
    return db.session.scalars(found.order_by(Delegation.id)).all()


def reread(delegation: Delegation) -> Delegation:
    """Return the delegation as it stands now; ask under the forum's lock."""
    found = _whole().where(Delegation.id == delegation.id)
    return db.session.scalars(found.execution_options(populate_existing=True)).one()


def link_by_hash(slug: str, token_hash: str) -> DelegationLink | None:
    """Return the link behind a token of this forum, revoked or not, with delegation, forum and institution."""
    whole = joinedload(DelegationLink.delegation)
    found = select(DelegationLink).where(DelegationLink.token_hash == token_hash)
    found = found.options(whole.joinedload(Delegation.forum), whole.joinedload(Delegation.institution))
    link = db.session.scalar(found)
    return link if link is not None and link.delegation.forum.slug == slug else None


def links_of(delegation: Delegation) -> Sequence[DelegationLink]:
    """Return all links that a delegation's head had, the newest first."""
    found = select(DelegationLink).where(DelegationLink.delegation_id == delegation.id)
    return db.session.scalars(
        found.order_by(DelegationLink.generation.desc()).execution_options(populate_existing=True)
    ).all()


def members(delegation: Delegation) -> Sequence[Member]:
    """Return those who stand on a delegation's list, in the head's order, with registrations as they stand now."""
    return db.session.scalars(_members(delegation).where(Member.removed_at.is_(None))).all()


def all_members(delegation: Delegation) -> Sequence[Member]:
    """Return the same with those who were taken out."""
    return db.session.scalars(_members(delegation)).all()


def member_by_uid(delegation: Delegation, uid: UUID) -> Member | None:
    """Return a delegation's member, taken out or not, by the stable name of the registration."""
    return db.session.scalar(_members(delegation).where(Registration.uid == uid))


def member_of(registration: Registration) -> Member | None:
    """Return where a registration stands in a delegation."""
    return db.session.get(Member, registration.id, populate_existing=True)


def members_among(ids: Iterable[int]) -> dict[int, Member]:
    """Return where registrations stand in delegations, by id, as they stand now."""
    found = select(Member).where(Member.registration_id.in_(list(ids)))
    rows = db.session.scalars(found.execution_options(populate_existing=True))
    return {each.registration_id: each for each in rows}


def come_alone(delegation: Delegation) -> Sequence[Registration]:
    """Return who stood on a delegation's list and has registered on their own since, by family name."""
    found = select(Registration).join(Member, Member.registration_id == Registration.id)
    found = found.where(Member.delegation_id == delegation.id, Registration.party.is_(None))
    found = found.where(Registration.status.not_in(ENDED))
    return db.session.scalars(found.order_by(Registration.family_name, Registration.id)).all()


def taken_addresses(forum: Forum, keys: Collection[str]) -> frozenset[str]:
    """Return which of these mailboxes have a registration of the forum that lasts."""
    found = select(Registration.email_key).where(
        Registration.forum_id == forum.id,
        Registration.email_key.in_(list(keys)),
        Registration.status != RegistrationStatus.WITHDRAWN,
    )
    return frozenset(key for key in db.session.scalars(found) if key)


def counts(forum: Forum, *, now: datetime) -> dict[int, Counts]:
    """Return how many members of a forum's delegations there are, by the delegation's id."""
    status = Registration.status
    has_place = holds(now)
    counted = (
        select(
            Member.delegation_id,
            func.count().filter(status.not_in(ENDED)),
            func.count().filter(has_place),
            func.count().filter(status == RegistrationStatus.WAITLISTED),
        )
        .join(Member.registration)
        .where(Registration.forum_id == forum.id, Registration.party.is_not(None), Member.removed_at.is_(None))
        .group_by(Member.delegation_id)
    )
    return {
        number: Counts(members=all_, placed=placed, waiting=waiting)
        for number, all_, placed, waiting in db.session.execute(counted)
    }


def news(forum: Forum) -> Mapping[str, int]:
    """Return how many deeds of heads nobody has looked through since the list was sent, by the subject of the audit trail."""
    sent = select(Delegation.uid, Delegation.submitted_at, Delegation.seen_at).where(
        Delegation.forum_id == forum.id, Delegation.submitted_at.is_not(None)
    )
    since = {f"delegation:{uid}": max(filter(None, moments)) for uid, *moments in db.session.execute(sent)}
    done = select(AuditEntry.subject, AuditEntry.at).where(
        AuditEntry.forum_slug == forum.slug, AuditEntry.actor == HEAD, AuditEntry.subject.like("delegation:%")
    )
    done = done.where(AuditEntry.action.not_in(CHANGELESS))
    found = db.session.execute(done.where(AuditEntry.at > min(since.values()))).all() if since else []
    return Counter(subject for subject, at in found if subject in since and at > since[subject])


def deed_of(delegation: Delegation, number: int) -> AuditEntry | None:
    """Return one deed of a delegation by its number in the audit trail."""
    found = select(AuditEntry).where(AuditEntry.id == number, AuditEntry.subject == f"delegation:{delegation.uid}")
    return db.session.scalar(found)


def history(delegation: Delegation, *, slug: str, most: int = 200) -> Sequence[AuditEntry]:
    """Return what was done with a delegation, newest first."""
    found = select(AuditEntry).where(
        AuditEntry.forum_slug == slug, AuditEntry.subject == f"delegation:{delegation.uid}"
    )
    return db.session.scalars(found.order_by(AuditEntry.id.desc()).limit(most)).all()


def letters_to_head(delegation: Delegation, *, slug: str, most: int = 50) -> Sequence[OutboxLetter]:
    """Return the letters that the forum wrote to the head about delegations, newest first."""
    found = select(OutboxLetter).where(
        OutboxLetter.forum_slug == slug,
        OutboxLetter.recipient == delegation.head_email,
        OutboxLetter.kind.like("delegation:%"),
    )
    return db.session.scalars(found.order_by(OutboxLetter.created_at.desc(), OutboxLetter.id).limit(most)).all()


def _whole() -> Select[Delegation]:
    return select(Delegation).options(joinedload(Delegation.forum), joinedload(Delegation.institution))


def _members(delegation: Delegation) -> Select[Member]:
    """Select members with their registrations; who withdrew and came anew alone is no longer one."""
    whole = joinedload(Member.registration)
    found = select(Member).join(Member.registration)
    found = found.where(Member.delegation_id == delegation.id, Registration.party.is_not(None))
    found = found.options(whole.joinedload(Registration.forum), whole.joinedload(Registration.institution))
    return found.order_by(Member.position, Member.registration_id).execution_options(populate_existing=True)
