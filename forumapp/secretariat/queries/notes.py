"""Reads of notes about delegates."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from forumapp.db import db
from forumapp.registration.models import Registration
from forumapp.secretariat.models import Note


def notes_of(registration: Registration) -> Sequence[Note]:
    """Return what registrars wrote about a delegate, the last one first."""
    found = select(Note).where(Note.registration_id == registration.id).order_by(Note.id.desc())
    return db.session.scalars(found).all()


def note_by_uid(registration: Registration, uid: UUID) -> Note | None:
    """Return a note about a delegate, as it stands now."""
    found = select(Note).where(Note.registration_id == registration.id, Note.uid == uid)
    return db.session.scalar(found.execution_options(populate_existing=True))
