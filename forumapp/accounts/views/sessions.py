"""The browser's session: Flask-Login keeps nothing in it but the opaque token of a sign-in."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import flask_login
from flask import current_app, g, session
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from forumapp import clock
from forumapp.accounts import rules, service
from forumapp.accounts.models import Account, SignIn
from forumapp.db import transaction

logger = logging.getLogger("forumapp.accounts")

RESTING = "forumapp.touches_rest"
"""Where the application keeps until when no sign-in is noted as in use."""
REST = timedelta(minutes=1)
"""How long that is after an attempt that failed: each may wait for a lock."""


@dataclass(frozen=True)
class SignedIn:
    """Somebody signed in, as Flask-Login wants it."""

    account: Account
    sign_in: SignIn
    token: str
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return what the cookie holds."""
        return self.token


def load(token: str) -> SignedIn | None:
    """Return who holds a token, while the sign-in holds."""
    sign_in = service.holding(token, now=clock.now())
    return None if sign_in is None else SignedIn(sign_in.account, sign_in, token)


def signed_in() -> SignedIn | None:
    """Return who is signed in."""
    user = flask_login.current_user
    found: SignedIn | None = user._get_current_object() if user.is_authenticated else None  # noqa: SLF001
    return found


def account() -> Account:
    """Return the account that is signed in; for views that only those may open."""
    return _known().account


def own_sign_in() -> SignIn:
    """Return the sign-in of this very browser."""
    return _known().sign_in


def let_in(token: str) -> None:
    """Begin a session of its own for a new sign-in; nothing of the session before stays."""
    session.clear()
    flask_login.login_user(load(token))
    session.pop("_id", None)
    g.pop("actor", None)


def let_out() -> None:
    """Forget who was signed in."""
    flask_login.logout_user()
    session.clear()
    g.pop("actor", None)


def touch(known: SignedIn) -> None:
    """Note at most every ten minutes that a sign-in is in use; a database that takes no changes stops no reading."""
    now = clock.now()
    resting: datetime | None = current_app.extensions.get(RESTING)
    if not rules.is_touch_due(seen_at=known.sign_in.seen_at, now=now) or (resting is not None and now < resting):
        return
    try:
        with transaction():
            service.touch(known.sign_in, now=now)
    except (OperationalError, PoolTimeout) as failed:
        current_app.extensions[RESTING] = now + REST
        logger.warning("sign-in not noted", extra={"facts": {"error": str(failed).splitlines()[0][:300]}})


def _known() -> SignedIn:
    known = signed_in()
    if known is None:
        raise RuntimeError("nobody is signed in: the view lacks a guard")
    return known
