"""The registrars' desk."""

from forumapp.registration.manage import addresses, deeds, doubles, entry, exports, lists
from forumapp.registration.manage.frame import blueprint

__all__ = ["addresses", "blueprint", "deeds", "doubles", "entry", "exports", "lists"]
