"""Reads of notes about delegates."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, select

from forumapp.db import db
from forumapp.registration.models import Registration
from forumapp.secretariat.models import MailingRecipient, Note


def notes_of(registration: Registration) -> Sequence[Note]:
    """Return what registrars wrote about a delegate, the last one first."""
    found = select(Note).where(Note.registration_id == registration.id).order_by(Note.id.desc())
    return db.session.scalars(found).all()


def note_by_uid(registration: Registration, uid: UUID) -> Note | None:
    """Return a note about a delegate, as it stands now."""
    found = select(Note).where(Note.registration_id == registration.id, Note.uid == uid)
    return db.session.scalar(found.execution_options(populate_existing=True))


def delete_traces(ids: Collection[int]) -> None:
    """Delete the notes about registrations with these ids, and which letters to many went to them."""
    for table in (Note, MailingRecipient):
        db.session.execute(delete(table).where(table.registration_id.in_(ids)))
