"""Pictures for tests, made in memory."""

import io
from typing import Any

from PIL import Image


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (400, 300), color: str = "#225588", **options: Any) -> bytes:
    """Return a picture of one color as octets."""
    octets = io.BytesIO()
    Image.new("RGB", size, color).save(octets, kind, **options)
    return octets.getvalue()


def opened(octets: bytes) -> Image.Image:
    """Return a picture from its octets."""
    return Image.open(io.BytesIO(octets))
