"""What the desk's pages about delegations share."""

from uuid import UUID

from flask import Blueprint, g

from forumapp.delegations import queries
from forumapp.delegations.models import Delegation
from forumapp.directory.manage.frame import forum_of_desk

__all__ = ["PLACE", "blueprint", "delegation_of_desk", "forum_of_desk"]

blueprint = Blueprint("delegations_desk", __name__)

PLACE = "/forums/<slug>/manage/delegations"


def delegation_of_desk(slug: str, uid: UUID) -> Delegation | None:
    """Load a delegation of the forum, whose languages the page falls back on."""
    delegation = queries.delegation_by_uid(slug, uid)
    if delegation is not None:
        g.content_languages = delegation.forum.languages
    return delegation
