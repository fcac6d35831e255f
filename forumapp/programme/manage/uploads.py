"""Uploaded files between the comparison and the button: in a folder of the server, under a signed name, for an hour."""

import hashlib
import secrets
import time
from pathlib import Path

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from forumapp.config import Settings
from forumapp.exchange.document import Document
from forumapp.exchange.forumfile import write

KEPT_SECONDS = 3600


def keep(octets: bytes, *, slug: str, compared_with: Document) -> str:
    """Keep a file for the forum with this slug; returns the signed name to find it by."""
    folder = _folder()
    _sweep(folder)
    name = secrets.token_hex(16)
    draft = folder / f"{name}.new"
    draft.write_bytes(octets)
    draft.rename(folder / name)
    return _signer().dumps([name, slug, fingerprint(compared_with)])


def find(token: str, *, slug: str) -> tuple[Path, str] | None:
    """Return the file kept under a signed name and the fingerprint of what it was compared with; None when it is gone."""
    try:
        name, its_slug, compared_with = _signer().loads(token, max_age=KEPT_SECONDS)
    except BadData:
        return None
    path = _folder() / name
    return (path, compared_with) if its_slug == slug and path.is_file() else None


def fingerprint(document: Document) -> str:
    """Return a short text that is another one as soon as anything in the document is."""
    return hashlib.sha256(write(document)).hexdigest()[:32]


def _folder() -> Path:
    settings: Settings = current_app.extensions["forumapp.settings"]
    folder = settings.storage_dir / "imports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _sweep(folder: Path) -> None:
    """Delete what nobody came back for."""
    oldest = time.time() - KEPT_SECONDS
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="programme import")
