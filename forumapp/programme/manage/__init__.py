"""The desk of the programme."""

from forumapp.programme.manage import deeds, files, reports, rooms, session, sessions, tracks
from forumapp.programme.manage.frame import blueprint

__all__ = ["blueprint", "deeds", "files", "reports", "rooms", "session", "sessions", "tracks"]
