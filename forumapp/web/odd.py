"""Addresses that no page of ours has: refused before anything is asked of the database."""

from flask import Flask, Response, abort, request
from werkzeug.routing import IntegerConverter

from forumapp.web.addresses import safe_return

NUL = "\x00"


class RowNumber(IntegerConverter):
    """Numbers of rows: what no table's column can hold is no address (404)."""

    regex = r"\d{1,9}"


def init_app(app: Flask) -> None:
    """Refuse odd addresses; call it before the blueprints are registered."""
    app.url_map.converters["int"] = RowNumber
    app.before_request(refuse_nul)
    app.after_request(stay_here)


def refuse_nul() -> None:
    """Answer 404 to a path and 400 to a query with a character that PostgreSQL cannot hold."""
    if NUL in request.path:
        abort(404)
    if any(NUL in text for pair in request.args.items(multi=True) for text in pair):
        abort(400)


def stay_here(response: Response) -> Response:
    """Have a redirect to this very host say the path only: the Host header is not ours to repeat."""
    location = response.headers.get("Location", "")
    if location.startswith(request.host_url):
        response.location = safe_return(f"/{location.removeprefix(request.host_url)}") or "/"
        response.set_data(b"")
    return response
