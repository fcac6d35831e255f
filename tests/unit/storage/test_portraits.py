"""Photos become square pictures without anything but the picture, or are refused."""

import io
import struct
import zlib

import pytest
from flask import Flask
from PIL import Image

from forumapp.errors import RuleBroken
from forumapp.storage import portrait_of
from tests.portraits import opened, picture

pytestmark = pytest.mark.once

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def context(app: Flask):
    """Speak a language: refusals are sentences."""
    with app.test_request_context():
        yield


def refusal(octets: bytes) -> str:
    with pytest.raises(RuleBroken) as refused:
        portrait_of(octets)
    assert refused.value.field == "photo"
    return refused.value.sentence


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(200, 900), (3000, 800)])
def test_a_photo_comes_out_square_in_two_sizes(kind: str, size: tuple[int, int]) -> None:
    made = portrait_of(picture(kind, size=size))

    assert {ending: (opened(octets).format, opened(octets).size) for ending, octets in made.items()} == {
        "-large.webp": ("WEBP", (640, 640)),
        "-small.webp": ("WEBP", (160, 160)),
    }


def test_a_photo_is_turned_upright_and_loses_what_the_camera_wrote() -> None:
    image = Image.new("RGB", (400, 400), "red")
    image.paste("blue", (0, 0, 400, 200))
    exif = Image.Exif()
    exif[0x0112] = 3
    exif[0x010E] = "zq-place"
    octets = io.BytesIO()
    image.save(octets, "JPEG", exif=exif, comment=b"zq-comment", quality=95)

    large = portrait_of(octets.getvalue())["-large.webp"]
    red, _green, blue = opened(large).convert("RGB").getpixel((320, 40))

    assert (red > 200, blue < 60) == (True, True)
    assert (b"zq-" in large, b"EXIF" in large, dict(opened(large).getexif())) == (False, False, {})


def test_what_is_transparent_becomes_white() -> None:
    octets = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(octets, "PNG")

    small = opened(portrait_of(octets.getvalue())["-small.webp"]).convert("RGB")

    assert min(small.getpixel((80, 80))) > 250


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"GIF89a" + b"\0" * 200,
        SVG,
        b"<html><body>" + b"x" * 400,
        picture("JPEG")[:900],
        picture("PNG")[:60],
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 100,
        picture("BMP"),
        picture("GIF"),
    ],
    ids=["nothing", "gif", "svg", "html", "half-jpeg", "half-png", "broken-png", "bmp", "whole-gif"],
)
def test_what_is_no_photo_is_refused_with_a_sentence(octets: bytes) -> None:
    assert refusal(octets) == "This is no photo that can be read. Send a JPEG, PNG or WebP file."


def bomb(side: int) -> bytes:
    """Return a small PNG that says it has ``side`` x ``side`` pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [6400, 9600, 20000, 60000])
def test_a_bomb_is_refused_before_it_is_unpacked(side: int) -> None:
    assert refusal(bomb(side)) == "The photo has too many pixels. Send one with 40 megapixels at most."


def test_too_large_a_file_and_too_small_a_picture_are_refused() -> None:
    assert refusal(b"\xff\xd8" + b"\0" * (10 * 1024 * 1024)) == "The photo is larger than 10 MB. Send a smaller one."
    assert refusal(picture(size=(199, 400))) == (
        "The photo is too small. It must be at least 200 pixels wide and high."
    )
