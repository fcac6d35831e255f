"""Erasing one person: at the desk, or because they asked for it."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete

from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.i18n import in_language
from forumapp.mail import Letter, put
from forumapp.mail.models import OutboxLetter
from forumapp.privacy import mails, queries
from forumapp.privacy.models import ErasureRequest
from forumapp.privacy.rules.keeping import REQUEST_WAITS
from forumapp.privacy.service.holders import erase_everywhere, refuse_erasing
from forumapp.privacy.service.letters import forget_in_letters
from forumapp.registration import mails as registration_mails
from forumapp.registration import queries as registrations
from forumapp.registration import service as registration_service
from forumapp.registration.models import Registration
from forumapp.registration.presentation import former_emails
from forumapp.registration.rules.traces import Traces
from forumapp.registration.service.released import face_of, link_to, note, write

MOST = 10_000
"""Letters and deeds of one person that are looked at."""


class Reason(StrEnum):
    """Why somebody was erased; a list, so that nothing personal is typed."""

    ASKED = "asked"
    MISTAKE = "mistake"
    AUTHORITY = "authority"
    OTHER = "other"


def erase(registration: Registration, *, reason: Reason, now: datetime) -> None:
    """Withdraw a registration, which frees its place, and take out everywhere who it was; a last letter says so.

    Raises RuleBroken where something is to be done first. There is no way back.
    """
    forum = lock_forum(registration.forum)
    registration = registrations.reread(registration)
    if registration.anonymized_at is not None:
        return
    refuse_erasing(registration)
    registration_service.withdraw(registration, now=now)
    registration = registrations.reread(registration)
    for consent in registrations.active_consents(registration):
        consent.withdrawn_at = now
    farewell = _farewell(registration, forum)
    _forget_request(registration)
    _forget_letters_and_deeds(registration, forum, now=now)
    erase_everywhere([registration], now=now)
    note(registration, "erase", forum=forum, after={"erase_reason": reason.value}, now=now)
    if farewell is not None:
        put(farewell, now=now)
    db.session.flush()


def ask(registration: Registration, *, now: datetime) -> None:
    """Take down that a delegate wants to be erased; their registration is withdrawn at once.

    A request that is void, since they registered again meanwhile, is made anew.
    """
    forum = lock_forum(registration.forum)
    if registrations.reread(registration).anonymized_at is not None:
        raise RuleBroken(_("This registration was erased already."))
    registration_service.withdraw(registration, now=now)
    registration = registrations.reread(registration)
    if queries.request_of(registration) is not None:
        return
    _forget_request(registration)
    db.session.add(ErasureRequest(registration_id=registration.id, asked_at=now))
    note(registration, "ask-erasure", forum=forum, now=now)
    write(registration, mails.ASKED, forum=forum, until=now + REQUEST_WAITS, now=now)


def take_back(registration: Registration, *, now: datetime) -> None:
    """Forget a delegate's wish to be erased; their registration stays withdrawn."""
    forum = lock_forum(registration.forum)
    if queries.request_of(registration) is not None:
        _forget_request(registration)
        note(registration, "keep-data", forum=forum, now=now)


def carry_out(request: ErasureRequest, *, now: datetime) -> None:
    """Erase somebody whose request waited long enough; a request is void once its registration stands again.

    Where something is to be done first the request stays on the desk's list.
    """
    registration = request.registration
    lock_forum(registration.forum)
    registration = registrations.reread(registration)
    if queries.request_of(registration) is None:
        _forget_request(registration)
        return
    try:
        refuse_erasing(registration)
    except RuleBroken:
        return
    erase(registration, reason=Reason.ASKED, now=now)


def forget_farewells() -> int:
    """Delete the last letters to erased people as soon as they left; returns how many there were."""
    letters = queries.sent_letters(mails.ERASED.kind)
    for letter in letters:
        db.session.delete(letter)
    db.session.flush()
    return len(letters)


def traces_of(registration: Registration, *, slug: str) -> Traces:
    """Return by what somebody is found: what their registration says of them, and what it said before."""
    told: dict[str, set[str]] = {"email": set(), "given_name": set(), "family_name": set()}
    for entry in registrations.history(registration, slug=slug, most=MOST):
        for values in (entry.before or {}, entry.after or {}):
            for name in told.keys() & values.keys():
                told[name].add(values[name])
    for name, found in told.items():
        found.add(getattr(registration, name))
    change = registrations.address_change_of(registration)
    told["email"].add(change.email if change else "")
    emails, givens, families = (frozenset(filter(None, found)) for found in told.values())
    return Traces(emails=emails, givens=givens, families=families)


def letters_of(registration: Registration, *, slug: str) -> Sequence[OutboxLetter]:
    """Return all letters to a delegate, at former addresses those from before they ended, newest first."""
    former = former_emails(registrations.history(registration, slug=slug, most=MOST))
    return registrations.letters_to(registration, slug=slug, former=former, most=MOST)


def _farewell(registration: Registration, forum: Forum) -> Letter | None:
    """Return the last letter, made while it is known to whom."""
    if registration.email is None or registration.is_unsent:
        return None
    with in_language(registration.language):
        link = link_to(registration, slug=forum.slug)
        return registration_mails.letter(registration, mails.ERASED, face=face_of(forum), link=link)


def _forget_request(registration: Registration) -> None:
    db.session.execute(delete(ErasureRequest).where(ErasureRequest.registration_id == registration.id))


def _forget_letters_and_deeds(registration: Registration, forum: Forum, *, now: datetime) -> None:
    """Delete letters to somebody, empty those that name them, and take the values out of the deeds about them."""
    traces = traces_of(registration, slug=forum.slug)
    change = registrations.address_change_of(registration)
    for letter in {*letters_of(registration, slug=forum.slug), *queries.letters_to_new_address(forum, change)}:
        db.session.delete(letter)
    db.session.flush()
    forget_in_letters(forum, traces, now=now)
    for deed in queries.deeds_about(forum, registration, traces):
        deed.before = deed.after = None
    db.session.flush()
