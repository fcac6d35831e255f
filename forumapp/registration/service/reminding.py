"""Sending somebody the link to the registration that there is."""

from datetime import datetime, timedelta

from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.registration import mails, queries
from forumapp.registration.models import Registration
from forumapp.registration.rules.addresses import Mailbox
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.service.released import write, write_nothing

REMINDER_PAUSE = timedelta(minutes=10)
"""How long nobody is reminded of the same registration again."""


def remind(forum: Forum, mailbox: Mailbox, *, now: datetime) -> None:
    """Send the link to somebody who lost it; an address that is not registered gets nothing, after the same work."""
    lock_forum(forum)
    known = queries.registration_by_email_key(forum, mailbox.key)
    if known is None:
        write_nothing(mailbox.address, forum=forum, now=now)
    else:
        remind_of(known, forum=forum, now=now)


def remind_of(registration: Registration, *, forum: Forum, now: datetime) -> None:
    """Send somebody the link to the registration that there is, unless that was just done. Needs the forum's lock.

    Who stands on a list that was not sent yet knows of no registration, and gets no letter.
    """
    since = now - REMINDER_PAUSE
    kind = mails.ALREADY_REGISTERED.kind
    if registration.is_unsent or queries.was_written_since(registration, slug=forum.slug, kind=kind, since=since):
        write_nothing(registration.email or "", forum=forum, now=now)
        return
    is_open = registration.verified_at is None and registration.seen_status not in ENDED
    wording = mails.ALREADY_UNCONFIRMED if is_open else mails.ALREADY_REGISTERED
    write(registration, wording, forum=forum, now=now)


def remind_unconfirmed(registration: Registration, *, forum: Forum, now: datetime) -> None:
    """Send somebody whose address is not confirmed the link to do so."""
    write(registration, mails.ALREADY_UNCONFIRMED, forum=forum, now=now)
