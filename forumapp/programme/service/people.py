"""What the programme has to say before a person leaves a forum."""

from collections.abc import Collection

from forumapp.db import db
from forumapp.directory.models import ForumPerson
from forumapp.directory.service import ask_before_leaving
from forumapp.errors import RuleBroken
from forumapp.i18n import ngettext
from forumapp.programme import queries


@ask_before_leaving
def let_go(person: ForumPerson) -> None:
    """Refuse while the person takes part in sessions; deleted ones come back without them."""
    count = len(queries.sessions_with(person))
    if count:
        raise RuleBroken(
            ngettext(
                "This person takes part in a session. Take them out of it first.",
                "This person takes part in %(num)s sessions. Take them out of these first.",
                count,
            )
        )
    leave_deleted_sessions([person])


def leave_deleted_sessions(people: Collection[ForumPerson]) -> None:
    """Take people out of deleted sessions, which then come back without them."""
    for row in queries.parts_in_deleted_sessions(people):
        db.session.delete(row)
    db.session.flush()
