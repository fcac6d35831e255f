"""What is sent packed to whoever takes gzip: stylesheets, scripts and drawings, which hold no secrets, and pages with ``packed``."""

import gzip
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request

PACKED = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})


def init_app(app: Flask) -> None:
    """Pack static files on their way out."""

    @app.after_request
    def pack(response: Response) -> Response:
        if request.endpoint != "static" or response.mimetype not in PACKED:
            return response
        response.vary.add("Accept-Encoding")
        file = Path(app.static_folder or "", (request.view_args or {})["filename"])
        if response.status_code == 200 and request.accept_encodings["gzip"] and file.is_file():
            _replace(response, _packed(file, file.stat().st_mtime_ns))
        return response


def packed(page: str) -> Response:
    """Answer with a page, packed where nothing in it can come from a stranger's site.

    A page with a token must not be packed together with words that a stranger chose: its size would give the token away
    by and by (BREACH). The language is one of ours; other parts of an address come back in the page's links.
    """
    response = Response(page, content_type="text/html; charset=utf-8")
    response.vary.add("Accept-Encoding")
    is_ours = request.method in {"GET", "HEAD"} and set(request.args) <= {"lang"}
    if is_ours and request.accept_encodings["gzip"]:
        response.set_data(gzip.compress(page.encode(), 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _replace(response: Response, packed: bytes) -> None:
    """Send other octets; the ETag turns weak, for they mean the same (RFC 9110 8.8.1)."""
    etag, _is_weak = response.get_etag()
    response.response.close()  # type: ignore[union-attr]
    response.direct_passthrough = False
    response.set_data(packed)
    response.headers["Content-Encoding"] = "gzip"
    if etag:
        response.set_etag(etag, weak=True)


@lru_cache(maxsize=64)
def _packed(file: Path, _written: int) -> bytes:
    return gzip.compress(file.read_bytes(), 9, mtime=0)
