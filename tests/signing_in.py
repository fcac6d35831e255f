"""Getting a test's browser signed in, without spending time on passwords."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forumapp import clock
from forumapp.accounts.models import Account, SignIn
from forumapp.accounts.service import tokens
from forumapp.policy import TeamRole
from tests import factories


def sign_in(client: FlaskClient, session: Session, account: Account) -> SignIn:
    """Sign ``account`` in at ``client`` and return the sign-in."""
    token = tokens.new()
    now = clock.now()
    row = SignIn(account_id=account.id, token_hash=tokens.hash_of(token), created_at=now, seen_at=now, browser="Test")
    session.add(row)
    session.commit()
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie["_user_id"] = token
    return row


def sign_in_as(client: FlaskClient, session: Session, forum: object, *roles: TeamRole) -> Account:
    """Sign a new member of a forum's team in, with these roles (none: in no team)."""
    account = factories.Account()
    for role in roles:
        factories.Membership(forum=forum, account=account, role=role)
    sign_in(client, session, account)
    return account


def sign_in_admin(client: FlaskClient, session: Session) -> Account:
    """Sign a new administrator in."""
    account = factories.Account(is_admin=True)
    sign_in(client, session, account)
    return account
