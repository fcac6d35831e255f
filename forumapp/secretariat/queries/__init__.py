"""Reads of what registrars keep: saved views, notes, letters to many."""

from forumapp.secretariat.queries.mailings import (
    Audience,
    Progress,
    add_recipients,
    audience_of,
    forget_recipients,
    is_mailing_due,
    letter_ids_of,
    lock_due_mailing,
    lock_mailing,
    mailing_by_uid,
    mailings,
    next_recipients,
    progress_of,
    reachable_ids,
    sample_readers,
)
from forumapp.secretariat.queries.notes import delete_traces, note_by_uid, notes_of
from forumapp.secretariat.queries.views import reread_view, view_by_uid, views_for

__all__ = [
    "Audience",
    "Progress",
    "add_recipients",
    "audience_of",
    "delete_traces",
    "forget_recipients",
    "is_mailing_due",
    "letter_ids_of",
    "lock_due_mailing",
    "lock_mailing",
    "mailing_by_uid",
    "mailings",
    "next_recipients",
    "note_by_uid",
    "notes_of",
    "progress_of",
    "reachable_ids",
    "reread_view",
    "sample_readers",
    "view_by_uid",
    "views_for",
]
