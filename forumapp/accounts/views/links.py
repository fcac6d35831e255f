"""Links by mail: asking for one, and the page that it opens. Opening a link spends nothing, its button does."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.accounts import queries, service
from forumapp.accounts.forms import AddressForm, ButtonForm, NewPasswordForm
from forumapp.accounts.models import AccountLink, LinkPurpose
from forumapp.accounts.service import passwords
from forumapp.accounts.views import sessions
from forumapp.accounts.views.base import LETTERS, blueprint, browser_words, landing, typed_address
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.web import limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.route("/account/link", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_SIGN_IN)
@limiter.limit(limits.MAIL, methods=["POST"])
@limiter.limit(LETTERS, key_func=typed_address, methods=["POST"])
def ask_sign_in_link() -> ResponseReturnValue:
    """Ask for a letter with a link that signs in."""
    return _ask(LinkPurpose.SIGN_IN)


@blueprint.route("/account/password/forgotten", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_SIGN_IN)
@limiter.limit(limits.MAIL, methods=["POST"])
@limiter.limit(LETTERS, key_func=typed_address, methods=["POST"])
def ask_password_link() -> ResponseReturnValue:
    """Ask for a letter with a link that sets a password."""
    return _ask(LinkPurpose.SET_PASSWORD)


def _ask(purpose: LinkPurpose) -> ResponseReturnValue:
    """Answer the same, after the same work, for an address with an account and without."""
    form = AddressForm()
    if not form.validate_on_submit():
        return render_template("accounts/ask_link.html", form=form, purpose=purpose), form.status
    email, now = form.answers()["email"], clock.now()
    account = queries.account_by_email(email)
    with transaction():
        if account is not None and account.disabled_at is None:
            service.send_link(account, purpose, now=now)
        else:
            service.send_nothing(email, purpose, now=now)
    return render_template("accounts/link_sent.html")


@blueprint.route("/account/link/<token>", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_SIGN_IN)
@limiter.limit(limits.SIGN_IN, methods=["POST"])
def link(token: str) -> ResponseReturnValue:
    """Open a link of a letter: a page with a button."""
    found = service.link_of(token, now=clock.now())
    if found is None:
        return render_template("accounts/link_gone.html"), 410
    if found.purpose is LinkPurpose.SET_PASSWORD:
        return _choose_password(found)
    form = ButtonForm()
    if form.validate_on_submit():
        try:
            return _sign_in(found) if found.purpose is LinkPurpose.SIGN_IN else _confirm_email(found)
        except RuleBroken as broken:
            form.reject(broken)
    return render_template("accounts/link.html", form=form, link=found), form.status


def _sign_in(found: AccountLink) -> ResponseReturnValue:
    now = clock.now()
    audit.act_as(found.account.email, request_id=g.request_id)
    with transaction():
        account = service.spend(found, now=now)
        token = service.sign_in(account, browser=browser_words(), now=now)
    sessions.let_in(token)
    return redirect(landing(None), 303)


def _confirm_email(found: AccountLink) -> ResponseReturnValue:
    known = sessions.signed_in()
    kept = known.sign_in.id if known is not None and known.account.id == found.account_id else None
    now = clock.now()
    audit.act_as(found.account.email, request_id=g.request_id)
    with transaction():
        account = service.spend(found, now=now)
        service.change_email(account, found.email or account.email, keep_id=kept, now=now)
    flash(_("Your address is %(email)s now.", email=account.email), "good")
    return redirect(url_for("accounts.account" if kept else "accounts.login"), 303)


def _choose_password(found: AccountLink) -> ResponseReturnValue:
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            token = _set_password(found, form.answers()["password"])
        except RuleBroken as broken:
            form.reject(broken)
        else:
            sessions.let_in(token)
            flash(_("Your password is set."), "good")
            return redirect(landing(None), 303)
    return render_template("accounts/set_password.html", form=form, link=found), form.status


def _set_password(found: AccountLink, password: str) -> str:
    """Set the password, end every sign-in and return the token of a new one."""
    passwords.check(password, email=found.account.email)
    password_hash = passwords.hash_of(password)
    now = clock.now()
    audit.act_as(found.account.email, request_id=g.request_id)
    with transaction():
        account = service.spend(found, now=now)
        service.set_password(account, password_hash, keep_id=None, now=now)
        return service.sign_in(account, browser=browser_words(), now=now)
