"""Files are whole or not there."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from forumapp.files import write_whole

ROOM = 1000
"""Octets that fit into a file while there is no room."""


@contextmanager
def no_room() -> Iterator[None]:
    """Let no file grow beyond ROOM."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_file_that_does_not_fit_leaves_nothing_behind(tmp_path: Path) -> None:
    with no_room(), pytest.raises(OSError, match="too large"):
        write_whole(tmp_path / "forum.json", b"x" * (ROOM + 1))

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_does_not_fit_leaves_the_one_that_was_there(tmp_path: Path) -> None:
    file = tmp_path / "forum.json"
    file.write_bytes(b"before")

    with no_room(), pytest.raises(OSError, match="too large"):
        write_whole(file, b"x" * (ROOM + 1))

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"forum.json": b"before"}


def test_a_file_takes_the_place_of_another_and_keeps_who_may_read_it(tmp_path: Path) -> None:
    file, link = tmp_path / "forum.json", tmp_path / "link.json"
    file.write_bytes(b"before")
    file.chmod(0o600)
    link.symlink_to(file)

    write_whole(link, b"after")

    assert (file.read_bytes(), file.stat().st_mode & 0o777, link.is_symlink()) == (b"after", 0o600, True)


def test_what_is_no_plain_file_is_written_to() -> None:
    write_whole(Path("/dev/null"), b"gone")

    assert not Path("/dev/null").is_file()
