"""What a forum may be: its address, days, zone, languages, terms of registration and accent color."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale

from forumapp.exchange.zones import FIRST_YEAR, LAST_YEAR, exists, zone_names
from forumapp.policy import TeamRole

LONGEST_SLUG = 80
MOST_PLACES = 1_000_000
INVITATION_LIFE = timedelta(days=7)
INVITATIONS_KEPT = timedelta(days=30)
"""How long an invitation is kept that was answered, taken back or ran out: owners see in their team that one ran out."""
RESERVED_SLUGS = frozenset({"new", "mine"})
"""Addresses of our own below /forums/."""

PAPER = "#fcfbf8"
"""The light paper of frontend/css/tokens.css."""
DARK_PAPER = "#171614"
LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3."""

_SLUG = re.compile("[a-z0-9-]+")
_COLOR = re.compile("#[0-9a-f]{6}")
_LANGUAGES = frozenset(Locale("en").languages)


def is_slug(slug: str) -> bool:
    """Say whether a forum's address has the right form and is not one of ours."""
    return bool(_SLUG.fullmatch(slug)) and len(slug) <= LONGEST_SLUG and slug not in RESERVED_SLUGS


def is_language(code: str) -> bool:
    """Say whether a language code (BCP 47) names a language that is known."""
    return code.replace("-", "_") in _LANGUAGES or code.partition("-")[0] in _LANGUAGES


def is_zone(name: str) -> bool:
    """Say whether a zone stands in the time zone database."""
    return name in zone_names()


def days_in(starts_on: date, ends_on: date) -> int:
    """Return the number of a forum's days; zero or less when it ends before it starts."""
    return (ends_on - starts_on).days + 1


def is_in_our_time(day: date) -> bool:
    """Say whether a day is one on which a forum can take place."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def is_on_the_clock(wall: datetime | None, zone: str) -> bool:
    """Say whether clocks in the zone ever show this time; nothing given is nothing wrong."""
    return wall is None or exists(wall, ZoneInfo(zone))


def are_places(numbers: Iterable[int]) -> bool:
    """Say whether every number can be a number of places."""
    return all(0 <= number <= MOST_PLACES for number in numbers)


def may_lose_owner(*, owners: int) -> bool:
    """Say whether one of so many owners may go: the last one stays."""
    return owners > 1


def in_order(roles: Iterable[TeamRole]) -> list[TeamRole]:
    """Return roles in the order in which they are always shown."""
    held = set(roles)
    return [role for role in TeamRole if role in held]


def is_color(color: str) -> bool:
    """Say whether this is a color as ``#rrggbb``, in small letters."""
    return bool(_COLOR.fullmatch(color))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def passing_tone(color: str, *, paper: str = PAPER, least: float = LEAST_CONTRAST) -> str:
    """Return the tone nearest to ``color`` that can be read on ``paper``: mixed with black or white in 100 steps."""
    end = 0 if _luminance(paper) > 0.18 else 255
    parts = _parts(color)
    for step in range(100):
        tone = "#" + "".join(f"{round(part + (end - part) * step / 100):02x}" for part in parts)
        if contrast(tone, paper) >= least:
            return tone
    return "#000000" if end == 0 else "#ffffff"


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    """Return the relative luminance, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(part / 255) for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
