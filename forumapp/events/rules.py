"""What an event beside the programme may be."""

from collections.abc import Container
from datetime import datetime
from zoneinfo import ZoneInfo

from forumapp.errors import RuleBroken
from forumapp.exchange.document import EventPart
from forumapp.exchange.fields import UnfitError, secure_address
from forumapp.exchange.zones import exists
from forumapp.i18n import gettext as _


def check(part: EventPart, *, slug: str, timezone: str, institutions: Container[str]) -> None:
    """Refuse an event of the forum ``slug`` that cannot be (RuleBroken)."""
    if not part.title:
        raise RuleBroken(_("Give the event a title, in one language at least."), field="title")
    if part.forum == slug:
        raise RuleBroken(_("Choose another forum than this one."), field="forum")
    if any(key not in institutions for key in part.institutions or ()):
        raise RuleBroken(_("Choose institutions of the forum’s list."), field="institutions")
    if part.link is not None:
        _check_link(part.link)
    _check_time(part, timezone)


def _check_link(link: str) -> None:
    try:
        secure_address(link)
    except UnfitError as unfit:
        raise RuleBroken(_("Give an address that begins with https://."), field="link") from unfit


def _check_time(part: EventPart, timezone: str) -> None:
    """Refuse an event without days and times, with both, or that ends before it starts."""
    has_days, has_times = part.starts_on is not None, part.starts_at is not None and part.ends_at is not None
    if has_days == has_times:
        raise RuleBroken(_("Say on which day the event takes place."), field="starts_on")
    if part.starts_on is not None and part.ends_on is not None and part.ends_on < part.starts_on:
        raise RuleBroken(_("The last day must not be before the first."), field="ends_on")
    if part.starts_at is not None and part.ends_at is not None:
        _check_clock(part.starts_at, timezone, field="starts_at")
        _check_clock(part.ends_at, timezone, field="ends_at")
        if part.ends_at <= part.starts_at:
            raise RuleBroken(_("The event must end after it starts."), field="ends_at")


def _check_clock(wall: datetime, zone: str, *, field: str) -> None:
    if not exists(wall, ZoneInfo(zone)):
        sentence = _(
            "There is no %(time)s on %(day)s in %(zone)s: clocks are put forward then.",
            time=f"{wall:%H:%M}",
            day=wall.date().isoformat(),
            zone=zone,
        )
        raise RuleBroken(sentence, field=field)
