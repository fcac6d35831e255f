"""Signing in with a password, and out."""

from typing import Any

from flask import g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.accounts import queries, service
from forumapp.accounts.forms import ButtonForm, SignInForm
from forumapp.accounts.service import passwords
from forumapp.accounts.views import sessions
from forumapp.accounts.views.base import GUESSES, blueprint, browser_words, landing, typed_address, was_refused
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.web import addresses, limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.route("/account/login", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_SIGN_IN)
@limiter.limit(limits.SIGN_IN, methods=["POST"])
@limiter.limit(GUESSES, key_func=typed_address, methods=["POST"], deduct_when=was_refused)
def login() -> ResponseReturnValue:
    """Sign in with address and password."""
    if request.method == "GET" and sessions.signed_in() is not None:
        return redirect(landing(request.args.get("next")), 302)
    form = SignInForm()
    if request.method == "GET":
        form.next.data = addresses.safe_return(request.args.get("next")) or ""
    if form.validate_on_submit():
        try:
            token = _checked(form.answers())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            sessions.let_in(token)
            return redirect(landing(form.next.data), 303)
    return render_template("accounts/login.html", form=form), form.status


def _checked(answers: dict[str, Any]) -> str:
    """Return the token of a new sign-in; refuses an unknown address and a wrong password alike, in the same time."""
    account = queries.account_by_email(answers["email"])
    kept = account.password_hash if account is not None else None
    if not passwords.matches(kept, answers["password"]) or account is None:
        raise RuleBroken(_("The address or the password is not right."))
    audit.act_as(account.email, request_id=g.request_id)
    with transaction():
        return service.sign_in(account, verified_hash=kept, browser=browser_words(), now=clock.now())


@blueprint.route("/account/logout", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_SIGN_IN)
def logout() -> ResponseReturnValue:
    """Sign out; opening the page only shows the button."""
    form = ButtonForm()
    if not form.validate_on_submit():
        return render_template("accounts/logout.html", form=form), form.status
    known = sessions.signed_in()
    if known is not None:
        with transaction():
            service.end(known.sign_in, now=clock.now())
    sessions.let_out()
    response = make_response(render_template("accounts/signed_out.html"))
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
