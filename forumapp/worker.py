"""What goes on beside the requests: letters that leave and chores that come round.

Any number of workers may run at once, on any machine: letters are claimed one by one under a lease, and a chore done twice
changes nothing the second time.
"""

import fcntl
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from forumapp import audit, clock, storage
from forumapp.accounts import service as accounts
from forumapp.config import Settings
from forumapp.db import db, transaction
from forumapp.forums import service as forums
from forumapp.forums.models import Forum
from forumapp.mail import outbox
from forumapp.mail.worker import send_due
from forumapp.privacy import queries as privacy_queries
from forumapp.privacy import service as privacy
from forumapp.privacy.rules.keeping import NOTICE, REQUEST_WAITS
from forumapp.programme import service as programme
from forumapp.registration import queries
from forumapp.registration import service as registration
from forumapp.schedule import queries as schedule_queries
from forumapp.schedule import service as schedule
from forumapp.schedule.queries import published_photos
from forumapp.secretariat.service import mailings as secretariat
from forumapp.signups import queries as signup_rows
from forumapp.signups import service as signups
from forumapp.speakers import queries as speakers
from forumapp.storage import attachments, portraits
from forumapp.storage import slides as stored_slides

logger = logging.getLogger("forumapp.worker")

PAUSE = 1.0
"""Seconds between two looks at the outbox, and before the next letter after one that did not leave."""
DATABASE_PAUSE = 3.0
"""Seconds before the next attempt while the database is away."""
LOCK_NAME = "worker.lock"
BATCH = 500
"""Rows that are dropped in one transaction."""
BATCH_OF_PEOPLE = 100
"""Registrations that are anonymized in one transaction: the forum is locked as long."""
BATCHES = 10
"""Such transactions in one round."""
REQUESTS = 100
"""Requests to be erased that one round looks at."""
TELLING = 50
"""Decisions that are told, and letters to many that are put into the outbox, in one transaction, since others wait for the forum's lock meanwhile."""
DAY = timedelta(days=1)
"""A day of Greenwich and that of a forum's zone differ by one at most."""


@dataclass(frozen=True)
class Chore:
    """Something to do again and again; ``do`` opens its own transactions."""

    name: str
    every: timedelta
    do: Callable[[datetime], None]


def settle_places(now: datetime) -> None:
    """Hand the places of ended holds on to the queue, forum by forum."""
    for forum in queries.forums_with_places_to_give(now=now, today=(now - DAY).date()):
        with transaction():
            registration.settle(forum, now=now)


def settle_sessions(now: datetime) -> None:
    """Hand places in sessions on to those who wait, after a release or whatever else came between, forum by forum."""
    for forum in signup_rows.forums_to_settle(today=(now - DAY).date()):
        with transaction():
            signups.settle(forum, now=now)


def tell_decided(now: datetime) -> None:
    """Write to those about whom was decided and for whom nothing can be undone any more, a handful in each transaction."""
    for forum in queries.forums_with_decisions_to_tell(now=now):
        is_more = True
        while is_more:
            with transaction():
                is_more = registration.tell_decided(forum, most=TELLING, now=now) == TELLING


def send_to_many(now: datetime) -> None:
    """Put a handful of letters to many into the outbox; the others wait for the next round, so that single letters pass between."""
    if secretariat.is_due(now=now):
        with transaction():
            secretariat.send_some(most=TELLING, now=now)


def sweep_files(now: datetime) -> None:
    """Delete photos, slides and files of a day ago or older that nobody at a desk, no answer and no current release names any more."""
    photos, slides = speakers.stored_photos() | published_photos(), speakers.stored_slides()
    storage.sweep(portraits.FOLDER, photos, before=now - DAY)
    storage.sweep(stored_slides.FOLDER, slides, before=now - DAY)
    storage.sweep(attachments.FOLDER, queries.stored_answer_files(), before=now - DAY)


def forget(now: datetime) -> None:
    """Drop what was kept long enough, a batch of each: texts of letters, links, ended sign-ins, invitations, new addresses, steps of the desk.

    What a batch leaves waits for the next round, so that letters never wait for this.
    """
    for forget_some in (
        outbox.empty_outdated,
        accounts.forget_links,
        accounts.forget_sign_ins,
        forums.forget_invitations,
        registration.forget_new_emails,
        programme.forget_steps,
    ):
        with transaction():
            forget_some(most=BATCH, now=now)


def publish_planned(now: datetime) -> None:
    """Make the releases whose time has come, each once however many workers there are."""
    for plan in schedule_queries.due_plans(now=now):
        with transaction():
            is_begun = schedule.begin(plan, now=now)
        if is_begun:
            with transaction():
                schedule.carry_out(plan, now=now)


