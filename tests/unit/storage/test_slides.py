"""Slides are told by what is in them."""

import io
import zipfile

import pytest
from flask import Flask

from forumapp.errors import RuleBroken
from forumapp.storage import SlidesKind, slides_kind

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def context(app: Flask):
    """Speak a language: refusals are sentences."""
    with app.test_request_context():
        yield


def archive(**members: bytes) -> bytes:
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as packed:
        for name, body in members.items():
            packed.writestr(name, body)
    return octets.getvalue()


ODP = {"mimetype": b"application/vnd.oasis.opendocument.presentation", "content.xml": b"<x/>"}
PPTX = {"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}


@pytest.mark.parametrize(
    ("octets", "kind"),
    [
        (b"%PDF-1.7\n...", SlidesKind.PDF),
        (archive(**PPTX), SlidesKind.PPTX),
        (archive(**ODP), SlidesKind.ODP),
    ],
)
def test_a_file_is_what_it_holds(octets: bytes, kind: SlidesKind) -> None:
    assert slides_kind(octets) is kind


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"MZ\x90\x00",
        b"<html>%PDF-1.7",
        archive(**{"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}),
        archive(**{**PPTX, "ppt/vbaProject.bin": b"macros"}),
        archive(**{**ODP, "mimetype": b"application/vnd.oasis.opendocument.text"}),
        archive(**PPTX)[:60],
        b"PK\x03\x04" + b"\0" * 60,
    ],
    ids=["nothing", "program", "html", "word", "macros", "text", "half", "broken"],
)
def test_other_files_are_refused(octets: bytes) -> None:
    with pytest.raises(RuleBroken, match="These are no slides"):
        slides_kind(octets)


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(RuleBroken, match="larger than 20 MB"):
        slides_kind(b"%PDF-" + b"\0" * (20 * 1024 * 1024))
