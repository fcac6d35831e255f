"""The public pages of released programmes; every one of them is kept as bytes."""

from forumapp.schedule.views import changes, pages
from forumapp.schedule.views.blueprint import blueprint

__all__ = ["blueprint", "changes", "pages"]
