"""The archive itself: a compressed tar whose manifest names every member with its sha256."""

import gzip
import hashlib
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from forumapp.errors import ConfigurationError

FORMAT = "forumapp-backup/1"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """What an archive holds and where it comes from."""

    format: str
    version: str
    migration: str
    database: str
    """Name of the member with the database; it tells the kind."""
    made_at: str
    secret_fingerprint: str
    members: dict[str, str]
    """sha256 by name."""


def pack(archive: Path, manifest: Manifest, sources: Mapping[str, Path]) -> Path:
    """Write an archive for its owner's eyes only, down to the disk, and return it."""
    note = archive.with_name(MANIFEST)
    note.write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")
    with os.fdopen(os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with (
            gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6) as packed,
            tarfile.open(fileobj=packed, mode="w") as tar,
        ):
            tar.add(note, MANIFEST)
            for name, path in sources.items():
                tar.add(path, name)
        file.flush()
        os.fsync(file.fileno())
    return archive


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack an archive into ``folder``; raises ConfigurationError when it is not whole."""
    try:
        with tarfile.open(source, "r:gz") as tar:
            members = {member.name: member for member in tar.getmembers() if _is_plain(member)}
            with _reading(tar, members[MANIFEST]) as file:
                manifest = Manifest(**json.load(file))
            for name in manifest.members:
                _extract(tar, members[name], folder / name)
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error, KeyError, TypeError, ValueError) as failed:
        raise ConfigurationError(f"{source.name} is no whole backup of forumapp.") from failed
    if manifest.format != FORMAT:
        raise ConfigurationError(f"{source.name} is a backup of a kind that this version does not know.")
    for name, expected in manifest.members.items():
        if digest(folder / name) != expected:
            raise ConfigurationError(f"{source.name} is damaged: {name} is not what was put in.")
    return manifest


def digest(path: Path) -> str:
    """Return the sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_plain(member: tarfile.TarInfo) -> bool:
    """Say whether a member is a file that stays inside the folder."""
    path = PurePosixPath(member.name)
    return member.isfile() and not path.is_absolute() and ".." not in path.parts


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with _reading(tar, member) as file, target.open("wb") as copy:
        shutil.copyfileobj(file, copy)


@contextmanager
def _reading(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[IO[bytes]]:
    file = tar.extractfile(member)
    if file is None:
        raise KeyError(member.name)
    with file:
        yield file
