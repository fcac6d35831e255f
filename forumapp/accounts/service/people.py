"""Accounts: adding them and changing what they are."""

from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.exc import IntegrityError

from forumapp import audit
from forumapp.accounts import mails, queries, rules
from forumapp.accounts.models import Account
from forumapp.accounts.service import sign_ins
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.mail import put


def address(email: str, *, field: str = "email") -> str:
    """Return an e-mail address in its one written form; refuses (RuleBroken) what is none."""
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized
    except EmailNotValidError as wrong:
        raise RuleBroken(_("Write an e-mail address such as name@example.org."), field=field) from wrong


def add(
    email: str,
    *,
    name: str = "",
    is_admin: bool = False,
    password_hash: str | None = None,
    language: str | None = None,
    now: datetime,
) -> Account:
    """Add an account; an address has one at most."""
    written = address(email)
    account = Account(
        email=written,
        email_key=rules.email_key(written),
        name=name,
        is_admin=is_admin,
        password_hash=password_hash,
        language=language,
        created_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(account)
    except IntegrityError as taken:
        raise RuleBroken(_("There is an account with this address already."), field="email") from taken
    audit.record(
        "account:add", subject=_subject(account), after={"email": written, "name": name, "is_admin": is_admin}, now=now
    )
    return account


def describe(account: Account, *, name: str, language: str | None, now: datetime) -> None:
    """Change how somebody is called and written to."""
    account.name, account.language = name, language
    before, after = audit.changes_of(account)
    if after:
        audit.record("account:describe", subject=_subject(account), before=before, after=after, now=now)
    db.session.flush()


def set_password(account: Account, password_hash: str, *, keep_id: int | None, now: datetime) -> None:
    """Give an account another password: every sign-in but ``keep_id`` ends, open links are void, a letter says so."""
    account = queries.lock_account(account)
    account.password_hash = password_hash
    sign_ins.end_all(account, keep_id=keep_id, now=now)
    sign_ins.void_links(account, now=now)
    audit.record("account:set-password", subject=_subject(account), now=now)
    put(mails.letter(account, mails.PASSWORD_CHANGED), now=now)
    db.session.flush()


def change_email(account: Account, email: str, *, keep_id: int | None, now: datetime) -> None:
    """Give an account another address, confirmed before; every sign-in but ``keep_id`` ends and the former address is told."""
    former = account.email
    try:
        with db.session.begin_nested():
            account.email, account.email_key = email, rules.email_key(email)
    except IntegrityError as taken:
        raise RuleBroken(_("There is an account with this address already."), field="email") from taken
    sign_ins.end_all(account, keep_id=keep_id, now=now)
    sign_ins.void_links(account, now=now)
    audit.record(
        "account:change-email", subject=_subject(account), before={"email": former}, after={"email": email}, now=now
    )
    put(mails.letter(account, mails.EMAIL_CHANGED, to=former), now=now)
    db.session.flush()


def make_admin(account: Account, *, is_admin: bool, now: datetime) -> None:
    """Make somebody an administrator or no longer one; the last one stays."""
    if not is_admin:
        _keep_an_admin(account)
    account = queries.lock_account(account)
    if account.is_admin == is_admin:
        return
    account.is_admin = is_admin
    audit.record("account:make-admin" if is_admin else "account:unmake-admin", subject=_subject(account), now=now)
    db.session.flush()


def disable(account: Account, *, now: datetime) -> None:
    """Let somebody in no more; their deeds and roles stay as they are. The last administrator cannot be disabled."""
    _keep_an_admin(account)
    account = queries.lock_account(account)
    if account.disabled_at is not None:
        return
    account.disabled_at = now
    sign_ins.end_all(account, keep_id=None, now=now)
    sign_ins.void_links(account, now=now)
    audit.record("account:disable", subject=_subject(account), now=now)
    db.session.flush()


def enable(account: Account, *, now: datetime) -> None:
    """Let somebody in again."""
    account = queries.lock_account(account)
    if account.disabled_at is None:
        return
    account.disabled_at = None
    audit.record("account:enable", subject=_subject(account), now=now)
    db.session.flush()


def _keep_an_admin(account: Account) -> None:
    others = [admin for admin in queries.lock_admins() if admin.id != account.id]
    if account.is_admin and not others:
        raise RuleBroken(_("The last administrator stays. Make somebody else one first."))


def _subject(account: Account) -> str:
    return f"account:{account.id}"
