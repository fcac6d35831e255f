"""The measure: a bare Flask route that holds an answer's bytes, plain and packed, and returns them."""

import hashlib
import json
import sys
from functools import partial
from pathlib import Path

from flask import Flask, Response, request
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

ANSWERS = "answers.json"


def application(folder: Path) -> Flask:
    """Return an application that answers ``/<name>`` with what the files of ``folder`` hold."""
    app = Flask("bare")
    types = json.loads((folder / ANSWERS).read_text())
    plain = {name: (folder / name).read_bytes() for name in types}
    packed = {name: (folder / f"{name}.gz").read_bytes() for name in types}
    tags = {name: hashlib.sha256(body).hexdigest()[:32] for name, body in plain.items()}

    @app.get("/<name>")
    def answer(name: str) -> Response:
        is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
        response = Response((packed if is_packed else plain)[name], content_type=types[name])
        if is_packed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        response.set_etag(f"{tags[name]}-gz" if is_packed else tags[name])
        return response.make_conditional(request) if "If-None-Match" in request.headers else response

    return app


def _load(folder: Path) -> Flask:
    return application(folder)


def main(port: int, folder: Path) -> None:
    """Serve the route as forumapp serves itself: one process, eight threads."""
    server = MPServer(
        "bare",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=8,
        log_level=LogLevels.error,
        websockets=False,
    )
    server.serve(target_loader=partial(_load, folder), wrap_loader=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
