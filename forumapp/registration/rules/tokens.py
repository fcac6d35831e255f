"""Secret links: derived from the instance's key, so that every letter can carry them; the table holds hashes only."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

LENGTH = 32
"""Characters of a token: 192 bits."""


def registration_token(secret_key: str, *, uid: UUID, generation: int) -> str:
    """Return the token of a registration's own page; a later generation makes the earlier ones void."""
    digest = hmac.new(secret_key.encode(), f"registration:{uid}:{generation}".encode(), sha256).digest()
    return urlsafe_b64encode(digest).decode()[:LENGTH]


def fingerprint(token: str) -> str:
    """Return what the table holds of a token, and of the words of a consent: sha256 in hex."""
    return sha256(token.encode()).hexdigest()
