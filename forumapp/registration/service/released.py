"""What the world knows of a forum, secret links, and letters that speak of nothing else."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask import current_app

from forumapp import audit
from forumapp.db import db
from forumapp.exchange.dated import days_of, order_in_time
from forumapp.exchange.document import Attendance, Document, EventPart, ForumPart
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, in_language
from forumapp.mail import Wording, put, throw_away
from forumapp.registration import mails
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.rules.tokens import registration_token
from forumapp.schedule.queries import released
from forumapp.schedule.rules import PUBLIC, Viewer
from forumapp.web import addresses

InvitedLoader = Callable[[int, Collection[str]], frozenset[str]]
"""Takes a forum's id and keys of mailboxes. The meetings register one: names of the closed meetings that their owners may know of."""

MOST_EVENTS = 5
"""How many further events a letter names."""

UNTOLD = frozenset(
    {
        *("id", "uid", "forum_id", "token_hash", "token_generation", "submission_key", "search_text", "email_key"),
        *("party", "is_together", "anonymized_at", "told_status", "keeps_place", "phone_digits"),
    }
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


def viewer_of(registration: Registration | None) -> Viewer:
    """Return what a delegate may know of the programme, closed meetings included to which their mailbox is invited.

    Who has no place knows what strangers know, and those meetings; who withdrew or was declined knows what strangers know.
    """
    if registration is None or registration.seen_status in ENDED:
        return PUBLIC
    load: InvitedLoader | None = current_app.extensions.get("forumapp.invited_sessions")
    keys = [registration.email_key] if registration.email_key is not None else []
    invited = frozenset() if load is None else load(registration.forum_id, keys)
    return Viewer(is_delegate=registration.seen_status is RegistrationStatus.CONFIRMED, invited=invited)


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
    events: tuple[mails.Invitation, ...] | None = None,
    **facts: Any,
) -> None:
    """Put a letter with the words of ``mails`` into the outbox, in the delegate's language; ``facts`` are what they speak of.

    ``face`` and ``events`` are given where they are known; ``link`` where the letter opens something else than the own page.
    Who has no address gets no letter.
    """
    if registration.email is None and facts.get("to") is None:
        return
    face = face or face_of(forum)
    if events is None:
        events = invitations_to(registration, forum, now=now) if wording.has_entries else ()
    link = link or link_to(registration, slug=forum.slug)
    with in_language(registration.language):
        put(mails.letter(registration, wording, face=face, link=link, events=events, **facts), now=now)


def invitations_to(registration: Registration, forum: Forum, *, now: datetime) -> tuple[mails.Invitation, ...]:
    """Return the further events that are still to come and that a delegate may know of, the next first."""
    current = released(forum.slug)
    if current is None:
        return ()
    document = current.seen_by(viewer_of(registration))
    today = now.astimezone(ZoneInfo(document.forum.timezone)).date()
    coming = sorted((each for each in document.events or () if days_of(each)[1] >= today), key=order_in_time)
    return tuple(
        mails.Invitation(event=event, href=_address_of(event, document.forum)) for event in coming[:MOST_EVENTS]
    )


def _address_of(event: EventPart, face: ForumPart) -> str:
    """Return where one reads on: the event's own address, the forum that it is, else our front page, which names it."""
    if event.link is not None:
        return event.link
    if event.forum is not None:
        return addresses.absolute("schedule.front", slug=event.forum)
    return f"{addresses.absolute('schedule.front', slug=face.slug)}#event-{event.key}"


def write_nothing(email: str, *, forum: Forum, now: datetime) -> None:
    """Do for an address that gets no letter what ``write`` does, so that it takes as long: the letter is thrown away."""
    nobody = Registration(
        uid=uuid4(),
        forum_id=forum.id,
        token_generation=1,
        email=email,
        email_key="",
        given_name="",
        language=current_language(),
        attendance=Attendance.ONLINE,
    )
    link = link_to(nobody, slug=forum.slug)
    face, events = face_of(forum), invitations_to(nobody, forum, now=now)
    with in_language(nobody.language):
        throw_away(mails.letter(nobody, mails.ALREADY_REGISTERED, face=face, link=link, events=events), now=now)
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
