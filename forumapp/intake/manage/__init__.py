"""The desk's pages that bring in a table."""

from forumapp.intake.manage.pages import blueprint

__all__ = ["blueprint"]
