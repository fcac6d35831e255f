"""The organizers' desk of a forum: settings, team, history."""

from forumapp.forums.manage import settings, team, trail
from forumapp.forums.manage.base import blueprint

__all__ = ["blueprint", "settings", "team", "trail"]
