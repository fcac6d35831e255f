"""Answers kept as bytes: rendered once for a release, sent again without asking the application.

A view that answers everybody alike returns ``keep(…)``. The middleware in front of the application then sends the kept bytes for as
long as the forum's stamp stands (one tiny read a request), with ETag, gzip and 304 done right (RFC 9110 13).
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Response, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import http_date, parse_accept_header, parse_date

from forumapp.i18n import LANGUAGE_NAMES
from forumapp.web.security import HEADERS

ENVIRON_KEY = "forumapp.kept"
PAGE = "public, max-age=0, s-maxage=60, must-revalidate"
FEED = "public, max-age=300"
MOST_BYTES = 128 * 1024 * 1024
"""What the answers of one process may weigh together."""

FIXED_ENDINGS = (".ics", ".json", ".xml", ".atom", ".css")
"""Addresses whose language is their own and not the browser's."""

PERSONAL_COOKIES = ("delegate=", "invitee=")
"""Of browsers that are known as a delegate's, or as somebody's who is invited to closed meetings."""

Wsgi = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]
Stamp = Callable[[str], str | None]


@dataclass(frozen=True)
class Kept:
    """A complete answer, plain and packed."""

    body: bytes
    packed: bytes
    etag: str
    last_modified: datetime
    headers: tuple[tuple[str, str], ...]
    fresh_until: datetime | None = None
    """When the answer changes by itself; None for never."""

    def answer(self, environ: WSGIEnvironment) -> tuple[str, list[tuple[str, str]], bytes]:
        """Return status, headers and body for a request, GET or HEAD, conditional or not."""
        is_packed = _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        etag = f'"{self.etag}-gz"' if is_packed else f'"{self.etag}"'
        headers = [*self.headers, ("ETag", etag)]
        if self._is_known(environ):
            return "304 NOT MODIFIED", headers, b""
        body = self.packed if is_packed else self.body
        headers.append(("Content-Length", str(len(body))))
        if is_packed:
            headers.append(("Content-Encoding", "gzip"))
        return "200 OK", headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else body

    def _is_known(self, environ: WSGIEnvironment) -> bool:
        """Say whether the client has this answer: by ETag, weakly compared, else by date."""
        known: str | None = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None:
            tags = {tag.strip().removeprefix("W/").strip('"').removesuffix("-gz") for tag in known.split(",")}
            return self.etag in tags or known.strip() == "*"
        since = parse_date(environ.get("HTTP_IF_MODIFIED_SINCE"))
        return since is not None and self.last_modified <= since


def keep(
    body: bytes,
    *,
    content_type: str,
    last_modified: datetime,
    cache_control: str = PAGE,
    headers: dict[str, str] | None = None,
    fresh_until: datetime | None = None,
) -> Response:
    """Return the answer to this request and keep it for all who ask the same."""
    is_fixed = request.path.endswith(FIXED_ENDINGS)
    kept = Kept(
        body=body,
        packed=gzip.compress(body, 6, mtime=0),
        etag=hashlib.sha256(body).hexdigest()[:32],
        last_modified=last_modified,
        headers=(
            ("Content-Type", content_type),
            ("Last-Modified", http_date(last_modified)),
            ("Cache-Control", cache_control),
            ("Vary", "Accept-Encoding" if is_fixed else "Accept-Encoding, Accept-Language"),
            *(headers or {}).items(),
            *HEADERS.items(),
        ),
        fresh_until=fresh_until,
    )
    request.environ[ENVIRON_KEY] = kept
    status, sent, content = kept.answer(request.environ)
    return Response([content], status=status, headers=sent)


class KeptAnswers:
    """The middleware in front of the application; one for each process."""

    def __init__(self, wsgi: Wsgi, *, stamp: Stamp, default_language: str, is_secure: bool) -> None:
        """``stamp`` tells, by path, what the answer depends on: None for paths that are never kept."""
        self._wsgi = wsgi
        self._stamp = stamp
        self._default_language = default_language
        self._extra = [("Strict-Transport-Security", "max-age=31536000; includeSubDomains")] if is_secure else []
        self._answers: OrderedDict[Any, tuple[str, Kept]] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, else ask the application and keep what it marks."""
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or _is_personal(environ, path):
            return self._wsgi(environ, start_response)
        key = (path, environ.get("QUERY_STRING", ""), self._language(environ, path))
        known = self._answers.get(key)
        if known is not None:
            stamp, kept = known
            if kept.fresh_until is not None and datetime.now(UTC) >= kept.fresh_until:
                known = None
            elif stamp == self._stamp(path):
                return self._send(kept, environ, start_response)
        return self._ask(key, path, environ, start_response)

    def _send(self, kept: Kept, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        status, headers, body = kept.answer(environ)
        start_response(status, headers + self._extra)
        return [body]

    def _ask(self, key: Any, path: str, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Ask the application; the stamp is read before, so that an answer is never kept as newer than it is."""
        stamp = self._stamp(path)
        answer = self._wsgi(environ, start_response)
        kept = environ.get(ENVIRON_KEY)
        if kept is not None and stamp is not None:
            self._put(key, stamp, kept)
        return answer

    def _put(self, key: Any, stamp: str, kept: Kept) -> None:
        with self._lock:
            old = self._answers.pop(key, None)
            if old is not None:
                self._weight -= len(old[1].body) + len(old[1].packed)
            self._answers[key] = (stamp, kept)
            self._weight += len(kept.body) + len(kept.packed)
            while self._weight > MOST_BYTES and len(self._answers) > 1:
                _oldest, (_stamp, gone) = self._answers.popitem(last=False)
                self._weight -= len(gone.body) + len(gone.packed)

    def _language(self, environ: WSGIEnvironment, path: str) -> str | None:
        if path.endswith(FIXED_ENDINGS):
            return None
        return accepted_language(environ.get("HTTP_ACCEPT_LANGUAGE", ""), self._default_language)


@lru_cache(maxsize=1024)
def _takes_gzip(header: str) -> bool:
    """Say whether an Accept-Encoding header takes gzip (RFC 9110 12.5.3)."""
    return parse_accept_header(header)["gzip"] > 0


def _is_personal(environ: WSGIEnvironment, path: str) -> bool:
    """Say whether the asker may get a page of their own; feeds are the same for all."""
    cookies = environ.get("HTTP_COOKIE", "")
    return any(sign in cookies for sign in PERSONAL_COOKIES) and not path.endswith(FIXED_ENDINGS)


@lru_cache(maxsize=1024)
def accepted_language(header: str, default: str) -> str:
    """Return the interface's language that fits an Accept-Language header best."""
    accepted = parse_accept_header(header, LanguageAccept)
    return str(accepted.best_match(list(LANGUAGE_NAMES)) or default)
