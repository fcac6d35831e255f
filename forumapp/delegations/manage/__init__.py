"""The registrars' desk of delegations."""

from forumapp.delegations.manage import deeds, pages
from forumapp.delegations.manage.frame import blueprint
from forumapp.delegations.manage.pages import party_name

__all__ = ["blueprint", "deeds", "pages", "party_name"]
