"""The registrars' desk."""

from forumapp.registration.manage import deeds, entry, exports, lists
from forumapp.registration.manage.frame import blueprint

__all__ = ["blueprint", "deeds", "entry", "exports", "lists"]
