"""The desk's releases: what is not published, publishing, planning and going back, and the approval of drafts."""

from forumapp.schedule.manage import approvers, colors, plans, releases, withdrawals
from forumapp.schedule.manage.base import blueprint
from forumapp.schedule.manage.state import progress, publication

__all__ = [
    "approvers",
    "blueprint",
    "colors",
    "plans",
    "progress",
    "publication",
    "releases",
    "withdrawals",
]
