"""The desk of people, institutions and countries."""

from forumapp.directory.manage import countries, institutions, people, sharing
from forumapp.directory.manage.frame import blueprint, names_in

__all__ = ["blueprint", "countries", "institutions", "names_in", "people", "sharing"]
