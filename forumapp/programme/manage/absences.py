"""What is agreed with the people of a session, as a higher feature knows it."""

from collections.abc import Callable, Sequence

from flask import current_app

from forumapp.programme.models import Session

Note = tuple[str, str, str, str]
"""Name, word, look of the word and what the person wrote."""

SessionNotes = Callable[[Session], Sequence[Note]]
"""Takes the session. The agreements with speakers register one as ``forumapp.session_notes``."""


def session_notes(session: Session) -> Sequence[Note]:
    """Return what is agreed with the people of a session."""
    load: SessionNotes | None = current_app.extensions.get("forumapp.session_notes")
    return () if load is None else load(session)
