"""A wheel built from the checkout carries everything the application needs at run time."""

import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.provision.chromium import NODE

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "forumapp" / "static" / "dist"
LEFT_OVER = "site-LEFTOVER.css"

pytestmark = pytest.mark.once


def files_below(folder: str) -> list[str]:
    """List the files below a folder of the checkout, bytecode and what earlier builds of the assets left apart."""
    built = {DIST / name for name in json.loads((DIST / "files.json").read_text(encoding="utf-8"))}
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return sorted(str(path.relative_to(ROOT)) for path in files if path.parent != DIST or path in built)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> list[str]:
    """Build a wheel with what is installed, nothing fetched, beside a left-over asset; give the names in it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    (DIST / LEFT_OVER).write_text("")
    try:
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    finally:
        (DIST / LEFT_OVER).unlink()
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


def test_the_wheel_holds_no_asset_of_an_earlier_build(wheel):
    assert [name for name in wheel if name.endswith(LEFT_OVER)] == []


def test_a_build_keeps_the_assets_that_it_replaces_for_a_day(tmp_path):
    files = {"replaced.css": 9, "replaced-today.css": 0.5, "replaced-before.css": 2}
    for name, days in files.items():
        (tmp_path / name).write_text("")
        os.utime(tmp_path / name, (time.time() - days * 86400,) * 2)
    (tmp_path / "files.json").write_text(json.dumps(["replaced.css"]))

    subprocess.run([NODE, ROOT / "frontend" / "build.mjs", tmp_path], check=True)

    built = json.loads((tmp_path / "files.json").read_text())
    names = json.loads((tmp_path / "manifest.json").read_text())
    standing = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert standing == {*built, "replaced.css", "replaced-today.css"}
    assert {"manifest.json", "files.json", *names.values()} <= set(built)
    assert time.time() - (tmp_path / "replaced.css").stat().st_mtime < 600


def test_the_wheel_holds_no_left_over_bytecode(wheel):
    assert [name for name in wheel if "__pycache__" in name or name.endswith(".pyc")] == []
