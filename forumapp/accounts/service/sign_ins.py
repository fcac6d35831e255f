"""Sign-ins of browsers and the links that letters carry."""

from datetime import datetime

from forumapp import audit
from forumapp.accounts import mails, queries, rules
from forumapp.accounts.models import Account, AccountLink, LinkPurpose, SignIn
from forumapp.accounts.service import tokens
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.mail import put, throw_away
from forumapp.web import addresses


def sign_in(account: Account, *, verified_hash: str | None = None, browser: str, now: datetime) -> str:
    """Sign a browser in and return the token for its cookie.

    ``verified_hash`` is the one that the password was compared with: if it was replaced meanwhile, this is refused.
    """
    account = queries.lock_account(account)
    if account.disabled_at is not None or (verified_hash is not None and verified_hash != account.password_hash):
        raise RuleBroken(_("The address or the password is not right."))
    token = tokens.new()
    row = SignIn(account_id=account.id, token_hash=tokens.hash_of(token), created_at=now, seen_at=now, browser=browser)
    db.session.add(row)
    audit.record("account:sign-in", subject=f"account:{account.id}", after={"browser": browser}, now=now)
    db.session.flush()
    return token


def holding(token: str, *, now: datetime) -> SignIn | None:
    """Return the sign-in of a cookie's token while it holds, with its account."""
    found = queries.sign_in_by_hash(tokens.hash_of(token))
    if found is None or found.account.disabled_at is not None:
        return None
    return found if rules.holds(created_at=found.created_at, seen_at=found.seen_at, now=now) else None


def touch(sign_in: SignIn, *, now: datetime) -> None:
    """Note that a sign-in is in use."""
    sign_in.seen_at = now
    db.session.flush()


def end(sign_in: SignIn, *, now: datetime) -> None:
    """Sign one browser out."""
    audit.record("account:sign-out", subject=f"account:{sign_in.account_id}", now=now)
    db.session.delete(sign_in)
    db.session.flush()


def end_all(account: Account, *, keep_id: int | None, now: datetime) -> int:
    """Sign every browser out but the sign-in ``keep_id``, and return how many there were."""
    ended = [sign_in for sign_in in queries.sign_ins_of(account) if sign_in.id != keep_id]
    for sign_in in ended:
        db.session.delete(sign_in)
    if ended:
        audit.record(
            "account:sign-out-everywhere", subject=f"account:{account.id}", after={"browsers": len(ended)}, now=now
        )
    db.session.flush()
    return len(ended)


def send_link(account: Account, purpose: LinkPurpose, *, email: str | None = None, now: datetime) -> str:
    """Write a letter with a link that is good once and for half an hour; return the link.

    ``email`` is the new address that a link of purpose CHANGE_EMAIL confirms.
    """
    href = make_link(account, purpose, email=email, now=now)
    put(mails.letter(account, mails.LINKS[purpose], to=email, href=href), now=now)
    return href


def send_nothing(email: str, purpose: LinkPurpose, *, now: datetime) -> None:
    """Do for an address that nobody has what ``send_link`` does, so that it takes as long: the letter is thrown away."""
    nobody = Account(email=email, language=None)
    href = addresses.absolute("accounts.link", token=tokens.new())
    throw_away(mails.letter(nobody, mails.LINKS[purpose], href=href), now=now)
    audit.record("account:make-no-link", subject="account:none", after={"purpose": purpose}, now=now)
    db.session.flush()


def make_link(account: Account, purpose: LinkPurpose, *, email: str | None = None, now: datetime) -> str:
    """Return the address of a new link, without a letter."""
    token = tokens.new()
    link = AccountLink(
        account_id=account.id,
        purpose=purpose,
        email=email,
        token_hash=tokens.hash_of(token),
        created_at=now,
        expires_at=now + rules.LINK_LIFE,
    )
    db.session.add(link)
    audit.record("account:make-link", subject=f"account:{account.id}", after={"purpose": purpose}, now=now)
    db.session.flush()
    return addresses.absolute("accounts.link", token=token, lang=account.language)


def link_of(token: str, *, now: datetime) -> AccountLink | None:
    """Return the link of a token while it is good; looking spends nothing."""
    link = queries.link_by_hash(tokens.hash_of(token))
    return link if link is not None and _is_good(link, now=now) and link.account.disabled_at is None else None


def spend(link: AccountLink, *, now: datetime) -> Account:
    """Use a link up and return its account, locked; refuses a link that somebody else just used."""
    account = queries.lock_account(link.account)
    link = queries.lock_link(link)
    if not _is_good(link, now=now) or account.disabled_at is not None:
        raise RuleBroken(_("This link was used already. Ask for a new one."))
    link.used_at = now
    db.session.flush()
    return account


def void_links(account: Account, *, now: datetime) -> None:
    """Make every open link of an account useless."""
    for link in queries.open_links_of(account):
        link.used_at = now
    db.session.flush()


def forget_links(*, most: int, now: datetime) -> int:
    """Delete links that were used or ran out, ``most`` at once, and return how many there were."""
    ended = queries.lock_ended_links(now=now, most=most)
    for link in ended:
        db.session.delete(link)
    db.session.flush()
    return len(ended)


def forget_sign_ins(*, most: int, now: datetime) -> int:
    """Delete sign-ins that ended by themselves, ``most`` at once, and return how many there were."""
    ended = queries.lock_ended_sign_ins(now=now, most=most)
    for sign_in in ended:
        db.session.delete(sign_in)
    db.session.flush()
    return len(ended)


def _is_good(link: AccountLink, *, now: datetime) -> bool:
    return link.used_at is None and now < link.expires_at
