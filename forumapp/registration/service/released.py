"""What the world knows of a forum, secret links, and letters that speak of nothing else."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from flask import current_app

from forumapp import audit
from forumapp.db import db
from forumapp.exchange.document import Attendance, Document, ForumPart
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, in_language
from forumapp.mail import Wording, put, throw_away
from forumapp.registration import mails
from forumapp.registration.models import Registration
from forumapp.registration.rules.tokens import registration_token
from forumapp.schedule.queries import released
from forumapp.web import addresses

UNTOLD = frozenset(
    {"id", "uid", "forum_id", "token_hash", "token_generation", "submission_key", "search_text", "email_key"}
)
"""What the audit trail does not tell of a registration: inner numbers and whatever opens secret links."""


def document_of(forum: Forum) -> Document | None:
    """Return what the current release holds, for all viewers together; None while nothing is published."""
    found = released(forum.slug)
    return None if found is None else found.document


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
    registration: Registration,
    wording: Wording,
    *,
    forum: Forum,
    now: datetime,
    face: ForumPart | None = None,
    link: str | None = None,
    **facts: Any,
) -> None:
    """Put a letter with the words of ``mails`` into the outbox, in the delegate's language; ``facts`` are what they speak of.

    ``face`` is given where it is known; ``link`` where the letter opens something else than the own page.
    """
    face = face or face_of(forum)
    link = link or link_to(registration, slug=forum.slug)
    with in_language(registration.language):
        put(mails.letter(registration, wording, face=face, link=link, **facts), now=now)


def write_nothing(email: str, *, forum: Forum, now: datetime) -> None:
    """Do for an address that gets no letter what ``write`` does, so that it takes as long: the letter is thrown away."""
    nobody = Registration(
        uid=uuid4(),
        token_generation=1,
        email=email,
        given_name="",
        language=current_language(),
        attendance=Attendance.ONLINE,
    )
    link = link_to(nobody, slug=forum.slug)
    with in_language(nobody.language):
        throw_away(mails.letter(nobody, mails.ALREADY_REGISTERED, face=face_of(forum), link=link), now=now)
    audit.record("mail:write-nothing", subject="nobody", now=now)
    db.session.flush()


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
    given_before, given_after = before or {}, after or {}
    names = [
        name
        for name in {**given_before, **given_after}
        if name not in UNTOLD and given_before.get(name) != given_after.get(name)
    ]
    audit.record(
        f"registration:{deed}",
        subject=f"registration:{registration.uid}",
        forum=forum.slug,
        before={name: given_before[name] for name in names if name in given_before} or None,
        after={name: given_after[name] for name in names if name in given_after} or None,
        now=now,
    )
