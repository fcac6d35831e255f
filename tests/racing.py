"""Races: deeds that begin at one moment, each in a thread with a connection of its own."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy.exc import IntegrityError, OperationalError

from forumapp import create_app
from forumapp.db import db, transaction
from forumapp.errors import RuleBroken
from tests.conftest import migrate, settings_for
from tests.provision.postgresql import new_database

Deed = Callable[[], object]


@contextmanager
def app_on(kind: str, folder: Path) -> Iterator[Flask]:
    """Give an application on a database of its own, "sqlite" or "postgresql", where several connections meet."""
    if kind == "sqlite":
        with _served(create_app(settings_for(folder))) as app:
            yield app
    else:
        with new_database() as address, _served(create_app(settings_for(folder, address))) as app:
            yield app


def together(app: Flask, makes: Iterable[Callable[[], Deed]]) -> list[str]:
    """Let deeds begin together; return what became of them, sorted: "done", "told" (why not) or "broken".

    Each is made in its thread before any begins, so that all of them have read how things stood then.
    """
    makers = list(makes)
    gate, got = threading.Barrier(len(makers)), []

    def run(make: Callable[[], Deed]) -> None:
        with app.test_request_context():
            deed = make()
            gate.wait(timeout=30)
            try:
                with transaction():
                    deed()
                got.append("done")
            except RuleBroken:
                got.append("told")
            except (IntegrityError, OperationalError):
                got.append("broken")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(make,)) for make in makers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(got)


def is_racing() -> bool:
    """Say whether a thread of a race asks, not the test itself."""
    return threading.current_thread() is not threading.main_thread()


@contextmanager
def _served(app: Flask) -> Iterator[Flask]:
    migrate(app)
    yield app
    with app.app_context():
        db.engine.dispose()
