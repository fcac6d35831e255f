"""Calendars (RFC 5545) from a forum's values, as octets that are the same on every machine.

When a release is made: ``EventWriter(document, …).body(session, uid=…)`` for each session and further event that ``has_event``, then
``revised(body, …)`` and ``event(body, sequence=…, last_modified=…)``; the octets are kept. On a request:
``feed(octets, …)``, which only joins.
"""

from forumapp.exchange.ics.events import EventWriter, event_body, forum_event, has_event, tombstone
from forumapp.exchange.ics.feeds import CONTENT_TYPE, calendar_head, download, feed
from forumapp.exchange.ics.revisions import Revision, revised
from forumapp.exchange.ics.stamped import event, personal
from forumapp.exchange.ics.words import Words
from forumapp.exchange.ics.zones import tzdata_version, vtimezone

__all__ = [
    "CONTENT_TYPE",
    "EventWriter",
    "Revision",
    "Words",
    "calendar_head",
    "download",
    "event",
    "event_body",
    "feed",
    "forum_event",
    "has_event",
    "personal",
    "revised",
    "tombstone",
    "tzdata_version",
    "vtimezone",
]
