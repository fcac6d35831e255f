"""Photos of people: decoded within limits, turned upright, cut square, and written anew without anything but the picture."""

import io
import struct
from enum import StrEnum

from PIL import Image, ImageOps

from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _

MOST_OCTETS = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LEAST_SIDE = 200
"""Pixels."""
FORMATS = ("JPEG", "PNG", "WEBP")
FOLDER = "photos"
_UPPER_MIDDLE = (0.5, 0.35)
"""Where heads are, as shares of width and height: the square is cut around it."""
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError)


class Size(StrEnum):
    """The sizes in which a photo is kept; the values are the endings of its files."""

    LARGE = "-large.webp"
    SMALL = "-small.webp"


SIDES = {Size.LARGE: 640, Size.SMALL: 160}
"""Pixels."""

Portrait = dict[str, bytes]
"""WebP octets by the ending of the size."""


def portrait_of(octets: bytes) -> Portrait:
    """Return a photo as square WebP pictures in both sizes; raises RuleBroken for what is no photo or too large."""
    if len(octets) > MOST_OCTETS:
        raise _refused(_("The photo is larger than 10 MB. Send a smaller one."))
    try:
        with Image.open(io.BytesIO(octets), formats=FORMATS) as image:
            _check_sides(image)
            image.draft("RGB", (SIDES[Size.LARGE] * 2, SIDES[Size.LARGE] * 2))
            large = _square(image, SIDES[Size.LARGE])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _refused(_too_many_pixels()) from bomb
    except _UNREADABLE as unreadable:
        raise _refused(_("This is no photo that can be read. Send a JPEG, PNG or WebP file.")) from unreadable
    return {size.value: _written(_scaled(large, side)) for size, side in SIDES.items()}


def _check_sides(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise _refused(_too_many_pixels())
    if min(width, height) < LEAST_SIDE:
        raise _refused(_("The photo is too small. It must be at least %(side)s pixels wide and high.", side=LEAST_SIDE))


def _square(image: Image.Image, side: int) -> Image.Image:
    """Return the picture upright and square, on white where it is transparent."""
    turned = ImageOps.exif_transpose(image)
    mode = "RGBA" if turned.mode in {"RGBA", "LA", "PA", "P"} else "RGB"
    fitted = ImageOps.fit(turned.convert(mode), (side, side), Image.Resampling.LANCZOS, centering=_UPPER_MIDDLE)
    paper = Image.new("RGB", fitted.size, "white")
    paper.paste(fitted, mask=fitted.getchannel("A") if mode == "RGBA" else None)
    return paper


def _scaled(image: Image.Image, side: int) -> Image.Image:
    return image if image.size == (side, side) else image.resize((side, side), Image.Resampling.LANCZOS)


def _written(image: Image.Image) -> bytes:
    octets = io.BytesIO()
    image.save(octets, "WEBP", quality=82, method=4)
    return octets.getvalue()


def _too_many_pixels() -> str:
    return _("The photo has too many pixels. Send one with 40 megapixels at most.")


def _refused(sentence: str) -> RuleBroken:
    return RuleBroken(sentence, field="photo")
