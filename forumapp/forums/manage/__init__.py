"""The organizers' desk of a forum: settings, team."""

from forumapp.forums.manage import settings, team
from forumapp.forums.manage.base import blueprint

__all__ = ["blueprint", "settings", "team"]
