"""Stylesheets and scripts travel packed, and are known again in either form."""

import gzip

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forumapp.web.templating import manifest

pytestmark = pytest.mark.once


def stylesheet(client: FlaskClient, **headers: str) -> TestResponse:
    """Ask for the site's stylesheet."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(f"/static/dist/{manifest()['site.css']}", headers=named, buffered=True)


def test_a_stylesheet_is_packed_for_those_who_take_gzip(client: FlaskClient) -> None:
    plain, packed = stylesheet(client), stylesheet(client, Accept_Encoding="gzip, br")

    assert (plain.headers.get("Content-Encoding"), packed.headers.get("Content-Encoding")) == (None, "gzip")
    assert gzip.decompress(packed.data) == plain.data
    assert packed.content_length == len(packed.data)
    assert {plain.headers["Vary"], packed.headers["Vary"]} == {"Accept-Encoding"}


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_stylesheet_that_is_known_is_not_sent_again(client: FlaskClient, encoding: str) -> None:
    etag = stylesheet(client, Accept_Encoding=encoding).headers["ETag"]

    again = stylesheet(client, Accept_Encoding=encoding, If_None_Match=etag)

    assert (again.status_code, again.data) == (304, b"")


def test_a_part_of_a_stylesheet_is_sent_plain(client: FlaskClient) -> None:
    part = stylesheet(client, Accept_Encoding="gzip", Range="bytes=0-9")

    assert (part.status_code, len(part.data), part.headers.get("Content-Encoding")) == (206, 10, None)
