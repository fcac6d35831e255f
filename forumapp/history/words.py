"""What the deeds of a history are about, and what lists in it hold."""

from collections.abc import Mapping

from flask_babel import LazyString

from forumapp.events.words import KINDS as FURTHER_EVENTS
from forumapp.i18n import lazy_gettext as _l

KINDS: Mapping[str, LazyString] = {
    "forum": _l("Forum"),
    "team": _l("Team"),
    "session": _l("Sessions"),
    "report": _l("Reports"),
    "event": FURTHER_EVENTS,
    "room": _l("Rooms"),
    "track": _l("Tracks"),
    "person": _l("People"),
    "institution": _l("Institutions"),
    "check": _l("Checks"),
    "translation": _l("Translations"),
    "release": _l("Releases"),
    "draft": _l("Drafts for approval"),
    "registration": _l("Registrations"),
    "category": _l("Categories"),
    "section": _l("Sections of the form"),
    "question": _l("Questions"),
    "consent": _l("Consents"),
    "invitation": _l("Invitations"),
    "delegation": _l("Delegations"),
    "letter": _l("Letters"),
}
"""What actions are about, by what stands before their colon."""

PARTS: Mapping[str, LazyString] = {
    "forum": _l("forum"),
    "institutions": _l("institutions"),
    "people": _l("people"),
    "tracks": _l("tracks"),
    "rooms": _l("rooms"),
    "sessions": _l("sessions"),
    "events": _l("further events"),
}
"""What a forum consists of, as reading a file counts it."""

FORMATS: Mapping[str, str] = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}

ACTORS: Mapping[str, LazyString] = {
    "visitor": _l("a visitor"),
    "delegate": _l("a delegate"),
    "speaker": _l("a speaker"),
    "invitee": _l("somebody invited"),
    "head of delegation": _l("a head of delegation"),
    "command line": _l("the command line"),
    "worker": _l("the application itself"),
    "nobody": _l("the application itself"),
    "demo": _l("the demonstration"),
}
"""Who acts without an account."""
