"""A wheel built from the checkout carries everything the application needs at run time."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.once


def tracked(folder: str) -> list[str]:
    """List what belongs to a folder of the checkout: tracked files, and new ones that git does not ignore."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", folder]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return sorted(name for name in names if (ROOT / name).is_file())


def built(folder: str, pattern: str) -> list[str]:
    """List files that the set-up makes below a folder."""
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob(pattern) if path.is_file())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> list[str]:
    """Build a wheel with what is installed, nothing fetched; give the names in it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    with zipfile.ZipFile(next(folder.glob("forumapp-*.whl"))) as archive:
        return archive.namelist()


@pytest.mark.parametrize("folder", ["forumapp", "templates", "migrations"])
def test_the_wheel_holds_what_git_tracks(wheel, folder):
    expected = [name if folder == "forumapp" else f"forumapp/{name}" for name in tracked(folder)]

    assert expected
    assert sorted(set(expected) - set(wheel)) == []


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [("forumapp/static/dist", "*"), ("forumapp/translations", "*.mo")],
    ids=["assets", "catalogs"],
)
def test_the_wheel_holds_what_the_set_up_builds(wheel, folder, pattern):
    expected = built(folder, pattern)

    assert expected
    assert sorted(set(expected) - set(wheel)) == []


def test_the_wheel_holds_nothing_of_the_checkout_beside_the_package(wheel):
    assert {name.partition("/")[0] for name in wheel if ".dist-info/" not in name} == {"forumapp"}


def test_the_wheel_holds_no_left_over_bytecode(wheel):
    assert [name for name in wheel if "__pycache__" in name or name.endswith(".pyc")] == []
