"""The pages of /admin/."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.accounts import queries as account_queries
from forumapp.accounts import service as account_service
from forumapp.accounts.models import Account, LinkPurpose
from forumapp.admin.about import about
from forumapp.admin.forms import AccountForm, ButtonForm
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import current_language
from forumapp.i18n import gettext as _
from forumapp.mail import outbox
from forumapp.mail import queries as mail_queries
from forumapp.mail import rules as mail_rules
from forumapp.mail.models import LetterStatus, OutboxLetter
from forumapp.policy import Permission
from forumapp.web.desk import attempt
from forumapp.web.guards import guard

blueprint = Blueprint("admin", __name__, url_prefix="/admin")

LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups"
"""A letter is shown as mail programs show it: its own styles, no script, no picture, no form, an origin of its own."""


@blueprint.get("/")
@guard(Permission.INSTANCE_READ)
def index() -> ResponseReturnValue:
    """Say what the instance runs on and how many letters wait."""
    return render_template("admin/index.html", section="index", about=about(), counts=mail_queries.counts())


@blueprint.get("/accounts/")
@guard(Permission.INSTANCE_READ)
def accounts() -> ResponseReturnValue:
    """List all accounts."""
    return render_template("admin/accounts.html", section="accounts", accounts=account_queries.accounts())


@blueprint.route("/accounts/new", methods=["GET", "POST"])
@guard(Permission.INSTANCE_EDIT)
def add_account() -> ResponseReturnValue:
    """Add an account; a letter with a link to set the password goes to it."""
    form = AccountForm(language=current_language())
    if form.validate_on_submit():
        now = clock.now()
        try:
            with transaction():
                account = account_service.add(**form.answers(), now=now)
                account_service.send_link(account, LinkPurpose.SET_PASSWORD, now=now)
        except RuleBroken as broken:
            form.reject(broken)
        else:
            flash(
                _("A letter with a link to set the password is on its way to %(email)s.", email=account.email), "good"
            )
            return redirect(url_for(".accounts"), 303)
    return render_template("admin/add_account.html", section="accounts", form=form), form.status


def account_by_id(account_id: int) -> Account | None:
    """Load an account."""
    return account_queries.account_by_id(account_id)


@blueprint.post("/accounts/<int:account_id>/administrator")
@guard(Permission.INSTANCE_EDIT, account_by_id)
def make_admin(account: Account) -> ResponseReturnValue:
    """Make somebody an administrator, or no longer one (``is_admin`` is ``yes`` or ``no``)."""
    is_admin = request.form.get("is_admin") == "yes"
    return _done(lambda: account_service.make_admin(account, is_admin=is_admin, now=clock.now()))


@blueprint.post("/accounts/<int:account_id>/disable")
@guard(Permission.INSTANCE_EDIT, account_by_id)
def disable(account: Account) -> ResponseReturnValue:
    """Let somebody in no more."""
    return _done(lambda: account_service.disable(account, now=clock.now()))


@blueprint.post("/accounts/<int:account_id>/enable")
@guard(Permission.INSTANCE_EDIT, account_by_id)
def enable(account: Account) -> ResponseReturnValue:
    """Let somebody in again."""
    return _done(lambda: account_service.enable(account, now=clock.now()))


@blueprint.post("/accounts/<int:account_id>/password-link")
@guard(Permission.INSTANCE_EDIT, account_by_id)
def send_password_link(account: Account) -> ResponseReturnValue:
    """Send somebody a link to set the password."""
    return _done(lambda: account_service.send_link(account, LinkPurpose.SET_PASSWORD, now=clock.now()))


def _done(deed: Callable[[], object]) -> ResponseReturnValue:
    """Do one thing to an account and go back to the list."""
    if ButtonForm().validate_on_submit():
        try:
            with transaction():
                deed()
        except RuleBroken as broken:
            flash(broken.sentence, "bad")
        else:
            flash(_("Done."), "good")
    return redirect(url_for(".accounts"), 303)


@blueprint.get("/letters/")
@guard(Permission.INSTANCE_READ)
def letters() -> ResponseReturnValue:
    """List the newest letters, all or those of one status."""
    asked = request.args.get("status")
    status = LetterStatus(asked) if asked in set(LetterStatus) else None
    return render_template(
        "admin/letters.html",
        section="letters",
        letters=mail_queries.letters(status=status),
        status=status,
        counts=mail_queries.counts(),
        status_words=status_words,
        statuses=list(LetterStatus),
    )


def letter_by_id(letter_id: UUID) -> OutboxLetter | None:
    """Load a letter."""
    return mail_queries.letter_by_id(letter_id)


@blueprint.get("/letters/<uuid:letter_id>/")
@guard(Permission.INSTANCE_READ, letter_by_id)
def letter(letter: OutboxLetter) -> ResponseReturnValue:
    """Show a letter's text and what became of it."""
    return render_template(
        "admin/letter.html",
        section="letters",
        letter=letter,
        status=status_words(letter.status),
        kept_sent=mail_rules.KEPT_SENT,
        kept_dead=mail_rules.KEPT_DEAD,
    )


@blueprint.get("/letters/<uuid:letter_id>/html")
@guard(Permission.INSTANCE_READ, letter_by_id)
def letter_html(letter: OutboxLetter) -> ResponseReturnValue:
    """Show a letter as mail programs do; 410 once its text is no longer kept."""
    if letter.emptied_at is not None:
        abort(410)
    response = Response(letter.html, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = LETTER_POLICY
    return response


@blueprint.post("/letters/<uuid:letter_id>/retry")
@guard(Permission.INSTANCE_EDIT, letter_by_id)
def retry_letter(letter: OutboxLetter) -> ResponseReturnValue:
    """Try to send a letter that was given up once more."""
    if letter.status is not LetterStatus.DEAD:
        abort(409)
    if ButtonForm().validate_on_submit():
        attempt(lambda: _retry(letter), words=_("The letter waits to be sent again."))
    return redirect(url_for(".letter", letter_id=letter.id), 303)


def _retry(letter: OutboxLetter) -> None:
    now = clock.now()
    outbox.retry(letter, now=now)
    audit.record("letter:retry", subject=f"letter:{letter.id}", forum=letter.forum_slug, now=now)


def status_words(status: LetterStatus) -> str:
    """Return what became of a letter."""
    words = {LetterStatus.QUEUED: _("waiting"), LetterStatus.SENT: _("sent"), LetterStatus.DEAD: _("given up")}
    return words[status]
