"""Feeds: a head, the time zones in use, and a join of event octets that were written before.

No METHOD: with it, each event would need an ORGANIZER (RFC 5546 3.2.1) and DTSTAMP would mean the time of the request.
"""

from collections.abc import Iterable
from datetime import timedelta

from forumapp.exchange.ics.stamped import personal
from forumapp.exchange.ics.text import ascii_url, line, one_line, text_line
from forumapp.exchange.ics.zones import zone_definition

CONTENT_TYPE = "text/calendar; charset=utf-8"

_BEGIN = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Forum//Programme 1//EN\r\nCALSCALE:GREGORIAN\r\n"
_END = b"END:VCALENDAR\r\n"


def calendar_head(
    *,
    name: str,
    description: str = "",
    timezone: str | None = None,
    refresh: timedelta | None = None,
    source_url: str | None = None,
    color: str | None = None,
) -> bytes:
    """The lines of a subscribed calendar before its components.

    ``refresh`` says how often to ask (RFC 7986 5.7); ``source_url`` is the feed's public address, ``None`` for a feed
    whose address is a secret; ``color`` is ``#rrggbb``, for which only Apple's property has a form.
    """
    name = one_line(name)
    lines = [_BEGIN, text_line("NAME", name), text_line("X-WR-CALNAME", name)]
    lines.append(text_line("X-WR-CALDESC", one_line(description)))
    if timezone is not None:
        lines.append(line("X-WR-TIMEZONE", timezone))
    if refresh is not None:
        duration = _duration(refresh)
        lines += [line("REFRESH-INTERVAL;VALUE=DURATION", duration), line("X-PUBLISHED-TTL", duration)]
    if source_url is not None:
        lines.append(line("SOURCE;VALUE=URI", ascii_url(source_url)))
    if color is not None:
        lines.append(line("X-APPLE-CALENDAR-COLOR", color.upper()))
    return b"".join(lines)


def feed(
    events: Iterable[bytes],
    *,
    name: str,
    description: str = "",
    timezone: str | None = None,
    zones: Iterable[str] = (),
    refresh: timedelta | None = None,
    source_url: str | None = None,
    color: str | None = None,
) -> bytes:
    """A calendar to subscribe to. ``timezone`` is that of the forum, ``zones`` those of all events in it.

    Events come in the order in which they shall stand. Without any, the zone keeps the calendar valid (RFC 5545 3.6).
    """
    head = calendar_head(
        name=name, description=description, timezone=timezone, refresh=refresh, source_url=source_url, color=color
    )
    return _calendar(head, list(events), {*zones, *([timezone] if timezone else [])})


def download(event_octets: bytes, *, zone: str) -> bytes:
    """One event to open, busy in the reader's calendar; it has no name, or Outlook would open a new calendar for it."""
    return _calendar(_BEGIN, [personal(event_octets, join_url=None)], {zone})


def _calendar(head: bytes, events: list[bytes], zones: set[str]) -> bytes:
    """Join the parts: the zones that events refer to, in order of their names; one zone when there is no event."""
    used = [zone for zone in sorted(zones) if _is_used(zone, events)]
    definitions = [definition for definition in map(zone_definition, used) if definition is not None]
    if not definitions and not events:
        spare = [definition for definition in map(zone_definition, [*sorted(zones), "UTC"]) if definition is not None]
        definitions = spare[:1]
    return b"".join([head, *definitions, *events, _END])


def _is_used(zone: str, events: list[bytes]) -> bool:
    reference = f"\r\nDTSTART;TZID={zone}:".encode()
    return any(reference in octets for octets in events)


def _duration(refresh: timedelta) -> str:
    """A DURATION value in hours or minutes (RFC 5545 3.3.6)."""
    minutes = max(1, refresh // timedelta(minutes=1))
    return f"PT{minutes // 60}H" if minutes % 60 == 0 else f"PT{minutes}M"
