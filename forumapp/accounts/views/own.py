"""One's own account: name, language, password, address, signed-in browsers."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from forumapp import clock
from forumapp.accounts import queries, rules, service
from forumapp.accounts.forms import ButtonForm, ChangeEmailForm, ChangePasswordForm, DescriptionForm
from forumapp.accounts.models import LinkPurpose, SignIn
from forumapp.accounts.service import passwords
from forumapp.accounts.views import sessions
from forumapp.accounts.views.base import GUESSES, LETTERS, blueprint, was_refused
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


def own_key() -> str:
    """Return what stands for the signed-in account where tries are counted."""
    return f"account:{sessions.account().id}"


@blueprint.get("/account/")
@guard(Permission.ACCOUNT_OWN)
def account() -> ResponseReturnValue:
    """Show one's account and the browsers that are signed in."""
    own, now = sessions.account(), clock.now()
    holding = [
        each
        for each in queries.sign_ins_of(own)
        if rules.holds(created_at=each.created_at, seen_at=each.seen_at, now=now)
    ]
    return render_template("accounts/account.html", account=own, sign_ins=holding, this_id=sessions.own_sign_in().id)


@blueprint.route("/account/name", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_OWN)
def describe() -> ResponseReturnValue:
    """Change one's name and language."""
    own = sessions.account()
    form = DescriptionForm(name=own.name, language=own.language or "")
    if form.validate_on_submit():
        answers = form.answers()
        with transaction():
            service.describe(own, name=answers["name"], language=answers["language"] or None, now=clock.now())
        flash(_("Saved."), "good")
        return redirect(url_for(".account"), 303)
    return render_template("accounts/describe.html", form=form), form.status


@blueprint.route("/account/password", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_OWN)
@limiter.limit(GUESSES, key_func=own_key, methods=["POST"], deduct_when=was_refused)
def change_password() -> ResponseReturnValue:
    """Change one's password; every other browser is signed out."""
    own = sessions.account()
    form = ChangePasswordForm()
    if form.validate_on_submit():
        answers = form.answers()
        try:
            _check_current(answers["current"])
            passwords.check(answers["password"], email=own.email)
            password_hash = passwords.hash_of(answers["password"])
            with transaction():
                service.set_password(own, password_hash, keep_id=sessions.own_sign_in().id, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            flash(_("Your password is changed, and every other browser is signed out."), "good")
            return redirect(url_for(".account"), 303)
    return render_template("accounts/change_password.html", form=form, account=own), form.status


@blueprint.route("/account/email", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_OWN)
@limiter.limit(GUESSES, key_func=own_key, methods=["POST"], deduct_when=was_refused)
@limiter.limit(LETTERS, key_func=own_key, methods=["POST"])
def change_email() -> ResponseReturnValue:
    """Ask for another address; it counts once its letter is answered."""
    own = sessions.account()
    form = ChangeEmailForm()
    if form.validate_on_submit():
        answers = form.answers()
        try:
            _check_current(answers["current"])
            email = service.address(answers["email"])
            with transaction():
                service.send_link(own, LinkPurpose.CHANGE_EMAIL, email=email, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            flash(_("Open the letter at %(email)s to confirm the new address.", email=email), "good")
            return redirect(url_for(".account"), 303)
    return render_template("accounts/change_email.html", form=form, account=own), form.status


def own_sign_in_by_id(sign_in_id: int) -> SignIn | None:
    """Return a sign-in of the account that asks."""
    found = queries.sign_in_by_id(sign_in_id)
    known = sessions.signed_in()
    return found if found is not None and known is not None and found.account_id == known.account.id else None


@blueprint.post("/account/browsers/<int:sign_in_id>/end")
@guard(Permission.ACCOUNT_OWN, own_sign_in_by_id)
def end_sign_in(sign_in: SignIn) -> ResponseReturnValue:
    """Sign one browser out."""
    if ButtonForm().validate_on_submit():
        is_this = sign_in.id == sessions.own_sign_in().id
        with transaction():
            service.end(sign_in, now=clock.now())
        if is_this:
            sessions.let_out()
            return redirect(url_for(".login"), 303)
        flash(_("That browser is signed out."), "good")
    return redirect(url_for(".account"), 303)


@blueprint.post("/account/browsers/end")
@guard(Permission.ACCOUNT_OWN)
def sign_out_everywhere() -> ResponseReturnValue:
    """Sign every other browser out."""
    if ButtonForm().validate_on_submit():
        with transaction():
            ended = service.end_all(sessions.account(), keep_id=sessions.own_sign_in().id, now=clock.now())
        flash(ngettext("%(num)d other browser is signed out.", "%(num)d other browsers are signed out.", ended), "good")
    return redirect(url_for(".account"), 303)


def _check_current(password: str) -> None:
    """Refuse (RuleBroken) when the password is not the one of the account that asks."""
    if not passwords.matches(sessions.account().password_hash, password):
        raise RuleBroken(_("This is not your password."), field="current")
