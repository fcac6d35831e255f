"""The registrars' desk."""

from forumapp.secretariat.manage import addresses, answers, deeds, doubles, entry, exports, importing, lists
from forumapp.secretariat.manage.frame import blueprint

__all__ = ["addresses", "answers", "blueprint", "deeds", "doubles", "entry", "exports", "importing", "lists"]
