"""The desk of people, institutions and countries."""

from forumapp.directory.manage import countries, institutions, people, sharing
from forumapp.directory.manage.frame import blueprint

__all__ = ["blueprint", "countries", "institutions", "people", "sharing"]
