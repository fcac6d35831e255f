"""Secret links of speakers: derived from the instance's key, so that every letter can carry them; tables hold hashes only."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

LENGTH = 32
"""Characters of a token: 192 bits."""


def speaker_token(secret_key: str, uid: UUID) -> str:
    """Return the token of a link by the link's number."""
    digest = hmac.new(secret_key.encode(), f"speaker:{uid}".encode(), sha256).digest()
    return urlsafe_b64encode(digest).decode()[:LENGTH]


def fingerprint(token: str) -> str:
    """Return what the table holds of a token: sha256 in hex."""
    return sha256(token.encode()).hexdigest()
