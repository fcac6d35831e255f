"""Photos of people, as the current release has them."""

from flask import Response, abort
from flask.typing import ResponseReturnValue

from forumapp.policy import Permission
from forumapp.schedule.queries import Released, released
from forumapp.schedule.views.blueprint import asker, blueprint
from forumapp.storage.portraits import Size
from forumapp.storage.sending import send_photo
from forumapp.web.guards import guard

KEPT_FOR = 3600
"""Seconds for which a browser need not ask again: a photo that was taken away is gone everywhere after that."""


@blueprint.get("/forums/<slug>/people/<code>/photo.webp")
@guard(Permission.PUBLIC_READ, released)
def photo(released: Released, code: str) -> ResponseReturnValue:
    """Show the photo of somebody of whom the asker may know."""
    return _photo(released, code, Size.LARGE)


@blueprint.get("/forums/<slug>/people/<code>/photo-small.webp")
@guard(Permission.PUBLIC_READ, released)
def small_photo(released: Released, code: str) -> ResponseReturnValue:
    """Show the photo of somebody in a small size."""
    return _photo(released, code, Size.SMALL)


def _photo(released: Released, code: str, size: Size) -> Response:
    asking = asker(released)
    document = released.seen_by(asking.viewer)
    person = next((person for person in document.people if person.key == code), None) or abort(404)
    response = send_photo(person.photo, size)
    is_public = asking.starred is None
    response.headers["Cache-Control"] = f"public, max-age={KEPT_FOR}" if is_public else "private, no-cache"
    return response
