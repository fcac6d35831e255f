"""What sign-ups hold about people: told to a person, taken out with them."""

from collections.abc import Sequence

from forumapp.db import db
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words, localized
from forumapp.personal import Fact, Holding, fact
from forumapp.registration.models import Registration
from forumapp.registration.words import FIELD_WORDS
from forumapp.signups import queries
from forumapp.signups.models import SessionSignup
from forumapp.signups.words import STATES


def personal_data(registration: Registration) -> list[Holding]:
    """Return what somebody signed up for."""
    rows = [_row(each, registration) for each in queries.signups_of(registration)]
    return [Holding(key="session_signups", title=_("Sign-ups for sessions"), rows=rows)]


def erase(registrations: Sequence[Registration]) -> None:
    """Delete the sign-ups of people; their places went on when their registrations ended. Needs the forum's lock."""
    for each in queries.signups_of_all(registrations):
        db.session.delete(each)
    db.session.flush()


def _row(signup: SessionSignup, registration: Registration) -> list[Fact]:
    forum = registration.forum
    return [
        fact("session", FIELD_WORDS["session"], signup.session_key, localized(signup.title, forum.languages)),
        fact("status", FIELD_WORDS["status"], signup.status.value, STATES[signup.status]),
        fact(
            "created_at",
            _("Signed up at"),
            signup.created_at.isoformat(timespec="seconds"),
            instant_words(signup.created_at, forum.timezone),
        ),
    ]
