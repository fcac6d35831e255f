"""Answers kept as bytes in front of the application."""

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from forumapp.web.kept import ENVIRON_KEY, Kept, KeptAnswers

MOMENT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PAGE = "/forums/forum/programme/"


class Application:
    """Answers with the number of times it was asked, and lets the answer be kept."""

    def __init__(self, *, fresh_until: datetime | None = None, is_kept: bool = True) -> None:
        self.asked = 0
        self.fresh_until = fresh_until
        self.is_kept = is_kept

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.asked += 1
        body = f"answer {self.asked}, {environ.get('HTTP_ACCEPT_LANGUAGE', '')}".encode()
        kept = Kept(
            body=body,
            packed=gzip.compress(body, mtime=0),
            etag=f"etag-{self.asked}",
            last_modified=MOMENT,
            headers=(("Content-Type", "text/plain"), ("X-Frame", "none")),
            fresh_until=self.fresh_until,
        )
        if self.is_kept:
            environ[ENVIRON_KEY] = kept
        status, headers, content = kept.answer(environ)
        start_response(status, headers)
        return [content]


class Stamps:
    """What answers depend on, as the test sets it."""

    def __init__(self) -> None:
        self.stamp: str | None = "release 1"

    def __call__(self, path: str) -> str | None:
        return self.stamp if path.startswith("/forums/") else None


def kept(application: Application, stamps: Stamps, **settings: Any) -> Client:
    """Return a client of the application behind the middleware."""
    answers = KeptAnswers(application, stamp=stamps, default_language="en", is_secure=False, **settings)
    return Client(answers, Response, use_cookies=False)


def test_the_second_asker_gets_the_same_bytes_without_the_application() -> None:
    application = Application()
    client = kept(application, Stamps())

    first, second = client.get(PAGE), client.get(PAGE)

    assert (first.data, first.headers["ETag"], application.asked) == (second.data, second.headers["ETag"], 1)
    assert list(first.headers) == list(second.headers)


def test_a_new_release_is_asked_for() -> None:
    application, stamps = Application(), Stamps()
    client = kept(application, stamps)
    client.get(PAGE)
    stamps.stamp = "release 2"

    assert client.get(PAGE).text == "answer 2, "


@pytest.mark.parametrize("is_kept", [True, False])
def test_what_has_no_stamp_or_is_not_marked_is_never_kept(is_kept: bool) -> None:
    application, stamps = Application(is_kept=is_kept), Stamps()
    stamps.stamp = None if is_kept else "release 1"
    client = kept(application, stamps)
    client.get(PAGE)

    assert client.get(PAGE).text == "answer 2, "


def test_an_answer_that_grew_old_by_itself_is_asked_for() -> None:
    application = Application(fresh_until=datetime.now(UTC) - timedelta(seconds=1))
    client = kept(application, Stamps())
    client.get(PAGE)

    assert client.get(PAGE).text == "answer 2, "


def test_languages_are_kept_apart_for_pages_and_together_for_feeds() -> None:
    application = Application()
    client = kept(application, Stamps())

    pages = [client.get(PAGE, headers={"Accept-Language": code}).text for code in ("ru", "en", "ru-RU,ru;q=0.9")]
    feeds = [client.get("/forums/forum/calendar.ics", headers={"Accept-Language": code}).text for code in ("ru", "en")]

    assert pages == ["answer 1, ru", "answer 2, en", "answer 1, ru"]
    assert feeds == ["answer 3, ru", "answer 3, ru"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-None-Match": '"etag-1"'}, 304),
        ({"If-None-Match": 'W/"etag-1-gz", "other"'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"other"', "If-Modified-Since": "Fri, 20 Nov 2026 09:00:00 GMT"}, 200),
        ({"If-Modified-Since": "Fri, 20 Nov 2026 09:00:00 GMT"}, 304),
        ({"If-Modified-Since": "Fri, 20 Nov 2026 08:59:59 GMT"}, 200),
        ({"If-Modified-Since": "yesterday"}, 200),
    ],
)
def test_a_conditional_request_is_answered_as_rfc_9110_says(headers: dict[str, str], status: int) -> None:
    client = kept(Application(), Stamps())
    client.get(PAGE)

    response = client.get(PAGE, headers=headers)

    assert (response.status_code, response.data == b"") == (status, status == 304)


def test_a_packed_answer_has_its_own_etag_and_the_same_text() -> None:
    client = kept(Application(), Stamps())
    plain = client.get(PAGE)

    packed = client.get(PAGE, headers={"Accept-Encoding": "gzip"})

    assert packed.headers["ETag"] == '"etag-1-gz"'
    assert (packed.headers["Content-Encoding"], gzip.decompress(packed.data)) == ("gzip", plain.data)


@pytest.mark.parametrize("header", ["gzip;q=0", "identity", "deflate, gzip;q=0.0", ""])
def test_who_does_not_take_gzip_gets_the_plain_answer(header: str) -> None:
    client = kept(Application(), Stamps())

    assert "Content-Encoding" not in client.get(PAGE, headers={"Accept-Encoding": header}).headers


def test_a_head_request_gets_the_headers_and_no_body() -> None:
    client = kept(Application(), Stamps())
    whole = client.get(PAGE)

    response = client.head(PAGE)

    assert (response.data, response.headers["Content-Length"]) == (b"", str(len(whole.data)))


@pytest.mark.parametrize("cookie", ["delegate=somebody", "invitee=somebody"])
def test_a_known_browser_goes_to_the_application_for_pages_but_not_for_feeds(cookie: str) -> None:
    application = Application()
    client = kept(application, Stamps())
    for path in (PAGE, "/forums/forum/calendar.ics"):
        client.get(path)
        client.get(path, headers={"Cookie": cookie})

    assert application.asked == 3


def test_a_change_is_never_kept() -> None:
    application = Application()
    client = kept(application, Stamps())
    client.post(PAGE)

    assert client.get(PAGE).text == "answer 2, "
