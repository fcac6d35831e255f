"""What stands in calendars, be it a session of the programme or an event beside it: when, for whom, and its name."""

from datetime import date, datetime, time, timedelta

from forumapp.exchange.document import Document, EventPart, SessionPart, Visibility

Dated = SessionPart | EventPart


def dated_parts(document: Document) -> tuple[Dated, ...]:
    """Return all that can have a time: sessions first, then further events."""
    return (*document.sessions, *(document.events or ()))


def name_of(part: Dated) -> str:
    """Return what tells a part from all others of its forum: a session's key, and no session's key for an event."""
    return event_name(part.key) if isinstance(part, EventPart) else part.key


def event_name(key: str) -> str:
    """Return the name of the event with that key."""
    return f"event:{key}"


def audience_of(part: Dated) -> Visibility:
    """Return who may know of a part."""
    return part.audience if isinstance(part, EventPart) else part.visibility


def span_of(part: Dated) -> tuple[datetime, datetime] | None:
    """Return start and end as wall time, whole days from midnight to midnight; None for what has no time."""
    if isinstance(part, EventPart) and part.starts_on is not None:
        first, last = days_of(part)
        return datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time())
    if part.starts_at is None or part.ends_at is None or part.ends_at <= part.starts_at:
        return None
    return part.starts_at, part.ends_at


def days_of(event: EventPart) -> tuple[date, date]:
    """Return the first and last day of an event; raises ValueError for one that has neither days nor a time."""
    if event.starts_on is not None:
        return event.starts_on, event.ends_on or event.starts_on
    if event.starts_at is None or event.ends_at is None:
        raise ValueError(f"Event {event.key} has no time.")
    return event.starts_at.date(), event.ends_at.date()


def order_in_time(part: Dated) -> tuple[datetime, datetime, str]:
    """Return what parts are sorted by: the time of day first, those without one last."""
    never = datetime.max  # noqa: DTZ901
    if isinstance(part, EventPart):
        return (*(span_of(part) or (never, never)), name_of(part))
    return part.starts_at or never, part.ends_at or never, part.key
