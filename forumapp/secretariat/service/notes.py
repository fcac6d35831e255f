"""Notes about delegates, for the team only. What they say is nowhere else: not in the history, not in exports, not in the search."""

from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.registration.models import Registration
from forumapp.secretariat.models import Note


def write(registration: Registration, text: str, *, author: str, now: datetime) -> Note:
    """Write a note about a delegate."""
    note = Note(registration_id=registration.id, author=author, text=text, written_at=now)
    db.session.add(note)
    subject = f"registration:{registration.uid}"
    audit.record("registration:write-note", subject=subject, forum=registration.forum.slug, now=now)
    db.session.flush()
    return note


def change(note: Note, text: str, *, of: Registration, author: str, now: datetime) -> None:
    """Change one's own note; raises RuleBroken for somebody else's."""
    _refuse_strange(note, author)
    if note.text == text:
        return
    note.text, note.changed_at = text, now
    audit.record("registration:change-note", subject=f"registration:{of.uid}", forum=of.forum.slug, now=now)
    db.session.flush()


def delete(note: Note, *, of: Registration, author: str, now: datetime) -> None:
    """Delete one's own note; raises RuleBroken for somebody else's."""
    _refuse_strange(note, author)
    db.session.delete(note)
    audit.record("registration:delete-note", subject=f"registration:{of.uid}", forum=of.forum.slug, now=now)
    db.session.flush()


def _refuse_strange(note: Note, author: str) -> None:
    if note.author != author:
        raise RuleBroken(_("Only who wrote a note changes or deletes it."))
