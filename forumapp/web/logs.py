"""Structured logs: one JSON object a line, with the request's id and without secrets."""

import json
import logging
import re
import secrets
import time
from datetime import UTC, datetime

from flask import Flask, Response, g, has_request_context, request

logger = logging.getLogger("forumapp.requests")

SECRET_PATHS = (
    re.compile(r"(?<=/registration/)[^/]+"),
    re.compile(r"(?<=/address/)[^/]+"),
    re.compile(r"(?<=/delegation/)[^/]+"),
    re.compile(r"(?<=/speaker/)[^/]+"),
    re.compile(r"(?<=/invitation/)[^/]+"),
    re.compile(r"(?<=/account/link/)[^/]+"),
    re.compile(r"(?<=/account/team/)[^/]+"),
    re.compile(r"(?<=/draft/)[^/]+"),
    re.compile(r"(?<=^/calendar/)[^/]+(?=\.ics$)"),
)


def masked(path: str) -> str:
    """Return a path without the secret tokens in it."""
    for pattern in SECRET_PATHS:
        path = pattern.sub("…", path)
    return path


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if has_request_context() and "request_id" in g:
            line["request_id"] = g.request_id
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def configure(level: int = logging.INFO) -> None:
    """Send the application's records to standard error as JSON lines; does nothing the second time."""
    root = logging.getLogger("forumapp")
    if root.handlers:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    root.setLevel(level)
    root.propagate = False


def init_app(app: Flask) -> None:
    """Give every request an id and log what was answered."""

    @app.before_request
    def begin() -> None:
        g.request_id = secrets.token_hex(8)
        g.began = time.perf_counter()

    @app.after_request
    def log(response: Response) -> Response:
        if "request_id" not in g:
            return response
        response.headers["X-Request-Id"] = g.request_id
        facts = {
            "method": request.method,
            "path": masked(request.path),
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - g.began) * 1000, 1),
        }
        logger.info("request", extra={"facts": facts})
        return response
