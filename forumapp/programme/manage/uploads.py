"""Uploaded files between the comparison and the button: in a folder of the server, under a signed name, for an hour."""

import hashlib
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from forumapp.config import Settings
from forumapp.exchange.document import Document
from forumapp.exchange.forumfile import write
from forumapp.files import write_whole
from forumapp.web.signing import timed_signer

KEPT_SECONDS = 3600


def keep(octets: bytes, *, purpose: str, slug: str, account_id: int, compared_with: Document) -> str:
    """Keep a file for a purpose, the forum with this slug and who sent it; returns the signed name to find it by."""
    folder = _folder()
    _sweep(folder)
    name = secrets.token_hex(16)
    write_whole(folder / name, octets)
    return _signer(purpose).dumps([name, slug, account_id, fingerprint(compared_with)])


@dataclass(frozen=True)
class Kept:
    """An uploaded file, where it lies, and the fingerprint of what it was compared with."""

    octets: bytes
    path: Path
    compared_with: str


def find(token: str, *, purpose: str, slug: str, account_id: int) -> Kept | None:
    """Return the file kept under a signed name for this purpose, forum and account; None when it is gone or another's."""
    try:
        name, *whose, compared_with = _signer(purpose).loads(token, max_age=KEPT_SECONDS)
    except BadData:
        return None
    path = _folder() / name
    try:
        return Kept(path.read_bytes(), path, compared_with) if whose == [slug, account_id] else None
    except FileNotFoundError:
        return None


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
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return timed_signer(f"programme import: {purpose}")
