"""The team of a forum: inviting, joining, changing roles, leaving."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from forumapp import audit
from forumapp.accounts import rules as account_rules
from forumapp.accounts.models import Account
from forumapp.accounts.service import address, tokens
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.forums import mails, queries, rules
from forumapp.forums.models import Forum, Membership, TeamInvitation
from forumapp.i18n import gettext as _
from forumapp.mail import put
from forumapp.policy import TeamRole


def invite(forum: Forum, email: str, role: TeamRole, *, inviter: str, language: str, now: datetime) -> TeamInvitation:
    """Invite an address to the team by a letter whose link holds for seven days and works once.

    An earlier invitation to the address is taken back. ``inviter`` is the name that the letter gives.
    """
    written = address(email)
    forum = queries.lock_forum(forum)
    if any(account_rules.email_key(member.account.email) == _key(written) for member in queries.members(forum)):
        raise RuleBroken(_("This address belongs to a member of the team. Change the roles there."), field="email")
    for earlier in queries.open_invitations(forum):
        if _key(earlier.email) == _key(written):
            earlier.revoked_at = now
    token = tokens.new()
    invitation = TeamInvitation(
        forum_id=forum.id,
        email=written,
        role=role,
        token_hash=tokens.hash_of(token),
        created_at=now,
        expires_at=now + rules.INVITATION_LIFE,
    )
    db.session.add(invitation)
    _note(forum, "team:invite", written, after={"email": written, "roles": [role.value]}, now=now)
    put(mails.invitation(forum, email=written, role=role, inviter=inviter, token=token, language=language), now=now)
    return invitation


def revoke(invitation: TeamInvitation, forum: Forum, *, now: datetime) -> None:
    """Take an invitation back; its link is no longer good."""
    invitation = queries.lock_invitation(invitation)
    if not is_open(invitation, now=invitation.created_at):
        raise RuleBroken(_("This invitation was answered already."))
    invitation.revoked_at = now
    _note(forum, "team:revoke", invitation.email, before={"email": invitation.email}, now=now)


def is_open(invitation: TeamInvitation, *, now: datetime) -> bool:
    """Say whether an invitation can still be taken up."""
    return invitation.accepted_at is None and invitation.revoked_at is None and now < invitation.expires_at


def forget_invitations(*, most: int, now: datetime) -> int:
    """Delete invitations that were answered, taken back or ran out, ``most`` at once, and return how many there were."""
    ended = queries.lock_ended_invitations(now=now, most=most)
    for invitation in ended:
        db.session.delete(invitation)
    db.session.flush()
    return len(ended)


def accept(invitation: TeamInvitation, account: Account, *, now: datetime) -> None:
    """Let the account of the invited address into the team; the invitation is used up."""
    forum = queries.lock_forum(invitation.forum)
    invitation = queries.lock_invitation(invitation)
    if not is_open(invitation, now=now):
        raise RuleBroken(_("This invitation was answered already."))
    if _key(invitation.email) != account.email_key:
        raise RuleBroken(_("This invitation is for %(email)s. Sign in with that address.", email=invitation.email))
    invitation.accepted_at = now
    held = {membership.role for membership in queries.memberships_of(forum, account.id)}
    _store(forum, account, held=held, roles=held | {invitation.role}, action="team:join", now=now)


def set_roles(forum: Forum, account: Account, roles: Iterable[TeamRole], *, now: datetime) -> None:
    """Give a member other roles. The last owner stays one."""
    chosen = set(roles)
    if not chosen:
        raise RuleBroken(_("Choose one role at least, or remove the member from the team."), field="roles")
    forum = queries.lock_forum(forum)
    held = _held(forum, account)
    _keep_an_owner(forum, held=held, roles=chosen)
    _store(forum, account, held=held, roles=chosen, action="team:set-roles", now=now)


def remove(forum: Forum, account: Account, *, now: datetime) -> frozenset[TeamRole]:
    """Take somebody out of the team and return the roles that were held. The last owner stays."""
    forum = queries.lock_forum(forum)
    held = _held(forum, account)
    _keep_an_owner(forum, held=held, roles=set())
    _store(forum, account, held=held, roles=set(), action="team:remove", now=now)
    return frozenset(held)


def restore(forum: Forum, account: Account, roles: Iterable[TeamRole], *, now: datetime) -> None:
    """Take a removed member back with the roles held before."""
    forum = queries.lock_forum(forum)
    held = {membership.role for membership in queries.memberships_of(forum, account.id)}
    _store(forum, account, held=held, roles=held | set(roles), action="team:restore", now=now)


def _held(forum: Forum, account: Account) -> set[TeamRole]:
    held = {membership.role for membership in queries.memberships_of(forum, account.id)}
    if not held:
        raise RuleBroken(_("This person is not in the team any more."))
    return held


def _keep_an_owner(forum: Forum, *, held: set[TeamRole], roles: set[TeamRole]) -> None:
    is_losing = TeamRole.OWNER in held and TeamRole.OWNER not in roles
    if is_losing and not rules.may_lose_owner(owners=queries.count_owners(forum)):
        raise RuleBroken(_("The last owner stays. Make somebody else an owner first."), field="roles")


def _store(
    forum: Forum, account: Account, *, held: set[TeamRole], roles: set[TeamRole], action: str, now: datetime
) -> None:
    if roles == held:
        db.session.flush()
        return
    for membership in queries.memberships_of(forum, account.id):
        if membership.role not in roles:
            db.session.delete(membership)
    for role in rules.in_order(roles - held):
        db.session.add(Membership(forum_id=forum.id, account_id=account.id, role=role, created_at=now))
    before, after = ({"roles": [role.value for role in rules.in_order(group)]} for group in (held, roles))
    _note(forum, action, account.email, before=before, after=after, now=now)


def _note(
    forum: Forum,
    action: str,
    email: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    now: datetime,
) -> None:
    audit.record(action, subject=f"member:{email}"[:200], forum=forum.slug, before=before, after=after, now=now)
    db.session.flush()


def _key(email: str) -> str:
    return account_rules.email_key(email)
