"""Verbs of forums and their teams."""

from forumapp.forums.service.settings import create, paint, part_of, revise

__all__ = ["create", "paint", "part_of", "revise"]
