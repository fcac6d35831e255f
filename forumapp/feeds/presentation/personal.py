"""A delegate's own calendar: the sessions they marked, busy, with the address by which they join."""

from datetime import datetime

from forumapp.exchange import ics
from forumapp.exchange.document import SessionPart
from forumapp.feeds.presentation.calendars import Calendars
from forumapp.feeds.rules import SELDOM, has_online_side
from forumapp.i18n import gettext as _
from forumapp.i18n import in_language, localized_in
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.queries import starred_keys
from forumapp.schedule.queries import Released
from forumapp.schedule.rules import Selection, Viewer
from forumapp.web.addresses import absolute


def own_calendar(registration: Registration, current: Released | None, *, language: str, now: datetime) -> bytes:
    """Return the calendar of what a delegate marked and may see; without a release there is nothing in it yet.

    It names neither its own address nor the delegate. Join addresses are the forum's own and only for confirmed delegates.
    """
    forum = current.document.forum if current else registration.forum
    with in_language(language):
        title = localized_in(forum.title, language, forum.languages)
        name = _("%(title)s: my programme", title=title)
        label = _("Join online")
    if current is None:
        return ics.feed([], name=name, timezone=forum.timezone, refresh=SELDOM)
    is_delegate = registration.status is RegistrationStatus.CONFIRMED
    calendars = Calendars(current, viewer=Viewer(is_delegate=is_delegate), language=language, now=now)
    starred = frozenset(starred_keys(registration))

    def own(session: SessionPart, octets: bytes) -> bytes:
        joins = is_delegate and has_online_side(session, calendars.document)
        join_url = absolute("feeds.join", slug=forum.slug, code=session.key) if joins else None
        return ics.personal(octets, join_url=join_url, label=label)

    return ics.feed(
        [
            own(part, octets)
            for part, octets in calendars.events(Selection())
            if isinstance(part, SessionPart) and part.key in starred
        ],
        name=name,
        timezone=forum.timezone,
        zones=calendars.zones,
        refresh=calendars.freshness.refresh,
    )
