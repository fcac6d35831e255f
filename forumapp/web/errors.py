"""What people and programs read when something is refused or fails."""

import errno
import json
import logging
from http import HTTPStatus

from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from forumapp.db import abandon
from forumapp.errors import Overtaken, RuleBroken

logger = logging.getLogger("forumapp.errors")

RETRY_AFTER = "10"
"""Seconds after which a client may try again when a part is down."""
RETRY_AFTER_FLOOD = "60"
"""Seconds after which a client that asked too often may try again; all limits have a minute's window."""
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def init_app(app: Flask) -> None:
    """Answer every refusal and failure in words."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(RuleBroken, _broken)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(InterfaceError, _database)
    app.register_error_handler(PoolTimeout, _database)
    app.register_error_handler(OSError, _system)
    app.register_error_handler(HTTPStatus.INTERNAL_SERVER_ERROR, _fault)


def sentence(status: int) -> tuple[str, str]:
    """Return what happened and what to do, for a status."""
    words = {
        400: (_("This request could not be read."), _("Go back, reload the page and try again.")),
        403: (
            _("You may not open this page."),
            _("Ask an owner of the forum, or an administrator, for the right you need."),
        ),
        404: (_("There is no such page."), _("Check the address, or begin at the list of forums.")),
        405: (_("This address does not take that kind of request."), _("Go back and use the buttons of the page.")),
        409: (
            _("Somebody else changed this in the meantime."),
            _("Go back, reload the page and make your change again."),
        ),
        410: (_("This address is no longer in use."), _("Ask for a new one where you found it.")),
        413: (_("That is too large."), _("Send a smaller file or a shorter text.")),
        429: (_("Too many requests in a short time."), _("Wait a minute and try again.")),
        503: (_("A part of the service is not available just now."), _("Nothing was changed. Try again in a moment.")),
    }
    return words.get(
        status,
        (_("Something went wrong here."), _("Nothing was changed. Tell us the number below if it happens again.")),
    )


def refuse(status: int, *, title: str | None = None, detail: str | None = None) -> Response:
    """Return the answer for a status: a page for people, problem+json (RFC 9457) for programs."""
    said, advice = sentence(status)
    title, detail = title or said, detail or advice
    request_id = g.get("request_id", "")
    if _asks_for_json():
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": request_id}
        response = make_response(json.dumps(body, ensure_ascii=False), status)
        response.content_type = "application/problem+json"
        return response
    page = render_template("errors/error.html", status=status, title=title, sentence=detail, request_id=request_id)
    return make_response(page, status)


def _asks_for_json() -> bool:
    accepted = request.accept_mimetypes
    best = accepted.best_match(["text/html", "application/problem+json", "application/json"])
    return best is not None and best != "text/html" and accepted[best] > accepted["text/html"]


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    response = refuse(error.code or 500)
    if error.code == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = RETRY_AFTER_FLOOD
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _broken(error: RuleBroken) -> Response:
    return refuse(409 if isinstance(error, Overtaken) else 422, title=error.sentence)


def _stale(_error: StaleDataError) -> Response:
    abandon()
    return refuse(409)


def _database(error: OperationalError | InterfaceError | PoolTimeout) -> Response:
    logger.error("database", exc_info=error)
    return _unavailable()


def _system(error: OSError) -> Response:
    """Say that there is no room for files; every other failure of the system is a fault."""
    if error.errno not in NO_ROOM:
        raise error
    logger.error("disk full", exc_info=error)
    return _unavailable()


def _unavailable() -> Response:
    abandon()
    response = refuse(503)
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def _fault(error: HTTPException) -> Response:
    original = getattr(error, "original_exception", None)
    logger.error("fault", exc_info=original or error)
    abandon()
    return refuse(500)
