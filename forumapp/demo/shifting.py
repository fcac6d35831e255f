"""Moving a forum to other days: every date and time of a document by the same number of days."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from forumapp.exchange.document import Document, RegistrationTerms, SessionPart


def begun_on(document: Document, day: date) -> Document:
    """Return the forum such that it begins on ``day``."""
    by = day - document.forum.starts_on
    forum = replace(
        document.forum,
        starts_on=document.forum.starts_on + by,
        ends_on=document.forum.ends_on + by,
        registration=_terms(document.forum.registration, by),
    )
    return replace(document, forum=forum, sessions=tuple(_session(session, by) for session in document.sessions))


def _terms(terms: RegistrationTerms | None, by: timedelta) -> RegistrationTerms | None:
    if terms is None:
        return None
    return replace(terms, opens_at=_moved(terms.opens_at, by), closes_at=_moved(terms.closes_at, by))


def _session(session: SessionPart, by: timedelta) -> SessionPart:
    return replace(session, starts_at=_moved(session.starts_at, by), ends_at=_moved(session.ends_at, by))


def _moved(moment: datetime | None, by: timedelta) -> datetime | None:
    return None if moment is None else moment + by
