"""The speaker's own page, by secret link."""

from forumapp.speakers.views import files, own
from forumapp.speakers.views.base import blueprint

__all__ = ["blueprint", "files", "own"]