def keep_privacy(now: datetime) -> None:
    """Tell teams that personal data go soon, take out those whose day has come, and carry out requests that waited long enough."""
    for forum in privacy_queries.forums_to_tell(before=(now + DAY + NOTICE).date()):
        with transaction():
            privacy.tell(forum, now=now)
    for forum in privacy_queries.forums_to_anonymize(before=(now + DAY).date()):
        _anonymize(forum, now=now)
    for request in privacy_queries.requests_before(now - REQUEST_WAITS, most=REQUESTS):
        with transaction():
            privacy.carry_out(request, now=now)
    with transaction():
        privacy.forget_farewells()


def _anonymize(forum: Forum, *, now: datetime) -> None:
    """Take some people out of a forum, batch by batch; what is left waits for the next round, so that letters do not."""
    for _batch in range(BATCHES):
        with transaction():
            is_left = privacy.anonymize(forum, most=BATCH_OF_PEOPLE, now=now)
        if not is_left:
            break


CHORES: tuple[Chore, ...] = (
    Chore("settle places", timedelta(minutes=1), settle_places),
    Chore("settle sessions", timedelta(minutes=1), settle_sessions),
    Chore("tell decisions", timedelta(seconds=15), tell_decided),
    Chore("send to many", timedelta(seconds=1), send_to_many),
    Chore("sweep files", timedelta(hours=6), sweep_files),
    Chore("publish planned releases", timedelta(seconds=15), publish_planned),
    Chore("forget", timedelta(minutes=10), forget),
    Chore("keep privacy", timedelta(minutes=1), keep_privacy),
)


class Worker:
    """Sends letters and does chores until it is told to stop."""

    def __init__(self, app: Flask, *, chores: tuple[Chore, ...] = CHORES) -> None:
        self._app = app
        self._settings: Settings = app.extensions["forumapp.settings"]
        self._chores = chores
        self._due: dict[str, datetime] = {}
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Let the present letter or chore end and begin no other; may be called from a signal handler."""
        self._stopped.set()

    @property
    def is_stopped(self) -> bool:
        """Say whether the worker was told to stop."""
        return self._stopped.is_set()

    def run(self) -> None:
        """Work until told to stop; a database or mail server that is away is waited for."""
        while not self.is_stopped:
            self._stopped.wait(self.turn())

    def turn(self) -> float:
        """Do what is due and return the seconds to wait before the next turn."""
        with self._app.app_context(), audit.acting("worker"):
            try:
                self._do_chores()
                send_due(self._settings, is_stopping=self._stopped.is_set)
            except SQLAlchemyError as failed:
                logger.warning("database away", extra={"facts": {"error": str(failed).splitlines()[0][:300]}})
                return DATABASE_PAUSE
            finally:
                db.session.remove()
        return PAUSE

    def _do_chores(self) -> None:
        for chore in self._chores:
            now = clock.now()
            if now >= self._due.get(chore.name, now) and not self.is_stopped:
                self._due[chore.name] = now + chore.every
                chore.do(now)


def embed(app: Flask) -> threading.Thread:
    """Run the worker in a thread of this serving process; of the processes of one instance, one at a time does.

    The thread stops by itself when the process's main thread ends.
    """
    thread = threading.Thread(target=_keep_working, args=(app,), name="forumapp-worker")
    thread.start()
    return thread


def _keep_working(app: Flask) -> None:
    """Hold the instance's worker lock and work; a worker ended by a fault of ours is begun anew."""
    settings: Settings = app.extensions["forumapp.settings"]
    with _lock(settings.instance_dir / LOCK_NAME):
        _work_until_fault(app)
        while _is_serving():
            threading.Event().wait(PAUSE)
            _work_until_fault(app)


def _work_until_fault(app: Flask) -> None:
    worker = Worker(app)
    thread = threading.Thread(target=worker.run, name="forumapp-letters")
    thread.start()
    while thread.is_alive():
        if not _is_serving():
            worker.stop()
        thread.join(0.2)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Wait until no other process holds the file (the kernel frees it when one dies) or serving ends.

    Where no such file can be made every process works, which is right too.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w")
    except OSError as failed:
        logger.warning("no worker lock", extra={"facts": {"error": str(failed)}})
        yield
        return
    with file:
        while _is_serving() and not _is_taken(file):
            threading.Event().wait(PAUSE)
        yield


def _is_taken(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_serving() -> bool:
    return threading.main_thread().is_alive()
