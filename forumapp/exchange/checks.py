"""What must hold between the parts of a document: keys, references, times and days."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from forumapp.exchange.document import Document, EventPart, ForumPart, ReportPart, SessionPart
from forumapp.exchange.problems import N_, Problem
from forumapp.exchange.zones import LONGEST_FORUM, day_of, exists


def problems_of(document: Document) -> Iterator[Problem]:
    """Yield what is wrong between the parts of a document, each of which is well formed in itself."""
    yield from _forum(document.forum)
    for section in ("institutions", "people", "tracks", "rooms", "sessions"):
        yield from _doubled(section, [part.key for part in getattr(document, section)])
    yield from _doubled("events", [event.key for event in document.events or ()])
    yield from _references(document)
    zone = ZoneInfo(document.forum.timezone)
    for number, session in enumerate(document.sessions):
        where = f"sessions[{number}]"
        yield from _times(where, session, document.forum, zone)
        yield from _people(where, session)
        yield from _doubled(f"{where}.reports", [report.key for report in session.reports or ()])
    for number, event in enumerate(document.events or ()):
        yield from _event(f"events[{number}]", event, document.forum, zone)


def _forum(forum: ForumPart) -> Iterator[Problem]:
    if not forum.languages:
        yield Problem(where="forum.languages", message=N_("must name at least one language"))
    if forum.ends_on < forum.starts_on:
        yield Problem(where="forum.ends_on", message=N_("must not be before starts_on"))
    elif (forum.ends_on - forum.starts_on).days >= LONGEST_FORUM:
        yield Problem(
            where="forum.ends_on", message=N_("a forum lasts %(days)s days at most"), values={"days": LONGEST_FORUM}
        )
    terms = forum.registration
    if terms is None:
        return
    zone = ZoneInfo(forum.timezone)
    for name, wall in (("opens_at", terms.opens_at), ("closes_at", terms.closes_at)):
        yield from _skipped(f"forum.registration.{name}", wall, zone)
    if terms.opens_at and terms.closes_at and terms.closes_at <= terms.opens_at:
        yield Problem(where="forum.registration.closes_at", message=N_("must be after opens_at"))


def _doubled(where: str, keys: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, key in enumerate(keys):
        if key in seen:
            yield Problem(
                where=f"{where}[{number}].key", message=N_("the key “%(key)s” is given twice"), values={"key": key}
            )
        seen.add(key)


def _references(document: Document) -> Iterator[Problem]:
    known = {
        section: frozenset(part.key for part in getattr(document, section))
        for section in ("institutions", "people", "tracks", "rooms")
    }
    for number, organizer in enumerate(document.forum.organizers or ()):
        yield from _unknown(f"forum.organizers[{number}]", organizer, "institutions", known)
    for number, person in enumerate(document.people):
        yield from _unknown(f"people[{number}].institution", person.institution, "institutions", known)
    for number, session in enumerate(document.sessions):
        where = f"sessions[{number}]"
        yield from _unknown(f"{where}.track", session.track, "tracks", known)
        yield from _unknown(f"{where}.room", session.room, "rooms", known)
        for place, part in enumerate(session.people):
            yield from _unknown(f"{where}.people[{place}].person", part.person, "people", known)
        for place, report in enumerate(session.reports or ()):
            yield from _speakers(f"{where}.reports[{place}]", report, known)

    for number, event in enumerate(document.events or ()):
        for place, institution in enumerate(event.institutions or ()):
            yield from _unknown(f"events[{number}].institutions[{place}]", institution, "institutions", known)


def _speakers(where: str, report: ReportPart, known: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    for number, person in enumerate(report.people):
        yield from _unknown(f"{where}.people[{number}]", person, "people", known)


def _unknown(where: str, key: str | None, section: str, known: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    if key is not None and key not in known[section]:
        message = N_("there is no “%(key)s” among the %(section)s")
        yield Problem(where=where, message=message, values={"key": key, "section": section})


def _times(where: str, session: SessionPart, forum: ForumPart, zone: ZoneInfo) -> Iterator[Problem]:
    yield from _skipped(f"{where}.starts_at", session.starts_at, zone)
    yield from _skipped(f"{where}.ends_at", session.ends_at, zone)
    if session.starts_at is None and session.ends_at is None:
        return
    if session.starts_at is None:
        yield Problem(where=f"{where}.starts_at", message=N_("is missing beside ends_at"))
    elif session.ends_at is None:
        yield Problem(where=f"{where}.ends_at", message=N_("is missing beside starts_at"))
    elif session.ends_at <= session.starts_at:
        yield Problem(where=f"{where}.ends_at", message=N_("must be after starts_at"))
    elif (
        forum.starts_on <= forum.ends_on
        and not forum.starts_on <= day_of(session.starts_at, forum.starts_on) <= forum.ends_on
    ):
        message = N_("%(day)s is not a day of the forum (%(first)s to %(last)s)")
        values = {"day": session.starts_at.date(), "first": forum.starts_on, "last": forum.ends_on}
        yield Problem(where=f"{where}.starts_at", message=message, values=values)


def _skipped(where: str, wall: datetime | None, zone: ZoneInfo) -> Iterator[Problem]:
    if wall is not None and not exists(wall, zone):
        message = N_("there is no %(time)s on %(day)s in %(zone)s: clocks are put forward then")
        yield Problem(
            where=where, message=message, values={"time": f"{wall:%H:%M}", "day": wall.date(), "zone": zone.key}
        )


def _people(where: str, session: SessionPart) -> Iterator[Problem]:
    seen = set()
    for number, part in enumerate(session.people):
        if part in seen:
            yield Problem(where=f"{where}.people[{number}]", message=N_("is given twice in this role"))
        seen.add(part)


def _event(where: str, event: EventPart, forum: ForumPart, zone: ZoneInfo) -> Iterator[Problem]:
    """Yield what is wrong with an event: it has days or a time, on the clock, and is not the forum itself."""
    yield from _skipped(f"{where}.starts_at", event.starts_at, zone)
    yield from _skipped(f"{where}.ends_at", event.ends_at, zone)
    has_days = event.starts_on is not None or event.ends_on is not None
    if event.forum == forum.slug:
        yield Problem(where=f"{where}.forum", message=N_("must be another forum than this one"))
    if has_days and (event.starts_at is not None or event.ends_at is not None):
        yield Problem(where=f"{where}.starts_at", message=N_("must not stand beside starts_on: days or times"))
    elif has_days:
        yield from _days(where, event)
    else:
        yield from _span(where, event)


def _days(where: str, event: EventPart) -> Iterator[Problem]:
    if event.starts_on is None:
        yield Problem(where=f"{where}.starts_on", message=N_("is missing beside ends_on"))
    elif event.ends_on is not None and event.ends_on < event.starts_on:
        yield Problem(where=f"{where}.ends_on", message=N_("must not be before starts_on"))


def _span(where: str, event: EventPart) -> Iterator[Problem]:
    if event.starts_at is None and event.ends_at is None:
        yield Problem(where=f"{where}.starts_on", message=N_("is missing: an event has days or times"))
    elif event.starts_at is None:
        yield Problem(where=f"{where}.starts_at", message=N_("is missing beside ends_at"))
    elif event.ends_at is None:
        yield Problem(where=f"{where}.ends_at", message=N_("is missing beside starts_at"))
    elif event.ends_at <= event.starts_at:
        yield Problem(where=f"{where}.ends_at", message=N_("must be after starts_at"))
