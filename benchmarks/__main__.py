"""``python -m benchmarks``: a table for people, JSON with --json for programs."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import flask_migrate

import forumapp
from benchmarks import bare, load
from benchmarks.sample import SLUG, large_forum
from forumapp import clock
from forumapp.config import Settings
from forumapp.db import db, transaction, write_intent
from forumapp.exchange import forumfile
from forumapp.programme.service import apply_document
from forumapp.schedule.service import publish
from tests.cli.instances import free_port

PACKED = {"Accept-Encoding": "gzip", "Accept-Language": "ru"}


@dataclass(frozen=True)
class Case:
    """An answer to measure: where it is, and the ratio to reach."""

    name: str
    path: str
    goal: float
    is_known: bool = False
    """Whether the client has it already (304)."""


CASES = (
    Case("programme page", f"/forums/{SLUG}/programme/", 0.7),
    Case("feed", f"/forums/{SLUG}/calendar.ics", 0.7),
    Case("feed, 304", f"/forums/{SLUG}/calendar.ics", 0.9, is_known=True),
)


@dataclass(frozen=True)
class Result:
    """What was measured: requests a second of ours and of the bare route, and bytes sent."""

    name: str
    ours: float
    bare: float
    ratio: float
    goal: float
    octets: int

    @property
    def is_reached(self) -> bool:
        """Whether the ratio is what it should be."""
        return self.ratio >= self.goal


def main() -> int:
    """Measure and print; the exit status says whether every goal was reached."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="forumapp-benchmark-") as place:
        folder = Path(place)
        seconds = _fill(folder / "instance")
        with _ours(folder / "instance") as ours:
            _keep_answers(ours, folder / "bare")
            with _process([sys.executable, "-m", "benchmarks.bare"], folder / "bare") as other:
                results = [_measure(case, ours, other, options.rounds, options.seconds) for case in CASES]
    _print(results, seconds, as_json=options.json)
    return 0 if all(result.is_reached for result in results) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often ours and the bare route take turns")
    parser.add_argument("--seconds", type=float, default=2, help="length of one turn")
    parser.add_argument("--json", action="store_true", help="print JSON only")
    return parser.parse_args()


def _fill(folder: Path) -> dict[str, float]:
    """Make an instance with the large forum; return how many seconds import and publishing took, and of the processor."""
    app = forumapp.create_app(Settings.from_environment({"FORUMAPP_INSTANCE_DIR": str(folder)}))
    octets = forumfile.write(large_forum())
    with app.app_context():
        token = write_intent.set(True)
        flask_migrate.upgrade()
        write_intent.reset(token)
        began = _clocks()
        with transaction():
            forum = apply_document(forumfile.read(octets), forum=None, owner=None, now=clock.now()).forum
        imported = _clocks()
        with transaction():
            publish(forum, by="benchmark", now=clock.now())
        published = _clocks()
        db.session.remove()
        db.engine.dispose()
    return {
        "import": round(imported[0] - began[0], 2),
        "import_processor": round(imported[1] - began[1], 2),
        "publish": round(published[0] - imported[0], 2),
        "publish_processor": round(published[1] - imported[1], 2),
    }


def _clocks() -> tuple[float, float]:
    """Return the wall's seconds and the processor's: on a busy machine only the latter mean something."""
    return time.perf_counter(), time.process_time()


@contextmanager
def _ours(folder: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "forumapp", "serve", "--no-worker", "--port"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FORUMAPP_")}
    with _process(command, environment={**kept, "FORUMAPP_INSTANCE_DIR": str(folder)}) as address:
        yield address


@contextmanager
def _process(command: list[str], *rest: Path, environment: dict[str, str] | None = None) -> Iterator[str]:
    """Run a server on a free port and give its address once it answers."""
    port = free_port()
    arguments = [*command, str(port), *map(str, rest)]
    with subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, process)
            yield address
        finally:
            process.terminate()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    while True:
        try:
            _get(f"{address}/healthz")
        except urllib.error.HTTPError:
            return
        except OSError:
            if process.poll() is not None:
                raise RuntimeError("a server did not start") from None
            time.sleep(0.1)
        else:
            return


def _get(address: str, headers: dict[str, str] | None = None) -> tuple[bytes, dict[str, str]]:
    request = urllib.request.Request(address, headers=headers or {})
    with urllib.request.urlopen(request, timeout=120) as response:
        return response.read(), {name.lower(): value for name, value in response.headers.items()}


def _keep_answers(ours: str, folder: Path) -> None:
    """Give the bare route the bytes that ours answers with."""
    folder.mkdir()
    types = {}
    for case in CASES:
        name = _bare_name(case)
        plain, _headers = _get(ours + case.path, {"Accept-Language": "ru"})
        packed, headers = _get(ours + case.path, PACKED)
        (folder / name).write_bytes(plain)
        (folder / f"{name}.gz").write_bytes(packed)
        types[name] = headers["content-type"]
    (folder / bare.ANSWERS).write_text(json.dumps(types))


def _bare_name(case: Case) -> str:
    return case.path.strip("/").replace("/", "-")


def _measure(case: Case, ours: str, other: str, rounds: int, seconds: float) -> Result:
    """Let ours and the bare route take turns and return the median of the ratios of neighbors."""
    addresses = (ours + case.path, f"{other}/{_bare_name(case)}")
    headers = [dict(PACKED), dict(PACKED)]
    answers = [_get(address, given) for address, given in zip(addresses, headers, strict=True)]
    if answers[0][0] != answers[1][0]:
        raise RuntimeError(f"{case.name}: the bodies differ")
    if case.is_known:
        for given, (_body, received) in zip(headers, answers, strict=True):
            given["If-None-Match"] = received["etag"]
    turns = [
        [
            load.requests_per_second(address, given, seconds=seconds)
            for address, given in zip(addresses, headers, strict=True)
        ]
        for _ in range(rounds)
    ]
    return Result(
        name=case.name,
        ours=statistics.median(turn[0] for turn in turns),
        bare=statistics.median(turn[1] for turn in turns),
        ratio=statistics.median(turn[0] / turn[1] for turn in turns),
        goal=case.goal,
        octets=0 if case.is_known else len(answers[0][0]),
    )


def _print(results: list[Result], seconds: dict[str, float], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"client": load.client_name(), "seconds": seconds, "results": [asdict(r) for r in results]}))
        return
    for name, goal in (("import", 10), ("publish", 5)):
        print(
            f"{name} of 2,000 sessions: {seconds[name]} s, {seconds[f'{name}_processor']} s of the processor (goal {goal})"
        )
    print(f"{'answer':<18}{'bytes':>9}{'ours/s':>10}{'bare/s':>10}{'ratio':>8}{'goal':>7}   ({load.client_name()})")
    for result in results:
        numbers = f"{result.octets:>9}{result.ours:>10.0f}{result.bare:>10.0f}{result.ratio:>8.2f}{result.goal:>7.1f}"
        print(f"{result.name:<18}{numbers}{'' if result.is_reached else '   below'}")


if __name__ == "__main__":
    sys.exit(main())
