"""Secret links of heads: derived from the instance's key, so that every letter can carry them; tables hold hashes only."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

LENGTH = 32
"""Characters of a token: 192 bits."""


def delegation_token(secret_key: str, *, uid: UUID, generation: int) -> str:
    """Return the token of a delegation's link; each generation has another one."""
    digest = hmac.new(secret_key.encode(), f"delegation:{uid}:{generation}".encode(), sha256).digest()
    return urlsafe_b64encode(digest).decode()[:LENGTH]
