"""The registrars' desk."""

from forumapp.registration.manage import addresses, answers, deeds, doubles, entry, exports, lists
from forumapp.registration.manage.frame import blueprint

__all__ = ["addresses", "answers", "blueprint", "deeds", "doubles", "entry", "exports", "lists"]
