"""The pages behind a head's secret link."""

from forumapp.delegations.views import files, members, own, rows
from forumapp.delegations.views.base import blueprint

__all__ = ["blueprint", "files", "members", "own", "rows"]
