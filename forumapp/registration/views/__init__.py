"""Registration, the delegate's own page and the marks on the programme."""

from forumapp.registration.views import addresses, delegate, own, register, stars, succession
from forumapp.registration.views.base import asker_of_request, blueprint, delegate_of_request

__all__ = [
    "addresses",
    "asker_of_request",
    "blueprint",
    "delegate",
    "delegate_of_request",
    "own",
    "register",
    "stars",
    "succession",
]
