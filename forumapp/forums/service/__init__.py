"""Verbs of forums and their teams."""

from forumapp.forums.service.settings import create, paint, part_of, require_approval, revise, set_hours
from forumapp.forums.service.team import (
    accept,
    forget_invitations,
    invite,
    is_open,
    remove,
    restore,
    revoke,
    set_roles,
)

__all__ = [
    "accept",
    "create",
    "forget_invitations",
    "invite",
    "is_open",
    "paint",
    "part_of",
    "remove",
    "require_approval",
    "restore",
    "revise",
    "revoke",
    "set_hours",
    "set_roles",
]
