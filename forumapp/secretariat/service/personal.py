"""What the desk keeps about people beside their registrations: told to a person, taken out with them."""

from collections.abc import Sequence

from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words
from forumapp.personal import Fact, Holding, fact
from forumapp.registration.models import Registration
from forumapp.secretariat import queries
from forumapp.secretariat.models import Note


def personal_data(registration: Registration) -> list[Holding]:
    """Return the notes about somebody; who wrote them is the team's affair."""
    rows = [_row(each, registration.forum.timezone) for each in queries.notes_of(registration)]
    return [Holding(key="notes", title=_("Notes of the team"), rows=rows)]


def erase(registrations: Sequence[Registration]) -> None:
    """Delete the notes about people, and which letters to many went to them."""
    queries.delete_traces([each.id for each in registrations])


def _row(note: Note, zone: str) -> list[Fact]:
    written_at = note.written_at.isoformat(timespec="seconds")
    return [
        fact("text", _("Note"), note.text),
        fact("written_at", _("Written"), written_at, instant_words(note.written_at, zone)),
    ]
