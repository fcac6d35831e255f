"""Strips of the day as templates draw them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext, zone_words
from forumapp.programme.rules.checks import Stretch, Strip
from forumapp.programme.words.times import day_words, times_of


@dataclass(frozen=True, kw_only=True)
class StripView:
    """A place's day: in words, and as stretches of 1440 minutes."""

    city: str
    is_forum: bool
    times: str
    day: str
    who: str
    night: str
    """How long the programme runs at night there; empty where it does not."""
    picture: str
    """What the strip shows, for those who do not see it."""
    programme: Sequence[Stretch]
    nights: Sequence[Stretch]
    margins: Sequence[Stretch]


@dataclass(frozen=True, kw_only=True)
class StripDay:
    """A day of the forum in all its places."""

    words: str
    strips: list[StripView]


def strip_days(strips: Mapping[date, Sequence[Strip]], day: date | None) -> list[StripDay]:
    """Return the strips by day, only those of ``day`` where one is chosen."""
    return [
        StripDay(words=day_words(each), strips=[_view(strip, each) for strip in places])
        for each, places in strips.items()
        if day is None or each == day
    ]


def _view(strip: Strip, day: date) -> StripView:
    city, times = zone_words(strip.zone), times_of(*strip.local)
    night = _duration(strip.night_minutes) if strip.night_minutes else ""
    return StripView(
        city=city,
        is_forum=strip.is_forum,
        times=times,
        day=_apart(strip.local.starts_at.date() - day),
        who=_who(strip),
        night=_("%(duration)s at night", duration=night) if night else "",
        picture=_(
            "%(city)s: the programme runs %(times)s there; night is from 23:00 to 07:00.", city=city, times=times
        ),
        programme=strip.programme,
        nights=strip.nights,
        margins=strip.margins,
    )


def _apart(distance: timedelta) -> str:
    return {1: _("next day"), -1: _("day before")}.get(distance.days, "")


def _who(strip: Strip) -> str:
    delegates = ngettext("%(num)d delegate online", "%(num)d delegates online", strip.delegates)
    people = ngettext("%(num)d in the programme", "%(num)d in the programme", strip.people)
    return ", ".join([*([delegates] if strip.delegates else []), *([people] if strip.people else [])])


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [
        *([_("%(hours)s h", hours=hours)] if hours else []),
        *([_("%(minutes)s min", minutes=rest)] if rest else []),
    ]
    return " ".join(parts)
