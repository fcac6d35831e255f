"""An instance in a folder of its own, worked by the real commands."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

SECONDS = 180
"""How long a busy machine may take for a command; a test ends as soon as it has what it waits for."""


def free_port() -> int:
    """Give a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Instance:
    """Settings of one instance and the commands on it."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What its processes get."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("FORUMAPP_")}
        return {**kept, "FORUMAPP_INSTANCE_DIR": str(self.folder), "FORUMAPP_RATE_LIMITS": "off", **self.settings}

    def command(self, *arguments: str) -> list[str]:
        """The command line of a forumapp command."""
        return [sys.executable, "-m", "forumapp", *arguments]

    def run(self, *arguments: str, input_text: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            self.command(*arguments),
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            input=input_text,
            timeout=SECONDS,
            check=False,
        )

    def do(self, *arguments: str) -> str:
        """Run a command that has to succeed and give what it printed."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def running(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """Run a command beside the test; it is killed at the end if it still runs."""
        log = (self.folder / "stderr.log").open("a")
        with (
            log,
            subprocess.Popen(
                self.command(*arguments),
                env=self.environment,
                cwd=self.folder,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            ) as process,
        ):
            try:
                yield process
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)

    @contextmanager
    def serving(self, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
        """Serve, and give the process and the address once it answers."""
        port = free_port()
        with self.running("serve", "--port", str(port), *arguments) as process:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, process)
            yield process, address


def wait_for(address: str, process: subprocess.Popen[str], *, seconds: float = SECONDS) -> None:
    """Wait until a server answers."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            get(f"{address}/healthz")
        except (OSError, HTTPException):
            assert process.poll() is None, f"the server ended with {process.returncode}"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.05)
        else:
            return


def get(address: str) -> tuple[int, str]:
    """Get a page: status and text."""
    try:
        with urllib.request.urlopen(address, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def get_json(address: str) -> Any:
    """Get a JSON answer."""
    return json.loads(get(address)[1])


def stop(process: subprocess.Popen[str], *, seconds: float = 30) -> int:
    """Send SIGTERM and give the exit status."""
    process.send_signal(signal.SIGTERM)
    return process.wait(timeout=seconds)


def lines_until(process: subprocess.Popen[str], mark: str, *, seconds: float = SECONDS) -> list[str]:
    """Give what a process prints up to the line with ``mark``."""
    assert process.stdout is not None
    lines: list[str] = []
    watch = threading.Timer(seconds, process.kill)
    watch.start()
    try:
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if mark in line:
                return lines
    finally:
        watch.cancel()
    raise AssertionError(f"no line with {mark!r} in {lines}")
