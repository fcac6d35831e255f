"""The desk's pages about speakers: what is agreed with each, letters, possible doubles."""

from forumapp.speakers.manage import doubles, files, letters, speaker
from forumapp.speakers.manage.frame import blueprint
from forumapp.speakers.manage.notes import declined, people_notes, presences, session_notes

__all__ = [
    "blueprint",
    "declined",
    "doubles",
    "files",
    "letters",
    "people_notes",
    "presences",
    "session_notes",
    "speaker",
]
