"""Taking up an invitation to a team: a link in a letter opens a page with a button."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.accounts import queries as accounts
from forumapp.accounts import service as account_service
from forumapp.accounts.models import Account
from forumapp.accounts.service import passwords, tokens
from forumapp.accounts.views import sessions
from forumapp.accounts.views.base import browser_words
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums import queries, service
from forumapp.forums.forms import ButtonForm, JoinForm
from forumapp.forums.models import TeamInvitation
from forumapp.forums.words import role_words
from forumapp.i18n import current_language
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.web import limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter

blueprint = Blueprint("teams", __name__)


@blueprint.route("/account/team/<token>", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_SIGN_IN)
@limiter.limit(limits.SIGN_IN, methods=["POST"])
def invitation(token: str) -> ResponseReturnValue:
    """Open an invitation: with an account of its address a button, without one a short form."""
    found = queries.invitation_by_hash(tokens.hash_of(token))
    if found is None or not service.is_open(found, now=clock.now()):
        return render_template("forums/invitation_gone.html"), 410
    g.content_languages = found.forum.languages
    account = accounts.account_by_email(found.email)
    if account is None:
        return _as_newcomer(found)
    known = sessions.signed_in()
    if known is None or known.account.id != account.id:
        return _page(found, form=None, other=known.account if known else None, token=token)
    return _as_known(found, account)


def _as_newcomer(found: TeamInvitation) -> ResponseReturnValue:
    """Make an account for the invited address and join."""
    form = JoinForm()
    if form.validate_on_submit():
        answers = form.answers()
        try:
            token = _join_anew(found, name=answers["name"], password=answers["password"])
        except RuleBroken as broken:
            form.reject(broken)
        else:
            sessions.let_in(token)
            return _joined(found)
    return _page(found, form=form)


def _join_anew(found: TeamInvitation, *, name: str, password: str) -> str:
    """Return the token of the newcomer's sign-in."""
    passwords.check(password, email=found.email)
    password_hash = passwords.hash_of(password)
    now = clock.now()
    audit.act_as(found.email, request_id=g.request_id)
    with transaction():
        account = account_service.add(
            found.email, name=name, password_hash=password_hash, language=current_language(), now=now
        )
        service.accept(found, account, now=now)
        return account_service.sign_in(account, browser=browser_words(), now=now)


def _as_known(found: TeamInvitation, account: Account) -> ResponseReturnValue:
    form = ButtonForm()
    if form.validate_on_submit():
        try:
            with transaction():
                service.accept(found, account, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            return _joined(found)
    return _page(found, form=form)


def _page(
    found: TeamInvitation, *, form: ButtonForm | JoinForm | None, other: Account | None = None, token: str = ""
) -> ResponseReturnValue:
    """Show the invitation; without a form it asks to sign in as its address first (``other`` is who is signed in)."""
    page = render_template(
        "forums/invitation.html",
        invitation=found,
        forum=found.forum,
        role=role_words(found.role),
        form=form,
        other=other,
        token=token,
    )
    return page, form.status if form is not None else 200


def _joined(found: TeamInvitation) -> ResponseReturnValue:
    flash(_("You are in the team now."), "good")
    return redirect(url_for("forums_desk.overview", slug=found.forum.slug), 303)
