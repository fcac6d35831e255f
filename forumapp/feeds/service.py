"""The one thing that a feed writes down: that somebody fetched it."""

from datetime import datetime, timedelta

from forumapp.feeds.rules import program_name
from forumapp.registration.models import FeedToken

NOTED_EVERY = timedelta(hours=1)
"""How often a fetch is noted at most."""

_CHARACTERS = 60


def is_due(token: FeedToken, *, now: datetime) -> bool:
    """Say whether the last fetch that was noted is so long ago that the next shall be."""
    return token.fetched_at is None or now - token.fetched_at >= NOTED_EVERY


def note_fetch(token: FeedToken, *, program: str, now: datetime) -> None:
    """Note when a personal calendar was fetched and by which program, for the delegate to see."""
    token.fetched_at = now
    token.fetched_by = program_name(program)[:_CHARACTERS] or None
