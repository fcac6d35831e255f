"""The desk's releases: what is not published, publishing, planning and going back, and the approval of drafts."""

from forumapp.schedule.manage import approvers, colors, plans, releases, withdrawals
from forumapp.schedule.manage.base import blueprint
from forumapp.schedule.manage.state import other_forums, progress, publication

__all__ = [
    "approvers",
    "blueprint",
    "colors",
    "other_forums",
    "plans",
    "progress",
    "publication",
    "releases",
    "withdrawals",
]
