"""Writing files that are whole or not there."""

import secrets
import shutil
from pathlib import Path


def write_whole(path: Path, octets: bytes) -> None:
    """Write a file in the place of what is there; when it fails (OSError), what was there stays and no half file does.

    What is no plain file, like a pipe, is written to.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(octets)
        return
    draft = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.new")
    try:
        draft.write_bytes(octets)
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
