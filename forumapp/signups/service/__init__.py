"""The verbs of sign-ups. Each locks the forum first, so that places are counted by one at a time."""

from forumapp.signups.service.choosing import choose, clashes, sign_up, take_back
from forumapp.signups.service.deciding import add, decide, take_out
from forumapp.signups.service.settling import settle, settle_registration

__all__ = [
    "add",
    "choose",
    "clashes",
    "decide",
    "settle",
    "settle_registration",
    "sign_up",
    "take_back",
    "take_out",
]
