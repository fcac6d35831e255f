"""A wheel built from the checkout carries everything the application needs at run time."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.once


def files_below(folder: str) -> list[str]:
    """List the files below a folder of the checkout, bytecode apart."""
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return sorted(str(path.relative_to(ROOT)) for path in files)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> list[str]:
    """Build a wheel with what is installed, nothing fetched; give the names in it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    with zipfile.ZipFile(next(folder.glob("forumapp-*.whl"))) as archive:
        return archive.namelist()


@pytest.mark.parametrize("folder", ["forumapp", "templates", "migrations"])
def test_the_wheel_holds_every_file_of_the_application(wheel, folder):
    expected = [name if folder == "forumapp" else f"forumapp/{name}" for name in files_below(folder)]

    assert expected
    assert sorted(set(expected) - set(wheel)) == []


@pytest.mark.parametrize(
    "name",
    [
        "static/dist/manifest.json",
        "static/dist/fonts/NotoSans_400Regular.ttf",
        "static/dist/fonts/LICENSE-noto-sans.txt",
        "translations/ru/LC_MESSAGES/messages.mo",
    ],
)
def test_the_wheel_holds_what_the_set_up_builds(wheel, name):
    assert f"forumapp/{name}" in wheel


def test_the_wheel_holds_nothing_of_the_checkout_beside_the_package(wheel):
    assert {name.partition("/")[0] for name in wheel if ".dist-info/" not in name} == {"forumapp"}


def test_the_wheel_holds_no_left_over_bytecode(wheel):
    assert [name for name in wheel if "__pycache__" in name or name.endswith(".pyc")] == []
