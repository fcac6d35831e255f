"""A delegate's own calendar: what they marked, have a place in and are invited to, busy, with the address by which they join."""

from datetime import datetime

from forumapp.exchange import ics
from forumapp.exchange.dated import Dated, name_of
from forumapp.exchange.document import SessionPart
from forumapp.feeds.presentation.calendars import Calendars
from forumapp.feeds.rules import SELDOM, has_online_side, may_join
from forumapp.i18n import gettext as _
from forumapp.i18n import in_language, localized_in
from forumapp.registration.models import Registration
from forumapp.registration.queries import starred_keys
from forumapp.registration.service import viewer_of
from forumapp.schedule.queries import Released
from forumapp.schedule.rules import Selection
from forumapp.signups.queries import signed_keys
from forumapp.web.addresses import absolute


def own_calendar(registration: Registration, current: Released | None, *, language: str, now: datetime) -> bytes:
    """Return the calendar of what a delegate marked or has a place in and may see, and of the closed meetings with them.

    Who waits for a place finds the session in it once the place is theirs.

    Without a release there is nothing in it yet. It names neither its own address nor the delegate. Join addresses are the forum's
    own and only for those who may enter.
    """
    forum = current.document.forum if current else registration.forum
    with in_language(language):
        title = localized_in(forum.title, language, forum.languages)
        name = _("%(title)s: my programme", title=title)
        label = _("Join online")
    if current is None:
        return ics.feed([], name=name, timezone=forum.timezone, refresh=SELDOM)
    viewer = viewer_of(registration)
    calendars = Calendars(current, viewer=viewer, language=language, now=now)
    wanted = frozenset(starred_keys(registration)) | signed_keys(registration) | viewer.invited

    def own(part: Dated, octets: bytes) -> bytes:
        joins = isinstance(part, SessionPart) and may_join(part, viewer) and has_online_side(part, calendars.document)
        join_url = absolute("feeds.join", slug=forum.slug, code=part.key) if joins else None
        return ics.personal(octets, join_url=join_url, label=label)

    return ics.feed(
        [own(part, octets) for part, octets in calendars.events(Selection()) if name_of(part) in wanted],
        name=name,
        timezone=forum.timezone,
        zones=calendars.zones,
        refresh=calendars.freshness.refresh,
    )
