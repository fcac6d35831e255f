"""Slides: PDF, PowerPoint and OpenDocument presentations, told by what is in the file and never by its name."""

import io
import zipfile
import zlib
from enum import StrEnum

from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _

MOST_OCTETS = 20 * 1024 * 1024
MOST_MEMBERS = 5000
FOLDER = "slides"
_ODP = b"application/vnd.oasis.opendocument.presentation"


class SlidesKind(StrEnum):
    """The kinds of slides that are taken in."""

    PDF = "pdf"
    PPTX = "pptx"
    ODP = "odp"


MEDIA_TYPES = {
    SlidesKind.PDF: "application/pdf",
    SlidesKind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    SlidesKind.ODP: _ODP.decode(),
}


def slides_kind(octets: bytes) -> SlidesKind:
    """Return what kind of slides a file is; raises RuleBroken for any other file and for one that is too large."""
    if len(octets) > MOST_OCTETS:
        raise RuleBroken(
            _("The file is larger than 20 MB. Make its pictures smaller and send it again."), field="slides"
        )
    kind = SlidesKind.PDF if octets.startswith(b"%PDF-") else _packed_kind(octets)
    if kind is None:
        raise RuleBroken(_("These are no slides that can be taken in. Send a PDF, PPTX or ODP file."), field="slides")
    return kind


def _packed_kind(octets: bytes) -> SlidesKind | None:
    """Tell the two kinds that are archives apart by their contents; nothing of them is unpacked but one short word."""
    if not octets.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            names = set(archive.namelist())
            if len(names) > MOST_MEMBERS:
                return None
            if _is_presentation(archive, names):
                return SlidesKind.ODP
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return None
    has_macros = any(name.casefold().endswith("vbaproject.bin") for name in names)
    is_powerpoint = {"[Content_Types].xml", "ppt/presentation.xml"} <= names
    return SlidesKind.PPTX if is_powerpoint and not has_macros else None


def _is_presentation(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if not {"mimetype", "content.xml"} <= names:
        return False
    with archive.open("mimetype") as file:
        return file.read(len(_ODP) + 2).strip() == _ODP
