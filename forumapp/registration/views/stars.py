"""Marks on the public programme, for a browser that opened the delegate's own page before."""

from flask import abort, flash, jsonify, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.db import transaction
from forumapp.exchange.document import SessionPart
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.policy import Permission
from forumapp.registration import queries, service
from forumapp.registration.models import Registration
from forumapp.registration.service import viewer_of
from forumapp.registration.views.base import blueprint, delegate_of_request, render
from forumapp.registration.views.marks import keep_mark, marks_of_browser
from forumapp.schedule.queries import Released, released
from forumapp.web.guards import guard


@blueprint.route("/forums/<slug>/programme/<code>/star", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_OWN, released)
def star(released: Released, code: str) -> ResponseReturnValue:
    """Mark a session or take the mark away; a browser without a known delegate keeps its marks itself."""
    registration = delegate_of_request(released.forum)
    part = _session(released, registration, code)
    if request.method == "GET":
        return _page(released, registration, part)
    is_on = request.form.get("starred") == "1"
    if registration is None:
        return _mark(released, code, is_on=is_on)
    audit.act_as("delegate")
    with transaction():
        (service.star if is_on else service.unstar)(registration, code, now=clock.now())
    if _asks_for_json():
        return jsonify(key=code, starred=is_on)
    return redirect(url_for("schedule.session", slug=released.forum.slug, code=code), 303)


@blueprint.get("/forums/<slug>/my/stars.json")
@guard(Permission.REGISTRATION_OWN, released)
def my_stars(released: Released) -> ResponseReturnValue:
    """Tell a known delegate's browser which sessions are marked."""
    registration = delegate_of_request(released.forum)
    visible = {session.key for session in released.seen_by(viewer_of(registration)).sessions}
    marks = marks_of_browser(released.forum.slug) if registration is None else queries.starred_keys(registration)
    return jsonify(known=registration is not None, starred=[key for key in marks if key in visible])


def _mark(released: Released, code: str, *, is_on: bool) -> ResponseReturnValue:
    """Keep a mark in a browser whose delegate nobody knows yet."""
    slug = released.forum.slug
    response = make_response(
        jsonify(key=code, starred=is_on) if _asks_for_json() else redirect(url_for(".star", slug=slug, code=code), 303)
    )
    if not keep_mark(response, slug, code, is_on=is_on):
        flash(_("So many sessions this browser cannot keep. Take one out first, or register."), "warn")
    return response


def _session(released: Released, registration: Registration | None, code: str) -> SessionPart:
    document = released.seen_by(viewer_of(registration))
    return next((session for session in document.sessions if session.key == code), None) or abort(404)


def _page(released: Released, registration: Registration | None, part: SessionPart) -> str:
    slug = released.forum.slug
    if registration is None:
        is_on = part.key in marks_of_browser(slug)
    else:
        is_on = queries.star_of(registration, part.key) is not None
    return render(
        "registration/star.html",
        released,
        title=localized(part.title, released.document.forum.languages),
        session_href=url_for("schedule.session", slug=slug, code=part.key),
        action=url_for(".star", slug=slug, code=part.key),
        is_known=registration is not None,
        is_on=is_on,
    )


def _asks_for_json() -> bool:
    accepted = request.accept_mimetypes
    return accepted.best_match(["text/html", "application/json"], default="text/html") == "application/json"
