"""The desk of personal data."""

from forumapp.privacy.manage import keeping, people
from forumapp.privacy.manage.frame import blueprint
from forumapp.privacy.manage.keeping import keeping_note

__all__ = ["blueprint", "keeping", "keeping_note", "people"]
