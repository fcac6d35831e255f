"""Passwords: what is accepted, how they are kept and compared. Slow on purpose: call it outside transactions."""

from functools import cache

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from forumapp.accounts import rules
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _

PROFILES = {"strong": profiles.RFC_9106_LOW_MEMORY, "cheapest": profiles.CHEAPEST}
"""By the setting ARGON2_PROFILE; the cheapest one is for tests only."""


def check(password: str, *, email: str, field: str = "password") -> None:
    """Refuse (RuleBroken) a password that is too short, too long or guessed first."""
    if not rules.is_long_enough(password):
        raise RuleBroken(_("Use at least %(least)s characters.", least=rules.SHORTEST_PASSWORD), field=field)
    if not rules.is_short_enough(password):
        raise RuleBroken(_("Use at most %(most)s characters.", most=rules.LONGEST_PASSWORD), field=field)
    if rules.is_guessed_first(password, email=email):
        raise RuleBroken(_("This password is among the first that are guessed. Choose another."), field=field)


def hash_of(password: str) -> str:
    """Return what is kept of a password (Argon2id)."""
    return _hasher(_profile()).hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Say whether a password is the one kept; takes as long when there is none to compare with."""
    hasher = _hasher(_profile())
    try:
        hasher.verify(password_hash or _decoy(_profile()), password[: rules.LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def _profile() -> str:
    return str(current_app.config.get("ARGON2_PROFILE", "strong"))


@cache
def _hasher(profile: str) -> PasswordHasher:
    return PasswordHasher.from_parameters(PROFILES[profile])


@cache
def _decoy(profile: str) -> str:
    """Return the hash with which a password is compared when the account has none."""
    return _hasher(profile).hash("nobody's password")
