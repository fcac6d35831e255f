"""What the pages of the desk of personal data share."""

from uuid import UUID

from flask import Blueprint, g

from forumapp.registration import queries
from forumapp.registration.models import Registration

blueprint = Blueprint("privacy_desk", __name__)


def known_registration(slug: str, uid: UUID) -> Registration | None:
    """Return a forum's registration that still tells who it is."""
    registration = queries.registration_by_uid(slug, uid)
    if registration is None or registration.anonymized_at is not None:
        return None
    g.content_languages = registration.forum.languages
    return registration
