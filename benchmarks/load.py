"""Asking as often as a server can answer: with wrk where it is installed, else with threads of our own."""

import re
import shutil
import subprocess
import threading
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from urllib.parse import urlsplit

CONNECTIONS = 16


def client_name() -> str:
    """Return what asks; a client in Python is the bottleneck itself and draws every ratio toward 1."""
    return "wrk" if shutil.which("wrk") else "threads"


def requests_per_second(address: str, headers: Mapping[str, str], *, seconds: float) -> float:
    """Return how many requests a second were answered with 2xx or 304."""
    return (_wrk if client_name() == "wrk" else _threads)(address, headers, seconds)


def _wrk(address: str, headers: Mapping[str, str], seconds: float) -> float:
    named = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", *named, address]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in printed or "Socket errors" in printed:
        raise RuntimeError(printed)
    found = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    if found is None:
        raise RuntimeError(printed)
    return float(found[1])


def _threads(address: str, headers: Mapping[str, str], seconds: float) -> float:
    parts = urlsplit(address)
    deadline = time.perf_counter() + seconds
    counts: list[int] = []

    def ask() -> None:
        connection, count = HTTPConnection(parts.hostname or "", parts.port, timeout=10), 0
        while time.perf_counter() < deadline:
            connection.request("GET", parts.path, headers=dict(headers))
            response = connection.getresponse()
            response.read()
            if response.status not in {200, 304}:
                raise RuntimeError(f"{address} answered {response.status}")
            count += 1
        connection.close()
        counts.append(count)

    askers = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    return sum(counts) / seconds
