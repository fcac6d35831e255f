"""The server: when it starts, what it answers, how it ends."""

import os
import signal
import threading
import time
from http.client import HTTPException

from tests.cli.instances import Instance, free_port, get, get_json, stop, wait_for


def children(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as file:  # noqa: PTH123
        return [int(child) for child in file.read().split()]


def test_a_database_that_is_behind_is_not_served(bare: Instance) -> None:
    done = bare.run("serve", "--port", str(free_port()))

    assert (done.returncode, done.stderr) == (
        1,
        "Error: The database is behind this version: run forumapp db upgrade.\n",
    )


def test_a_server_answers_and_stops_when_asked(instance: Instance) -> None:
    with instance.serving() as (process, address):
        alive, ready = get(f"{address}/healthz"), get_json(f"{address}/readyz")
        status = stop(process)

    assert (alive, ready["migrations"], status) == ((200, "ok\n"), "ok", 0)
    assert "Traceback" not in (instance.folder / "stderr.log").read_text()


def test_a_taken_port_is_named(instance: Instance) -> None:
    with instance.serving() as (_process, address):
        port = address.rpartition(":")[2]
        done = instance.run("serve", "--port", port)

    assert (done.returncode, done.stderr) == (
        1,
        f"Error: Port {port} of 127.0.0.1 cannot be used: Address already in use. Choose another: --port.\n",
    )


def test_requests_under_way_are_answered_before_the_server_ends(instance: Instance) -> None:
    with instance.serving("--workers", "2") as (process, address):
        statuses: list[int] = []
        began = threading.Event()

        def ask() -> None:
            while True:
                try:
                    statuses.append(get(f"{address}/readyz")[0])
                except ConnectionRefusedError:
                    return
                except (OSError, HTTPException) as failed:
                    if isinstance(getattr(failed, "reason", None), ConnectionRefusedError):
                        return
                    statuses.append(0)
                began.set()

        askers = [threading.Thread(target=ask) for _ in range(4)]
        for asker in askers:
            asker.start()
        began.wait(10)
        time.sleep(0.5)
        status = stop(process)
        for asker in askers:
            asker.join(10)

    assert (status, set(statuses)) == (0, {200})


def test_a_killed_process_is_begun_anew_as_often_as_it_is_killed(instance: Instance) -> None:
    with instance.serving() as (process, address):
        for _ in range(3):
            for child in children(process.pid):
                os.kill(child, signal.SIGKILL)
            wait_for(address, process)
            time.sleep(1.5)
        status = stop(process)

    assert status == 0
