"""What is kept for everybody was made for everybody, whoever asked first."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forumapp.web.kept import KeptAnswers
from tests import signing_in
from tests.conftest import FreshClient
from tests.web.security.scene import Place, place

PAGES = (
    "/",
    "/forums/ours/",
    "/forums/ours/programme/",
    "/forums/ours/calendar/",
    "/forums/ours/calendar.ics",
    "/forums/ours/programme.pdf",
    "/forums/ours/programme.docx",
    "/forums/ours/programme.xlsx",
)
FIRST = {
    "HEAD": ("HEAD", {}),
    "Range": ("GET", {"Range": "bytes=0-9"}),
    "Authorization": ("GET", {"Authorization": "Bearer x"}),
    "unchanged": ("GET", {"If-None-Match": "*"}),
    "Accept": ("GET", {"Accept": "application/json"}),
    "Host": ("GET", {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}),
    "language": ("GET", {"Accept-Language": "<script>,*;q=0,en;q=1"}),
    "cookie": ("GET", {"Cookie": "delegate =x; forumapp=x"}),
}


@pytest.fixture
def ours(session: Session) -> Place:
    """Give a released forum."""
    return place("ours")


@pytest.fixture
def kept(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Give a browser without cookies, with the kept answers between it and the application."""
    front = KeptAnswers(app.wsgi_app, stamp=lambda _path: "1", default_language="en", is_secure=False)
    monkeypatch.setattr(app, "wsgi_app", front)
    app.test_client_class = FreshClient
    return app.test_client(use_cookies=False)


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("path", PAGES)
def test_the_first_asker_leaves_no_trace(
    path: str, first: str, client: FlaskClient, kept: FlaskClient, ours: Place
) -> None:
    method, headers = FIRST[first]
    english = {"Accept-Language": "en"}
    fresh = kept.get(f"{path}?fresh=1", headers=english).data.replace(b"fresh=1", b"")
    kept.open(f"{path}?other=1", method=method, headers={**english, **headers})
    later = kept.get(f"{path}?other=1", headers=english)

    assert later.data.replace(b"other=1", b"") == fresh
    assert "Set-Cookie" not in later.headers


def test_somebody_signed_in_leaves_no_trace(
    app: Flask, client: FlaskClient, kept: FlaskClient, session: Session, ours: Place
) -> None:
    known = app.test_client()
    signing_in.sign_in(known, session, ours.owner)
    with known.session_transaction() as cookie:
        cookie["_flashes"] = [("good", "a notice of somebody's")]
    for path in PAGES:
        known.get(path)
        answer = kept.get(path)

        assert answer.status_code == 200
        assert b"a notice of" not in answer.data
        assert ours.owner.email.encode() not in answer.data
        assert "Set-Cookie" not in answer.headers
