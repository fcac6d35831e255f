"""Words for what a session is, at the desk and in public."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from forumapp.events.words import AUDIENCES
from forumapp.exchange.document import Attendance, Kind, Role, Signup, Status, Visibility
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.programme.rules import Tally

Word = TypeVar("Word", bound=StrEnum)

KINDS: Mapping[Kind, LazyString] = {
    Kind.PLENARY: _l("Plenary session"),
    Kind.PANEL: _l("Panel discussion"),
    Kind.EXPERT_MEETING: _l("Expert meeting"),
    Kind.ROUND_TABLE: _l("Round table"),
    Kind.REPORTS: _l("Reports"),
    Kind.WORKSHOP: _l("Workshop"),
    Kind.EXHIBITION: _l("Exhibition"),
    Kind.CEREMONY: _l("Ceremony"),
    Kind.CULTURAL: _l("Cultural programme"),
    Kind.BREAK: _l("Break"),
}

STATUSES: Mapping[Status, LazyString] = {
    Status.CONFIRMED: _l("Confirmed"),
    Status.TENTATIVE: _l("To be confirmed"),
    Status.CANCELLED: _l("Cancelled"),
}

VISIBILITIES: Mapping[Visibility, LazyString] = AUDIENCES

SIGNUPS: Mapping[Signup, LazyString] = {
    Signup.NONE: _l("Nobody needs to sign up"),
    Signup.OPEN: _l("Delegates sign up themselves"),
    Signup.APPROVAL: _l("Delegates ask, the team decides"),
    Signup.INVITATION: _l("The team invites"),
}

ROLES: Mapping[Role, LazyString] = {
    Role.MODERATOR: _l("Moderator"),
    Role.PANELIST: _l("Panelist"),
    Role.SPEAKER: _l("Speaker"),
    Role.EXPERT: _l("Expert"),
    Role.INTERPRETER: _l("Interpreter"),
    Role.RAPPORTEUR: _l("Rapporteur"),
}

ROLES_OF_SEVERAL: Mapping[Role, LazyString] = {
    Role.MODERATOR: _l("Moderators"),
    Role.PANELIST: _l("Panelists"),
    Role.SPEAKER: _l("Speakers"),
    Role.EXPERT: _l("Experts"),
    Role.INTERPRETER: _l("Interpreters"),
    Role.RAPPORTEUR: _l("Rapporteurs"),
}

ATTENDANCES: Mapping[Attendance, LazyString] = {
    Attendance.ONLINE: _l("Online"),
    Attendance.ONSITE: _l("On site"),
    Attendance.HYBRID: _l("On site and online"),
}


STEPS: Mapping[str, LazyString] = {
    "session:add": _l("added"),
    "session:revise": _l("changed"),
    "session:move": _l("moved"),
    "session:cancel": _l("cancelled"),
    "session:uncancel": _l("restored"),
    "session:delete": _l("deleted"),
    "session:bring-back": _l("brought back"),
    "session:undo": _l("undone"),
    "session:redo": _l("done again"),
    "session:shift": _l("shifted"),
    "report:add": _l("report added"),
    "report:revise": _l("report changed"),
    "report:remove": _l("report removed"),
    "report:order": _l("running order changed"),
    "forum:import": _l("brought in by a file"),
    "translation:import": _l("translated by a file"),
    "person:merge": _l("two entries of one person merged"),
}
"""What a step of the desk did, by its action; the sessions follow after a colon."""


def count_words(counted: Tally) -> str:
    """Return how many there are: "28 sessions and 4 breaks", "28 sessions; 2 further events"."""
    if not counted.events:
        return _programme_words(counted)
    events = ngettext("%(num)d further event", "%(num)d further events", counted.events)
    if not counted.sessions and not counted.breaks:
        return events
    return _("%(counted)s; %(events)s", counted=_programme_words(counted), events=events)


def choices_of(words: Mapping[Word, LazyString]) -> list[tuple[str, LazyString]]:
    """Return an enumeration as the choices of a list."""
    return [(member.value, word) for member, word in words.items()]


def _programme_words(counted: Tally) -> str:
    sessions = ngettext("%(num)d session", "%(num)d sessions", counted.sessions)
    breaks = ngettext("%(num)d break", "%(num)d breaks", counted.breaks)
    if not counted.breaks:
        return sessions if counted.sessions else _("no sessions yet")
    return _("%(sessions)s and %(breaks)s", sessions=sessions, breaks=breaks) if counted.sessions else breaks
