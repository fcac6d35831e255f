"""Reads of what a file of all registrations tells besides their rows, each in one go."""

from datetime import datetime

from sqlalchemy import func, select

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.mail.models import LetterStatus, OutboxLetter
from forumapp.registration.models import Consent, Registration


def consents_by_registration(forum: Forum) -> dict[int, dict[str, datetime]]:
    """Return what people agree to now and since when, by purpose, by id of the registration."""
    found = (
        select(Consent.registration_id, Consent.purpose, Consent.given_at)
        .join(Registration, Registration.id == Consent.registration_id)
        .where(Registration.forum_id == forum.id, Consent.withdrawn_at.is_(None))
        .order_by(Consent.id)
    )
    given: dict[int, dict[str, datetime]] = {}
    for number, purpose, at in db.session.execute(found):
        given.setdefault(number, {})[purpose] = at
    return given


def letters_by_recipient(forum: Forum) -> dict[str, dict[LetterStatus, int]]:
    """Return how many letters of a forum to each address left, wait, and could not be sent."""
    counted = (
        select(OutboxLetter.recipient, OutboxLetter.status, func.count())
        .where(OutboxLetter.forum_slug == forum.slug)
        .group_by(OutboxLetter.recipient, OutboxLetter.status)
    )
    numbers: dict[str, dict[LetterStatus, int]] = {}
    for recipient, status, number in db.session.execute(counted):
        numbers.setdefault(recipient, {})[status] = number
    return numbers
