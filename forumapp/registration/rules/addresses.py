"""E-mail addresses: which spellings are the same mailbox, and how one is shown without giving it away."""

import unicodedata
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

MOST = 254
"""Characters of an address (RFC 5321 4.5.3.1.3, less the angle brackets)."""


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """An address as letters are sent to it, and the key by which the same mailbox is known again."""

    address: str
    key: str


def mailbox(text: str) -> Mailbox | None:
    """Return the mailbox that ``text`` names, None when it is no address.

    Width, case and the domain's alphabet make no difference; what follows a plus sign does, and dots do.
    """
    folded = unicodedata.normalize("NFKC", text.strip())
    if len(folded) > MOST:
        return None
    try:
        valid = validate_email(folded, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    key = f"{unicodedata.normalize('NFKC', valid.local_part.casefold())}@{valid.ascii_domain.lower()}"
    return Mailbox(address=valid.normalized, key=key) if len(key) <= MOST else None


def masked(address: str) -> str:
    """Return an address that its owner knows again and nobody else learns: "a…@example.org"."""
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"
