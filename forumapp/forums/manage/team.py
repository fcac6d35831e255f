"""The team of a forum: members, roles, invitations."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeTimedSerializer

from forumapp import clock
from forumapp.accounts import queries as accounts
from forumapp.accounts.models import Account
from forumapp.accounts.views import sessions
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums import queries, rules, service
from forumapp.forums.forms import ButtonForm, InvitationForm, RolesForm
from forumapp.forums.manage.base import blueprint, forum_of_desk
from forumapp.forums.models import Forum, Membership, TeamInvitation
from forumapp.forums.words import ROLES, role_words
from forumapp.i18n import current_language
from forumapp.i18n import gettext as _
from forumapp.policy import Permission, TeamRole
from forumapp.web import limits
from forumapp.web.desk import render_desk
from forumapp.web.guards import guard
from forumapp.web.limits import limiter
from forumapp.web.signing import timed_signer

UNDO_SECONDS = 3600


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody of a forum's team with all roles held there."""

    forum: Forum
    account: Account
    roles: Sequence[TeamRole]

    @property
    def forum_id(self) -> int:
        """The forum's id, by which the policy knows the member."""
        return self.forum.id


def member_of_desk(slug: str, account_id: int) -> Member | None:
    """Load a member of a forum's team."""
    forum = forum_of_desk(slug)
    found = _members(queries.memberships_of(forum, account_id), forum) if forum is not None else []
    return found[0] if found else None


@blueprint.get("/forums/<slug>/manage/team/")
@guard(Permission.TEAM_READ, forum_of_desk)
def team(forum: Forum) -> ResponseReturnValue:
    """List the team, its roles and open invitations."""
    now = clock.now()
    return render_desk(
        "forums/team.html",
        forum=forum,
        section="team",
        members=_members(queries.members(forum), forum),
        invitations=[(invitation, invitation.expires_at <= now) for invitation in queries.open_invitations(forum)],
        role_words=role_words,
        roles=ROLES,
        own_id=sessions.account().id,
    )


@blueprint.route("/forums/<slug>/manage/team/invite", methods=["GET", "POST"])
@guard(Permission.TEAM_EDIT, forum_of_desk)
@limiter.limit(limits.MAIL, methods=["POST"])
def invite(forum: Forum) -> ResponseReturnValue:
    """Invite somebody to the team by a letter."""
    form = InvitationForm()
    if form.validate_on_submit():
        answers, own = form.answers(), sessions.account()
        try:
            with transaction():
                invitation = service.invite(
                    forum,
                    answers["email"],
                    TeamRole(answers["role"]),
                    inviter=own.name or own.email,
                    language=current_language(),
                    now=clock.now(),
                )
        except RuleBroken as broken:
            form.reject(broken)
        else:
            flash(_("The invitation to %(email)s is on its way.", email=invitation.email), "good")
            return _back(forum)
    return render_desk("forums/invite.html", forum=forum, section="team", form=form, roles=ROLES), form.status


@blueprint.post("/forums/<slug>/manage/team/invitations/<int:invitation_id>/revoke")
@guard(Permission.TEAM_EDIT, forum_of_desk)
def revoke(forum: Forum, invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    invitation: TeamInvitation = queries.invitation_of(forum, invitation_id) or abort(404)
    if ButtonForm().validate_on_submit():
        try:
            with transaction():
                service.revoke(invitation, forum, now=clock.now())
        except RuleBroken as broken:
            flash(broken.sentence, "bad")
        else:
            flash(_("The invitation to %(email)s is taken back.", email=invitation.email), "good")
    return _back(forum)


@blueprint.route("/forums/<slug>/manage/team/<int:account_id>/", methods=["GET", "POST"])
@guard(Permission.TEAM_EDIT, member_of_desk)
def roles(member: Member) -> ResponseReturnValue:
    """Change a member's roles."""
    form = RolesForm(data={"roles": [role.value for role in member.roles]})
    if form.validate_on_submit():
        try:
            with transaction():
                chosen = [TeamRole(role) for role in form.answers()["roles"] or ()]
                service.set_roles(member.forum, member.account, chosen, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            flash(_("Saved."), "good")
            return _back(member.forum)
    page = render_desk("forums/roles.html", forum=member.forum, section="team", form=form, member=member, roles=ROLES)
    return page, form.status


@blueprint.post("/forums/<slug>/manage/team/<int:account_id>/remove")
@guard(Permission.TEAM_EDIT, member_of_desk)
def remove(member: Member) -> ResponseReturnValue:
    """Take a member out of the team; the notice can undo it."""
    if ButtonForm().validate_on_submit():
        _remove(member)
    return _back(member.forum)


def _remove(member: Member) -> None:
    try:
        with transaction():
            held = service.remove(member.forum, member.account, now=clock.now())
    except RuleBroken as broken:
        flash(broken.sentence, "bad")
    else:
        token = _undoing().dumps([member.forum.id, member.account.id, *rules.in_order(held)])
        words = _("%(name)s is no longer in the team.", name=member.account.name or member.account.email)
        flash({"words": words, "undo": url_for(".restore", slug=member.forum.slug, token=token)}, "good")  # type: ignore[arg-type]


@blueprint.post("/forums/<slug>/manage/team/restore/<token>")
@guard(Permission.TEAM_EDIT, forum_of_desk)
def restore(forum: Forum, token: str) -> ResponseReturnValue:
    """Undo a removal, within an hour."""
    try:
        forum_id, account_id, *held = _undoing().loads(token, max_age=UNDO_SECONDS)
    except BadData:
        abort(404)
    account = accounts.account_by_id(account_id)
    if account is None or forum_id != forum.id:
        abort(404)
    if ButtonForm().validate_on_submit():
        with transaction():
            service.restore(forum, account, [TeamRole(role) for role in held], now=clock.now())
        flash(_("%(name)s is in the team again.", name=account.name or account.email), "good")
    return _back(forum)


@blueprint.route("/forums/<slug>/manage/team/leave", methods=["GET", "POST"])
@guard(Permission.TEAM_READ, forum_of_desk)
def leave(forum: Forum) -> ResponseReturnValue:
    """Leave the team oneself."""
    form = ButtonForm()
    if form.validate_on_submit():
        try:
            with transaction():
                service.remove(forum, sessions.account(), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            flash(_("You left the team."), "good")
            return redirect(url_for(".mine"), 303)
    return render_desk("forums/leave.html", forum=forum, section="team", form=form), form.status


def _members(memberships: Sequence[Membership], forum: Forum) -> list[Member]:
    """Return one member an account, in order of joining."""
    held: dict[int, list[TeamRole]] = {}
    people = {membership.account_id: membership.account for membership in memberships}
    for membership in memberships:
        held.setdefault(membership.account_id, []).append(membership.role)
    return [
        Member(forum=forum, account=account, roles=rules.in_order(held[account_id]))
        for account_id, account in people.items()
    ]


def _undoing() -> URLSafeTimedSerializer:
    return timed_signer("forums.team.restore")


def _back(forum: Forum) -> ResponseReturnValue:
    return redirect(url_for(".team", slug=forum.slug), 303)
