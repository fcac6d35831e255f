"""What travels through a browser and must come back unchanged: signed with the instance's key, for one purpose each."""

from flask import current_app
from itsdangerous import URLSafeSerializer, URLSafeTimedSerializer


def signer(purpose: str) -> URLSafeSerializer:
    """Return what signs for a purpose; what was signed for another one is not taken."""
    return URLSafeSerializer(_key(), salt=purpose)


def timed_signer(purpose: str) -> URLSafeTimedSerializer:
    """Return the same for what counts only for a while."""
    return URLSafeTimedSerializer(_key(), salt=purpose)


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])
