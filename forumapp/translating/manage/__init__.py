"""The desk of translations."""

from forumapp.translating.manage import files, workbench
from forumapp.translating.manage.frame import blueprint

__all__ = ["blueprint", "files", "workbench"]
