"""Sign-ups as templates read them."""

from forumapp.signups.presentation.own import (
    OwnDay,
    OwnRow,
    Standing,
    fetched_words,
    gone_titles,
    own_days,
    state_words,
)

__all__ = ["OwnDay", "OwnRow", "Standing", "fetched_words", "gone_titles", "own_days", "state_words"]
