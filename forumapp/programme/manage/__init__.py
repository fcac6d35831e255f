"""The desk of the programme."""

from forumapp.programme.manage import (
    checks,
    clone,
    deeds,
    files,
    late,
    reports,
    rooms,
    session,
    sessions,
    steps,
    tracks,
)
from forumapp.programme.manage.checks import checks_summary
from forumapp.programme.manage.frame import blueprint
from forumapp.programme.manage.timetable import views as timetable

__all__ = [
    "blueprint",
    "checks",
    "checks_summary",
    "clone",
    "deeds",
    "files",
    "late",
    "reports",
    "rooms",
    "session",
    "sessions",
    "steps",
    "timetable",
    "tracks",
]
