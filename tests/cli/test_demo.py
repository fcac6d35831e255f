"""The demo: loaded once, whatever often it is started."""

import json
from pathlib import Path

import pytest

from tests.cli.instances import Instance, free_port, get, lines_until, stop, wait_for

pytestmark = pytest.mark.once


def test_the_demo_serves_two_forums_and_loads_them_once(tmp_path: Path) -> None:
    instance = Instance(tmp_path)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    delegates, pages = [], []
    for _ in range(2):
        with instance.running("demo", "--port", str(port)) as process:
            said = lines_until(process, "Ctrl+C")
            wait_for(address, process)
            paths = ("/", "/forums/library-community-2021/programme/", "/forums/library-community-next/calendar.ics")
            pages.append([get(address + path) for path in paths])
            delegates.append(
                json.loads(instance.do("registration", "list", "library-community-next", "--format", "json"))
            )
            assert stop(process) == 0

    assert f"  {address}/forums/library-community-next/" in said
    assert [status for status, _page in pages[0]] == [200, 200, 200]
    assert pages[0][2] == pages[1][2]
    assert delegates[0] == delegates[1]
    found = {delegate["status"] for delegate in delegates[0]}
    assert found == {"confirmed", "unverified", "waitlisted", "withdrawn"}


def test_the_demo_stays_away_from_a_real_database(tmp_path: Path) -> None:
    settings = {
        "FORUMAPP_DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/forum",
        "FORUMAPP_SECRET_KEY": "a key for tests only, long enough",
        "FORUMAPP_BASE_URL": "https://forum.example.org",
    }
    done = Instance(tmp_path, settings).run("demo", "--port", str(free_port()))

    assert (done.returncode, done.stderr) == (
        1,
        "Error: The demo has passwords that everybody knows: unset FORUMAPP_DATABASE_URL to run it.\n",
    )
