"""The same bytes from every process: other hash seeds, a restart."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.once


def etags(folder: Path, seed: str) -> dict[str, list[str]]:
    """What a new process with that hash seed answers."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.web.feeds.etags", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        check=True,
        capture_output=True,
    )
    found: dict[str, list[str]] = json.loads(answer.stdout)
    return found


def test_every_process_gives_the_same_etags(tmp_path):
    first, second = (etags(tmp_path, seed) for seed in ("0", "4242"))

    assert len(first) > 50
    assert first == second
