"""Every static check, one line each when all is well: `python3 dev.py lint`.

With --staged, checks that can look at single files look at those that are about to be committed.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from devtools import catalogs, house

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent


def main() -> int:
    """Run the checks, slow ones beside quick ones; give 1 if any found something."""
    staged = _staged() if "--staged" in sys.argv[1:] else None
    checks = _checks(staged)
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(_timed, checks.values()))
    failed = 0
    for name, (seconds, faults) in zip(checks, results, strict=True):
        print(f"{name}: {'failed' if faults else 'ok'} ({seconds:.1f} s)")
        if faults:
            failed += 1
            print(faults)
    if failed:
        print(f"{failed} of {len(checks)} checks found something.", file=sys.stderr)
    return 1 if failed else 0


def _checks(staged: Sequence[str] | None) -> dict[str, Callable[[], str]]:
    python = ["."] if staged is None else [path for path in staged if path.endswith(".py")]
    templates = ["templates"] if staged is None else [path for path in staged if path.startswith("templates/")]
    checks = {
        "mypy": _program("mypy", "--no-error-summary"),
        "ruff check": _program("ruff", "check", "--quiet", *python),
        "ruff format": _program("ruff", "format", "--check", "--quiet", *python),
        "lint-imports": _program("lint-imports"),
        "djlint": _program("djlint", "--lint", "--quiet", *templates),
        "deptry": _program("deptry", "."),
        "catalogs": lambda: "\n".join(catalogs.faults()),
        "house": lambda: "\n".join(house.faults()),
    }
    if not python:
        del checks["ruff check"], checks["ruff format"]
    if not templates or not (ROOT / "templates").is_dir():
        del checks["djlint"]
    return checks


def _program(*command: str) -> Callable[[], str]:
    def check() -> str:
        done = subprocess.run(
            [PROGRAMS / command[0], *command[1:]],
            cwd=ROOT,
            env={**os.environ, "NO_COLOR": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return (done.stdout.strip() or f"exit status {done.returncode}") if done.returncode else ""

    return check


def _timed(check: Callable[[], str]) -> tuple[float, str]:
    started = time.monotonic()
    faults = check()
    return time.monotonic() - started, faults


def _staged() -> list[str]:
    command = ["git", "diff", "--cached", "--name-only", "--diff-filter=ACMR", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in names.split("\0") if name]


if __name__ == "__main__":
    sys.exit(main())
