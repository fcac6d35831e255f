"""What the desk keeps about people beside their registrations: told to a person, taken out with them."""

from collections.abc import Sequence

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words
from forumapp.personal import Fact, Holding, fact
from forumapp.registration.models import Registration
from forumapp.registration.rules.traces import Traces
from forumapp.secretariat import queries
from forumapp.secretariat.models import Mailing, Note, SavedView
from forumapp.secretariat.queries.notes import blank_mailings, searches


def personal_data(registration: Registration) -> list[Holding]:
    """Return the notes about somebody; who wrote them is the team's affair."""
    rows = [_row(each, registration.forum.timezone) for each in queries.notes_of(registration)]
    return [Holding(key="notes", title=_("Notes of the team"), rows=rows)]


def erase(registrations: Sequence[Registration]) -> None:
    """Delete the notes about people, which letters to many went to them, and searches for them in views and letters to many."""
    queries.delete_traces([each.id for each in registrations])
    traces = [_traces_of(each) for each in registrations]
    for kept in searches({each.forum_id for each in registrations}):
        if any(each.are_searched(kept.asked["q"]) for each in traces):
            _forget_search(kept)
    db.session.flush()


def anonymize(forum: Forum) -> None:
    """Take all words that were searched, and the words of letters to many, out of a forum."""
    for kept in searches({forum.id}):
        _forget_search(kept)
    db.session.flush()
    blank_mailings(forum)


def _traces_of(registration: Registration) -> Traces:
    return Traces(
        emails=frozenset(filter(None, [registration.email])),
        givens=frozenset(filter(None, [registration.given_name])),
        families=frozenset(filter(None, [registration.family_name])),
    )


def _forget_search(kept: SavedView | Mailing) -> None:
    kept.asked = {name: value for name, value in kept.asked.items() if name != "q"}


def _row(note: Note, zone: str) -> list[Fact]:
    written_at = note.written_at.isoformat(timespec="seconds")
    return [
        fact("text", _("Note"), note.text),
        fact("written_at", _("Written"), written_at, instant_words(note.written_at, zone)),
    ]
