"""When an event has changed: its revision moves only when its octets do, so an unchanged event keeps its stamps."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, kw_only=True)
class Revision:
    """The state of an event as its readers know it."""

    digest: str
    """SHA-256 of the body, in hexadecimal."""
    sequence: int
    """Counts revisions from 0 (RFC 5545 3.8.7.4)."""
    last_modified: datetime
    """Aware, whole seconds; rises with each revision, for clients skip an event whose stamp did not."""


def revised(body: bytes, *, previous: Revision | None, now: datetime) -> Revision:
    """The revision of a body: the previous one while nothing has changed, else the next."""
    digest = hashlib.sha256(body).hexdigest()
    now = now.replace(microsecond=0)
    if previous is None:
        return Revision(digest=digest, sequence=0, last_modified=now)
    if previous.digest == digest:
        return previous
    later = max(now, previous.last_modified + timedelta(seconds=1))
    return Revision(digest=digest, sequence=previous.sequence + 1, last_modified=later)
