"""Stored files: octets under names that nobody can guess, in folders of the storage directory."""

import os
import re
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from flask import current_app

from forumapp.config import PRIVATE, Settings

NAME_LENGTH = 32
_NAME = re.compile(f"[0-9a-f]{{{NAME_LENGTH}}}")


def keep(folder: str, versions: Mapping[str, bytes]) -> str:
    """Store the versions of a file, by their endings, and return the name under which they all lie."""
    name = secrets.token_hex(16)
    place = _folder(folder)
    for ending, octets in versions.items():
        draft = place / f"{name}{ending}.new"
        with draft.open("xb") as file:
            file.write(octets)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(place / f"{name}{ending}")
    return name


def path_of(folder: str, name: str, ending: str = "") -> Path | None:
    """Return where a stored file lies; None when there is none of this name."""
    if not _NAME.fullmatch(name):
        return None
    path = _folder(folder) / f"{name}{ending}"
    return path if path.is_file() else None


def remove(folder: str, name: str) -> None:
    """Delete all versions of a stored file."""
    if _NAME.fullmatch(name):
        for path in _folder(folder).glob(f"{name}*"):
            path.unlink(missing_ok=True)


def sweep(folder: str, in_use: Collection[str], *, before: datetime) -> int:
    """Delete the files stored before an instant that nothing names any more; returns how many went."""
    gone = 0
    for path in _folder(folder).iterdir():
        if path.name[:NAME_LENGTH] not in in_use and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _folder(name: str) -> Path:
    settings: Settings = current_app.extensions["forumapp.settings"]
    folder = settings.storage_dir / name
    folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
    return folder
