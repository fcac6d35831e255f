"""Reads of forums and their teams."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from forumapp.db import db
from forumapp.forums import rules
from forumapp.forums.models import Forum, Membership, TeamInvitation
from forumapp.policy import TeamRole


def forum_by_slug(slug: str) -> Forum | None:
    """Return a forum, released or not."""
    return db.session.scalar(select(Forum).where(Forum.slug == slug))


def lock_forum(forum: Forum) -> Forum:
    """Return the forum as it stands now, locked until the transaction ends: who counts its places holds this."""
    locked = select(Forum).where(Forum.id == forum.id).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(locked).one()


def all_forums() -> Sequence[Forum]:
    """Return every forum, the latest first."""
    return db.session.scalars(select(Forum).order_by(Forum.starts_on.desc(), Forum.slug)).all()


def forums_of(account_id: int) -> Sequence[Forum]:
    """Return the forums in whose team an account is, the latest first."""
    found = select(Forum).where(Forum.id.in_(select(Membership.forum_id).where(Membership.account_id == account_id)))
    return db.session.scalars(found.order_by(Forum.starts_on.desc(), Forum.slug)).all()


def roles_of(account_id: int) -> dict[int, frozenset[TeamRole]]:
    """Return an account's roles by forum id."""
    rows = db.session.execute(select(Membership.forum_id, Membership.role).where(Membership.account_id == account_id))
    roles: dict[int, set[TeamRole]] = {}
    for forum_id, role in rows:
        roles.setdefault(forum_id, set()).add(role)
    return {forum_id: frozenset(held) for forum_id, held in roles.items()}


def members(forum: Forum) -> Sequence[Membership]:
    """Return a forum's team with their accounts, in order of joining."""
    found = select(Membership).where(Membership.forum_id == forum.id).options(joinedload(Membership.account))
    return db.session.scalars(found.order_by(Membership.id)).all()


def memberships_of(forum: Forum, account_id: int) -> Sequence[Membership]:
    """Return an account's memberships of a forum's team, one a role, with the account."""
    found = select(Membership).where(Membership.forum_id == forum.id, Membership.account_id == account_id)
    return db.session.scalars(found.options(joinedload(Membership.account)).order_by(Membership.id)).all()


def count_owners(forum: Forum) -> int:
    """Return the number of a forum's owners."""
    counted = select(func.count()).where(Membership.forum_id == forum.id, Membership.role == TeamRole.OWNER)
    return db.session.scalar(counted) or 0


def invitation_by_hash(token_hash: str) -> TeamInvitation | None:
    """Return an invitation to a team with its forum."""
    found = select(TeamInvitation).where(TeamInvitation.token_hash == token_hash)
    return db.session.scalar(found.options(joinedload(TeamInvitation.forum)))


def open_invitations(forum: Forum) -> Sequence[TeamInvitation]:
    """Return the invitations that were neither taken up nor taken back, in order of writing."""
    found = select(TeamInvitation).where(
        TeamInvitation.forum_id == forum.id,
        TeamInvitation.accepted_at.is_(None),
        TeamInvitation.revoked_at.is_(None),
    )
    return db.session.scalars(found.order_by(TeamInvitation.id)).all()


def lock_ended_invitations(*, now: datetime, most: int) -> Sequence[TeamInvitation]:
    """Return invitations that were answered, taken back or ran out long enough ago, locked for the caller (others skip them)."""
    since = now - rules.INVITATIONS_KEPT
    ended = or_(
        TeamInvitation.accepted_at <= since, TeamInvitation.revoked_at <= since, TeamInvitation.expires_at <= since
    )
    found = select(TeamInvitation).where(ended).order_by(TeamInvitation.id).limit(most)
    return db.session.scalars(found.with_for_update(skip_locked=True)).all()


def invitation_of(forum: Forum, invitation_id: int) -> TeamInvitation | None:
    """Return an invitation to a forum's team."""
    found = select(TeamInvitation).where(TeamInvitation.forum_id == forum.id, TeamInvitation.id == invitation_id)
    return db.session.scalar(found)


def lock_invitation(invitation: TeamInvitation) -> TeamInvitation:
    """Return the invitation as it stands now with its forum, locked until the transaction ends."""
    found = select(TeamInvitation).where(TeamInvitation.id == invitation.id)
    locked = found.options(joinedload(TeamInvitation.forum, innerjoin=True)).with_for_update(of=TeamInvitation)
    return db.session.scalars(locked.execution_options(populate_existing=True)).one()
