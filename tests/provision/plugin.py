"""Fixtures of what the tests need from outside; loaded for every run (pyproject.toml)."""

import os
import signal
import zoneinfo
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest

from tests.provision.chromium import NODE, chromium
from tests.provision.postgresql import new_database
from tests.provision.valkey import redis_url

zoneinfo.reset_tzpath(to=())


def pytest_configure(config: pytest.Config) -> None:
    """Let playwright run on the node of the packages: its own needs a library that small machines do not have."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
    signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """End a run as Ctrl-C does, so that the servers it started are stopped."""
    raise KeyboardInterrupt


@pytest.fixture(scope="session")
def redis_address() -> str:
    """Give the address of a private Redis-compatible server."""
    return redis_url()


@pytest.fixture
def new_postgresql() -> Iterator[str]:
    """Give the address of an empty PostgreSQL database of this test's own."""
    with new_database() as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the Chromium that is there, quietly: it asks nobody outside."""
    found = chromium()
    return {
        **browser_type_launch_args,
        "executable_path": str(found.executable),
        "env": {**os.environ, **found.environment},
        "args": [*found.arguments, "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    }
