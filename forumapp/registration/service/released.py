"""What the world knows of a forum, secret links, and letters that speak of nothing else."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import current_app

from forumapp import audit
from forumapp.exchange import frozen
from forumapp.exchange.document import Document, ForumPart
from forumapp.forums.models import Forum
from forumapp.i18n import in_language
from forumapp.mail import Letter, put
from forumapp.registration.models import Registration
from forumapp.registration.rules.tokens import registration_token
from forumapp.schedule import queries as schedule_queries
from forumapp.web import addresses


def document_of(forum: Forum) -> Document | None:
    """Return what the current release holds, for all viewers together; None while nothing is published."""
    release = schedule_queries.current_release(forum)
    return None if release is None else _document(release.id)


def face_of(forum: Forum) -> ForumPart:
    """Return the forum as letters name it: as released, or as the organizers have it while nothing is."""
    document = document_of(forum)
    if document is not None:
        return document.forum
    return ForumPart(
        slug=forum.slug,
        title=forum.title,
        timezone=forum.timezone,
        starts_on=forum.starts_on,
        ends_on=forum.ends_on,
        attendance=forum.attendance,
        languages=forum.languages,
    )


def token_of(registration: Registration) -> str:
    """Return the token of a registration's secret link."""
    secret_key = str(current_app.config["SECRET_KEY"])
    return registration_token(secret_key, uid=registration.uid, generation=registration.token_generation)


def link_to(registration: Registration, *, slug: str) -> str:
    """Return the address of a delegate's own page."""
    return addresses.absolute("registration.delegate", slug=slug, token=token_of(registration))


def write(
    registration: Registration, letter: Callable[..., Letter], *, forum: Forum, now: datetime, **facts: Any
) -> None:
    """Put a letter of ``mails`` into the outbox, in the delegate's language."""
    with in_language(registration.language):
        put(letter(registration, face=face_of(forum), link=link_to(registration, slug=forum.slug), **facts), now=now)


def note(
    registration: Registration,
    deed: str,
    *,
    forum: Forum,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write the audit trail of a registration; tokens and their hashes never stand in it."""
    hidden = {"token_hash", "token_generation", "submission_key", "search_text", "email_key"}
    audit.record(
        f"registration:{deed}",
        subject=f"registration:{registration.uid}",
        forum=forum.slug,
        before={name: value for name, value in (before or {}).items() if name not in hidden} or None,
        after={name: value for name, value in (after or {}).items() if name not in hidden} or None,
        now=now,
    )


@lru_cache(maxsize=32)
def _document(release_id: int) -> Document:
    octets, _uids = schedule_queries.document_of_release(release_id)
    return frozen.restore(octets)
