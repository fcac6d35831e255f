"""Files that people send with their registration: told by what is in them, never by their name."""

import io
import zipfile
import zlib
from enum import StrEnum

from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _

MOST_OCTETS = 8 * 1024 * 1024
FOLDER = "answers"
MOST_MEMBERS = 5000


class AttachmentKind(StrEnum):
    """The kinds of files that are taken in."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    DOCX = "docx"


MEDIA_TYPES = {
    AttachmentKind.PDF: "application/pdf",
    AttachmentKind.JPEG: "image/jpeg",
    AttachmentKind.PNG: "image/png",
    AttachmentKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_BEGINNINGS = {
    b"%PDF-": AttachmentKind.PDF,
    b"\xff\xd8\xff": AttachmentKind.JPEG,
    b"\x89PNG\r\n\x1a\n": AttachmentKind.PNG,
}


def attachment_kind(octets: bytes) -> AttachmentKind:
    """Return what kind of file it is; raises RuleBroken for any other, for macros and for one that is too large."""
    if len(octets) > MOST_OCTETS:
        raise RuleBroken(_("The file is larger than 8 MB. Send a smaller one."))
    kind = next((kind for start, kind in _BEGINNINGS.items() if octets.startswith(start)), None)
    if kind is None and octets.startswith(b"PK\x03\x04") and _is_word(octets):
        kind = AttachmentKind.DOCX
    if kind is None:
        raise RuleBroken(_("This file cannot be taken in. Send a PDF, JPEG, PNG or DOCX file."))
    return kind


def _is_word(octets: bytes) -> bool:
    """Say whether an archive is a Word document without macros; its list of members is read, nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return False
    if len(names) > MOST_MEMBERS:
        return False
    return {"[Content_Types].xml", "word/document.xml"} <= set(names) and not any(
        name.casefold().endswith("vbaproject.bin") for name in names
    )
