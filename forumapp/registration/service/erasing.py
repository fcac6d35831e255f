"""Making registrations nobody's: what tells who it was goes, what is counted stays. Needs the forum's lock."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, update

from forumapp.db import db
from forumapp.registration.models import (
    AddressChange,
    Answer,
    ChosenOption,
    Decision,
    FeedToken,
    Registration,
    Star,
    ToldApart,
)
from forumapp.registration.rules.tokens import fingerprint

DROPPED = (Answer, ChosenOption, Star, AddressChange, Decision)
"""Rows that go as a whole. Consents stay: which words somebody agreed to and when, with nobody's name."""


def erase(registrations: Sequence[Registration], *, now: datetime) -> None:
    """Take out of registrations, and of all that hangs on them, whatever tells who they were.

    Their secret links open nothing any more, their calendars answer that they are gone. Country, category, way of taking part,
    status and the day of each step stay, and so do the consents. Stored files that no row names are swept by the worker.
    """
    ids = [each.id for each in registrations]
    for table in DROPPED:
        db.session.execute(delete(table).where(table.registration_id.in_(ids)))
    db.session.execute(delete(ToldApart).where(or_(ToldApart.one_id.in_(ids), ToldApart.other_id.in_(ids))))
    calendars = update(FeedToken).where(FeedToken.registration_id.in_(ids))
    db.session.execute(calendars.where(FeedToken.revoked_at.is_(None)).values(revoked_at=now))
    db.session.execute(calendars.values(fetched_by=None, fetched_at=None))
    for registration in registrations:
        _blank(registration, now=now)
    db.session.flush()


def _blank(row: Registration, *, now: datetime) -> None:
    row.email = row.email_key = row.patronymic = row.latin_name = row.phone = None
    row.given_name = row.family_name = row.search_text = ""
    row.institution_id = row.institution_name = row.post = row.interpretation = None
    row.institution = None
    row.answers = row.decision_reason = row.submission_key = row.hold_until = None
    row.token_generation += 1
    row.token_hash = fingerprint(secrets.token_urlsafe(32))
    row.created_at = _day(row.created_at)
    row.verified_at, row.decided_at, row.withdrawn_at = (
        None if moment is None else _day(moment) for moment in (row.verified_at, row.decided_at, row.withdrawn_at)
    )
    row.told_status, row.keeps_place = None, False
    row.anonymized_at = now


def _day(moment: datetime) -> datetime:
    """Return the day of a moment: its time would tell who it was to whoever holds a letter."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
