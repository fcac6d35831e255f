"""Which sessions pass the filters of the day list."""

from collections.abc import Container, Iterable, Sequence
from datetime import date

from forumapp.directory.rules import fold
from forumapp.exchange.zones import day_of
from forumapp.forums.models import Forum
from forumapp.programme.forms import SessionFilter
from forumapp.programme.models import Session


def fitting(
    forum: Forum, sessions: Iterable[Session], chosen: SessionFilter, clashing: Container[str]
) -> list[Session]:
    """Return the sessions that pass the filters; ``clashing`` holds the keys of those that clash."""
    words = fold(chosen.words).split()
    return [
        session
        for session in sessions
        if (chosen.day is None or day_in(forum, session) == chosen.day)
        and (not chosen.room or (session.room is not None and session.room.key == chosen.room))
        and (not chosen.track or (session.track is not None and session.track.key == chosen.track))
        and (chosen.kind is None or session.kind == chosen.kind)
        and (not chosen.person or chosen.person in _person_keys(session))
        and (not chosen.only_clashes or session.key in clashing)
        and (not words or _says(session, words))
    ]


def day_in(forum: Forum, session: Session) -> date | None:
    """Return the forum's day to which a session belongs, None for what is not scheduled."""
    return day_of(session.starts_at, forum.starts_on) if session.starts_at else None


def _person_keys(session: Session) -> set[str]:
    reporting = {person.forum_person.key for report in session.reports for person in report.people}
    return {part.forum_person.key for part in session.parts} | reporting


def _says(session: Session, words: Sequence[str]) -> bool:
    """Say whether a session has every word in its titles, its key or its people's names, in any script."""
    reporting = [speaker.forum_person for report in session.reports for speaker in report.people]
    names = " ".join(link.person.search_text for link in (*(part.forum_person for part in session.parts), *reporting))
    titles = [*session.title.values(), *(text for report in session.reports for text in report.title.values())]
    haystack = f"{fold(' '.join([*titles, session.key]))} {names}"
    return all(word in haystack for word in words)
