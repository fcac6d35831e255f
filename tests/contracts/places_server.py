"""Serving processes for the race for places: ``python -m tests.contracts.places_server [--without-lock] PORT…``.

Each port is served by a process of its own, which knows nothing of the others but the database. Settings come from the environment. Without the lock, places are counted by whoever comes, and a pause after counting makes
sure that several do so at once.
"""

import os
import sys
import time
from contextvars import ContextVar
from datetime import datetime

from werkzeug.serving import run_simple

from forumapp import create_app
from forumapp.db import engines
from forumapp.forums.models import Forum
from forumapp.registration import queries
from forumapp.registration.rules.places import Places
from forumapp.registration.service import arrivals, places

PAUSE = 0.2
"""Seconds between counting and storing without the lock."""


def take_out_lock() -> None:
    """Let everybody count at once: no row is locked, and SQLite begins without its write lock."""
    count = queries.places

    def slowly(forum: Forum, *, now: datetime) -> Places:
        counted = count(forum, now=now)
        time.sleep(PAUSE)
        return counted

    queries.places = slowly
    places.lock_forum = lambda forum: forum  # type: ignore[attr-defined]
    arrivals.lock_forum = lambda forum: forum  # type: ignore[attr-defined]
    engines.write_intent = ContextVar("never", default=False)  # type: ignore[attr-defined]


def serve(ports: list[int]) -> None:
    """Serve each port from a process of its own until the group of processes is ended."""
    for port in ports[1:]:
        if os.fork() == 0:
            run_simple("127.0.0.1", port, create_app(), threaded=True)
    run_simple("127.0.0.1", ports[0], create_app(), threaded=True)


if __name__ == "__main__":
    if "--without-lock" in sys.argv:
        take_out_lock()
    serve([int(argument) for argument in sys.argv[1:] if argument.isdecimal()])
