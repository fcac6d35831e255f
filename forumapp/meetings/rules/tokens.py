"""Secret links and codes: links are derived from the instance's key, so that every letter can carry them; tables hold hashes only."""

import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

LENGTH = 32
"""Characters of a token: 192 bits."""
CODE_DIGITS = 8
CODE_LIFE = timedelta(minutes=30)
MOST_TRIES = 5
"""How often a code may be typed."""


def invitation_token(secret_key: str, *, uid: UUID, generation: int) -> str:
    """Return the token of an invitation's page; a later generation makes the earlier ones void."""
    digest = hmac.new(secret_key.encode(), f"invitation:{uid}:{generation}".encode(), sha256).digest()
    return urlsafe_b64encode(digest).decode()[:LENGTH]


def fingerprint(token: str) -> str:
    """Return what the table holds of a token: sha256 in hex."""
    return sha256(token.encode()).hexdigest()


def code_fingerprint(secret_key: str, *, uid: UUID, code: str) -> str:
    """Return what the table holds of a code: keyed, since all codes there are could be tried against a plain hash."""
    digits = "".join(sign for sign in code if sign.isdecimal())
    return hmac.new(secret_key.encode(), f"invitation-code:{uid}:{digits}".encode(), sha256).hexdigest()
