"""A server for the race for places: ``python -m tests.contracts.places_server PORT PROCESSES [--without-lock]``.

It is the application's own server; settings come from the environment. Each serving process says "ready". Without the lock,
places are counted by whoever comes, and a pause after counting makes sure that several do so at once.
"""

import multiprocessing
import sys
import time
from collections.abc import Collection, Mapping
from contextvars import ContextVar
from datetime import datetime

from flask import Flask

from forumapp import serving
from forumapp.config import Settings
from forumapp.db import engines
from forumapp.forums.models import Forum
from forumapp.registration import queries
from forumapp.registration.queries import Stand
from forumapp.registration.service import answers, arrivals, places
from forumapp.signups import queries as signup_rows
from forumapp.signups.rules.line import Tally
from forumapp.signups.service import choosing, settling

PAUSE = 0.2
"""Seconds between counting and storing without the lock."""

application = serving.application


def take_out_lock() -> None:
    """Let everybody count at once: no row is locked, and SQLite begins without its write lock."""
    count = queries.stand

    def slowly(forum: Forum, *, now: datetime) -> Stand:
        counted = count(forum, now=now)
        time.sleep(PAUSE)
        return counted

    count_options = queries.options_taken

    def slowly_taken(forum: Forum) -> dict[tuple[str, str], int]:
        counted = count_options(forum)
        time.sleep(PAUSE)
        return counted

    count_signups = signup_rows.tallies

    def slowly_signed(forum: Forum, keys: Collection[str] | None = None) -> Mapping[str, Tally]:
        counted = count_signups(forum, keys)
        time.sleep(PAUSE)
        return counted

    signup_rows.tallies = slowly_signed
    settling.lock_forum = lambda forum: forum  # type: ignore[attr-defined]
    choosing.lock_forum = lambda forum: forum  # type: ignore[attr-defined]
    queries.stand = slowly
    answers.queries.options_taken = slowly_taken
    places.lock_forum = lambda forum: forum  # type: ignore[attr-defined]
    arrivals.lock_forum = lambda forum: forum  # type: ignore[attr-defined]
    engines.write_intent = ContextVar("never", default=False)  # type: ignore[attr-defined]


def speaking(settings: Settings | None) -> Flask:
    """Return the application of one serving process, and say that it is there."""
    app = application(settings)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    return app


if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    if "--without-lock" in sys.argv:
        take_out_lock()
    serving.application = speaking
    port, workers = int(sys.argv[1]), int(sys.argv[2])
    serving.serve(serving.Serving(host="127.0.0.1", port=port, workers=workers, with_worker=False, is_quiet=True))
