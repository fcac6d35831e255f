"""Lock files hold exact versions and hashes, agree with what is asked for, and name no address to fetch from."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"]
PACKAGES = ["frontend/package-lock.json", "tests/provision/browser/package-lock.json"]

pytestmark = pytest.mark.once


def pins(name: str) -> dict[str, str]:
    """Read a requirements lock: name to version, for this machine."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = {}
    for line in re.findall(r"^[a-z0-9][^\\\n]*", text, re.MULTILINE):
        requirement = Requirement(line.strip())
        if requirement.marker is None or requirement.marker.evaluate(default_environment()):
            found[canonicalize_name(requirement.name)] = str(requirement.specifier).removeprefix("==")
    return found


def wanted(*groups: str) -> list[Requirement]:
    """Read what pyproject.toml asks for: the application's dependencies, and dependency groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = list(project["project"]["dependencies"])
    for group in groups:
        lines += [line for line in project["dependency-groups"][group] if isinstance(line, str)]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", REQUIREMENTS + PACKAGES)
def test_a_lock_names_no_address(name):
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PACKAGES)
def test_an_npm_lock_has_a_hash_for_every_package_and_no_place_it_came_from(name):
    packages = json.loads((ROOT / name).read_text(encoding="utf-8"))["packages"]
    others = {path: package for path, package in packages.items() if path}

    assert [path for path, package in others.items() if "resolved" in package] == []
    assert [path for path, package in others.items() if not package.get("integrity")] == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_pinned_package_has_a_hash(name):
    text = (ROOT / name).read_text(encoding="utf-8")

    assert re.findall(r"^[a-z0-9][^\\\n]*$", text, re.MULTILINE) == []


@pytest.mark.parametrize(
    ("name", "groups"), [("requirements.lock", ["build"]), ("requirements-dev.lock", ["build", "checks", "test"])]
)
def test_the_lock_meets_what_pyproject_asks_for(name, groups):
    locked = pins(name)

    unmet = [
        str(one) for one in wanted(*groups) if not one.specifier.contains(locked.get(canonicalize_name(one.name), "0"))
    ]

    assert unmet == []


def test_the_larger_set_holds_the_smaller_one_unchanged():
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")

    assert {name: dev.get(name) for name in run} == run
