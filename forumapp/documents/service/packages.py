"""Files of offices are ZIP archives that carry the moment of their making; these do not."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a ZIP archive can name."""


def settled(octets: bytes) -> bytes:
    """Return the archive with its parts dated alike, so that the same parts are the same octets."""
    settled = BytesIO()
    with ZipFile(BytesIO(octets)) as given, ZipFile(settled, "w", ZIP_DEFLATED) as archive:
        for name in given.namelist():
            part = ZipInfo(name, BEGINNING)
            part.compress_type = ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            archive.writestr(part, given.read(name))
    return settled.getvalue()
