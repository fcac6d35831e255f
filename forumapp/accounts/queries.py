"""Reads of accounts, sign-ins and links."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from forumapp.accounts import rules
from forumapp.accounts.models import Account, AccountLink, SignIn
from forumapp.db import db


def account_by_id(account_id: int) -> Account | None:
    """Return an account."""
    return db.session.get(Account, account_id)


def account_by_email(email: str) -> Account | None:
    """Return the account of an address, however its letters are written."""
    return db.session.scalar(select(Account).where(Account.email_key == rules.email_key(email)))


def lock_account(account: Account) -> Account:
    """Return the account as it stands now, locked until the transaction ends."""
    locked = select(Account).where(Account.id == account.id).with_for_update()
    return db.session.scalars(locked.execution_options(populate_existing=True)).one()


def lock_admins() -> Sequence[Account]:
    """Return the administrators who can sign in, locked until the transaction ends."""
    locked = select(Account).where(Account.is_admin, Account.disabled_at.is_(None)).order_by(Account.id)
    return db.session.scalars(locked.with_for_update().execution_options(populate_existing=True)).all()


def accounts() -> Sequence[Account]:
    """Return every account by name and address."""
    return db.session.scalars(select(Account).order_by(func.lower(Account.name), Account.email_key)).all()


def sign_in_by_hash(token_hash: str) -> SignIn | None:
    """Return a sign-in with its account."""
    found = select(SignIn).where(SignIn.token_hash == token_hash).options(joinedload(SignIn.account))
    return db.session.scalar(found)


def sign_in_by_id(sign_in_id: int) -> SignIn | None:
    """Return a sign-in."""
    return db.session.get(SignIn, sign_in_id)


def sign_ins_of(account: Account) -> Sequence[SignIn]:
    """Return an account's sign-ins, the last used first."""
    found = select(SignIn).where(SignIn.account_id == account.id)
    return db.session.scalars(found.order_by(SignIn.seen_at.desc(), SignIn.id.desc())).all()


def link_by_hash(token_hash: str) -> AccountLink | None:
    """Return a link with its account."""
    found = select(AccountLink).where(AccountLink.token_hash == token_hash).options(joinedload(AccountLink.account))
    return db.session.scalar(found)


def lock_link(link: AccountLink) -> AccountLink:
    """Return the link as it stands now with its account, locked until the transaction ends."""
    found = select(AccountLink).where(AccountLink.id == link.id)
    locked = found.options(joinedload(AccountLink.account, innerjoin=True)).with_for_update(of=AccountLink)
    return db.session.scalars(locked.execution_options(populate_existing=True)).one()


def lock_ended_links(*, now: datetime, most: int) -> Sequence[AccountLink]:
    """Return links that were used or ran out long enough ago, locked for the caller (others skip them)."""
    since = now - rules.LINKS_KEPT
    ended = select(AccountLink).where(or_(AccountLink.used_at <= since, AccountLink.expires_at <= since))
    return db.session.scalars(ended.order_by(AccountLink.id).limit(most).with_for_update(skip_locked=True)).all()


def lock_ended_sign_ins(*, now: datetime, most: int) -> Sequence[SignIn]:
    """Return sign-ins that ended long enough ago, locked for the caller (others skip them)."""
    since = now - rules.SIGN_INS_KEPT
    ended = or_(SignIn.seen_at <= since - rules.IDLE, SignIn.created_at <= since - rules.ABSOLUTE)
    found = select(SignIn).where(ended).order_by(SignIn.id).limit(most)
    return db.session.scalars(found.with_for_update(skip_locked=True)).all()


def open_links_of(account: Account) -> Sequence[AccountLink]:
    """Return an account's links that nobody used yet."""
    return db.session.scalars(
        select(AccountLink).where(AccountLink.account_id == account.id, AccountLink.used_at.is_(None))
    ).all()
