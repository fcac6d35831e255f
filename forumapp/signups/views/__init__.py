"""A delegate's own programme, by secret link, and signing up from the public programme by a browser that is known."""

from forumapp.signups.views import choosing, own, public
from forumapp.signups.views.base import blueprint

__all__ = ["blueprint", "choosing", "own", "public"]
