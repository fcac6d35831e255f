"""Reads of notes about delegates."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, select, update

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.registration.models import Registration
from forumapp.secretariat.models import Mailing, MailingRecipient, Note, SavedView


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


def searches(forum_ids: Collection[int]) -> Sequence[SavedView | Mailing]:
    """Return what of some forums keeps words that were searched: views, deleted ones too, and letters to many."""
    found: list[SavedView | Mailing] = []
    for table in (SavedView, Mailing):
        found += db.session.scalars(select(table).where(table.forum_id.in_(forum_ids)))
    return [each for each in found if "q" in each.asked]


def blank_mailings(forum: Forum) -> None:
    """Take the words out of all letters to many of a forum."""
    db.session.execute(update(Mailing).where(Mailing.forum_id == forum.id).values(subject=None, body=None))
