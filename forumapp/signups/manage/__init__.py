"""The desk's pages about sign-ups: how full sessions are, who stands in each, decisions, files."""

from forumapp.signups.manage import deeds, exports, listing
from forumapp.signups.manage.frame import blueprint

__all__ = ["blueprint", "deeds", "exports", "listing"]
