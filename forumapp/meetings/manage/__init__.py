"""The desk's pages about closed meetings: who is invited, letters, answers, files."""

from forumapp.meetings.manage import choosing, deeds, exports, letters, listing, lists
from forumapp.meetings.manage.frame import blueprint

__all__ = ["blueprint", "choosing", "deeds", "exports", "letters", "listing", "lists"]
