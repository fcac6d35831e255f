"""Backups: one archive with the database as it stood at one moment, the stored files, the kept secret and a manifest."""

import hashlib
import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from forumapp.archives import databases, packing
from forumapp.archives.packing import Manifest
from forumapp.config import PRIVATE, Settings
from forumapp.errors import ConfigurationError

__all__ = ["Manifest", "backup", "restore"]

SECRET = "secret-key"  # noqa: S105
STORAGE = "storage"


def backup(settings: Settings, target: Path, *, version: str, migration: str, now: datetime) -> Manifest:
    """Write an archive of the instance; serving goes on meanwhile. The archive appears under its name when it is whole."""
    with tempfile.TemporaryDirectory(prefix=".forumapp-backup-", dir=target.parent) as place:
        folder = Path(place)
        database = databases.dump(settings, folder)
        sources = {database.name: database, **_secret(settings), **_stored(settings.storage_dir)}
        manifest = Manifest(
            format=packing.FORMAT,
            version=version,
            migration=migration,
            database=database.name,
            made_at=now.isoformat(timespec="seconds"),
            secret_fingerprint=_fingerprint(settings.secret_key),
            members={name: packing.digest(path) for name, path in sources.items()},
        )
        packing.pack(folder / "archive", manifest, sources).replace(target)
    return manifest


def restore(settings: Settings, source: Path, *, known_migrations: set[str], may_replace: bool) -> Manifest:
    """Put an archive's database, files and secret in the place of what is there.

    Raises ConfigurationError, with nothing changed, for an archive that is damaged, of another kind of database or of a later
    version, and for an instance that holds something unless ``may_replace``.
    """
    settings.instance_dir.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
    with tempfile.TemporaryDirectory(prefix=".forumapp-restore-", dir=settings.instance_dir) as place:
        folder = Path(place)
        manifest = packing.unpack(source, folder)
        _refuse_unfit(settings, manifest, known_migrations)
        if settings.is_embedded:
            databases.check_integrity(folder / manifest.database)
        if not may_replace:
            raise ConfigurationError("This instance holds data already. To replace it with the backup, add --force.")
        databases.load(settings, folder / manifest.database)
        _put_files(settings, folder, manifest)
    return manifest


def _secret(settings: Settings) -> dict[str, Path]:
    """Return the secret that the instance keeps for itself: without it the links in later letters would not fit."""
    kept = settings.instance_dir / SECRET
    is_kept = kept.is_file() and kept.read_text(encoding="utf-8").strip() == settings.secret_key
    return {SECRET: kept} if is_kept else {}


def _stored(storage: Path) -> dict[str, Path]:
    files = sorted(path for path in storage.rglob("*") if path.is_file()) if storage.is_dir() else []
    return {f"{STORAGE}/{path.relative_to(storage).as_posix()}": path for path in files}


def _fingerprint(secret_key: str) -> str:
    """Return what tells two secret keys apart without telling them."""
    return hashlib.sha256(f"forumapp backup {secret_key}".encode()).hexdigest()[:16]


def _refuse_unfit(settings: Settings, manifest: Manifest, known_migrations: set[str]) -> None:
    if (manifest.database == databases.SQLITE) != settings.is_embedded:
        kind = "SQLite" if manifest.database == databases.SQLITE else "PostgreSQL"
        raise ConfigurationError(f"The backup holds a {kind} database: set FORUMAPP_DATABASE_URL to one of that kind.")
    if manifest.migration not in known_migrations:
        raise ConfigurationError(
            f"The backup was made by a later version (migration {manifest.migration}): install {manifest.version} first."
        )
    if manifest.secret_fingerprint == _fingerprint(settings.secret_key):
        return
    if SECRET not in manifest.members:
        raise ConfigurationError("Set FORUMAPP_SECRET_KEY to the one of the instance that was backed up.")
    if "FORUMAPP_SECRET_KEY" in os.environ:
        raise ConfigurationError("The backup carries its own secret key: unset FORUMAPP_SECRET_KEY.")


def _put_files(settings: Settings, folder: Path, manifest: Manifest) -> None:
    """Put the stored files and the kept secret in their places, each whole or not at all."""
    for name in manifest.members:
        if name.startswith(f"{STORAGE}/"):
            _put(folder / name, settings.storage_dir / name.removeprefix(f"{STORAGE}/"))
        elif name == SECRET:
            (folder / name).chmod(0o600)
            _put(folder / name, settings.instance_dir / SECRET)


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.restoring")
    shutil.copy(source, draft)
    draft.replace(target)
