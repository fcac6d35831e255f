"""Secret tokens, of which the database holds the hash only."""

import hashlib
import secrets


def new() -> str:
    """Return a new token of 256 bits."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Return what the database holds of a token: its sha256, in hex."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
