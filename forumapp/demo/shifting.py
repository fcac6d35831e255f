"""Moving a forum to other days: every date and time of a document by the same number of days."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from forumapp.exchange.document import Document, EventPart, RegistrationTerms, SessionPart


def begun_on(document: Document, day: date) -> Document:
    """Return the forum such that it begins on ``day``."""
    by = day - document.forum.starts_on
    forum = replace(
        document.forum,
        starts_on=document.forum.starts_on + by,
        ends_on=document.forum.ends_on + by,
        registration=_terms(document.forum.registration, by),
    )
    events = None if document.events is None else tuple(_event(event, by) for event in document.events)
    return replace(
        document, forum=forum, sessions=tuple(_session(session, by) for session in document.sessions), events=events
    )


def _terms(terms: RegistrationTerms | None, by: timedelta) -> RegistrationTerms | None:
    if terms is None:
        return None
    return replace(
        terms,
        opens_at=_moved(terms.opens_at, by),
        closes_at=_moved(terms.closes_at, by),
        quota_released_on=terms.quota_released_on and terms.quota_released_on + by,
    )


def _session(session: SessionPart, by: timedelta) -> SessionPart:
    return replace(session, starts_at=_moved(session.starts_at, by), ends_at=_moved(session.ends_at, by))


def _event(event: EventPart, by: timedelta) -> EventPart:
    """Return an event as many days later; another forum keeps its own days."""
    if event.forum is not None:
        return event
    return replace(
        event,
        starts_on=event.starts_on and event.starts_on + by,
        ends_on=event.ends_on and event.ends_on + by,
        starts_at=_moved(event.starts_at, by),
        ends_at=_moved(event.ends_at, by),
    )


def _moved(moment: datetime | None, by: timedelta) -> datetime | None:
    return None if moment is None else moment + by
