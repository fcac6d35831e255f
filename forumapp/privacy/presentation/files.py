"""The file with everything that is held about one person: data.json for machines, data.html to read, files that they sent."""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence

from flask import render_template

from forumapp.i18n import current_language
from forumapp.personal import HeldFile, Holding
from forumapp.storage.files import path_of

_STRANGE = re.compile(r"[^\w.\- ]+")


def export_file(holdings: Sequence[Holding], *, title: str, name: str) -> bytes:
    """Return a ZIP archive; ``title`` names the forum, ``name`` the person."""
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", _as_json(holdings))
        page = render_template(
            "privacy/export.html", holdings=holdings, title=title, name=name, language=current_language()
        )
        archive.writestr("data.html", page)
        for path, file in _files(holdings):
            stored = path_of(file.folder, file.stored)
            if stored is not None:
                archive.write(stored, path)
    return octets.getvalue()


def _as_json(holdings: Sequence[Holding]) -> str:
    told = {each.key: [{value.key: value.value for value in row} for row in each.rows] for each in holdings}
    return json.dumps(told, ensure_ascii=False, indent=1)


def _files(holdings: Sequence[Holding]) -> Iterator[tuple[str, HeldFile]]:
    """Give the files with their paths in the archive: numbered, so that two of one name do not meet."""
    found = [file for holding in holdings for file in holding.files]
    for number, file in enumerate(found, start=1):
        yield f"files/{number}-{_STRANGE.sub('_', file.name).strip('. ') or 'file'}", file
