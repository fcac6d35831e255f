"""Answers with stored files: pictures to look at, other files to save."""

from flask import Response, abort, request
from werkzeug.datastructures import Headers

from forumapp.storage import portraits
from forumapp.storage.files import path_of
from forumapp.storage.portraits import Size

PRIVATE = "private, no-store"


def send_photo(name: str | None, size: Size) -> Response:
    """Answer with a photo by its stored name; 404 where there is none. Who lets the public keep it says so in the headers."""
    path = path_of(portraits.FOLDER, name, size.value) if name else None
    if path is None:
        abort(404)
    response = Response(path.read_bytes(), mimetype="image/webp", headers={"Cache-Control": PRIVATE})
    response.set_etag(f"{name}{size.name.lower()}")
    response.headers["Content-Disposition"] = "inline"
    response.make_conditional(request)
    return response


def send_download(folder: str, stored: str, *, name: str, media_type: str) -> Response:
    """Answer with a stored file to be saved under ``name``, never to be shown by the browser."""
    path = path_of(folder, stored)
    if path is None:
        abort(404)
    headers = Headers({"Cache-Control": PRIVATE, "Content-Security-Policy": "default-src 'none'; sandbox"})
    headers.set("Content-Disposition", "attachment", filename=name)
    return Response(path.read_bytes(), mimetype=media_type, headers=headers)


def send_archive(octets: bytes, *, name: str) -> Response:
    """Answer with an archive made for the asker, to be saved under ``name``."""
    headers = Headers({"Cache-Control": PRIVATE})
    headers.set("Content-Disposition", "attachment", filename=name)
    return Response(octets, mimetype="application/zip", headers=headers)
