"""Who commits: the edge, once, by ``with transaction():``."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from forumapp.db.model import db
from forumapp.lanes import Turns, aside

write_intent: ContextVar[bool] = ContextVar("write_intent", default=False)
"""True while a transaction means to write; SQLite then takes its write lock at once (see engines)."""

TURNS = {"sqlite": Turns(1), "postgresql": Turns(10)}
"""Units that write, or wait for a lock, at once in one process: SQLite takes one anyway; PostgreSQL's other connections read."""
PATIENCE = 4.0
"""Seconds for which one more unit waits for its turn."""


@contextmanager
def transaction() -> Iterator[None]:
    """Do everything inside as one unit: all of it is kept at the end, or nothing when an exception passes.

    What was read before is a read of its own: lock (``queries.lock_…``) what a decision rests on inside. Raises SQLAlchemy's
    TimeoutError when too many others write and none of them ends.
    """
    session = db.session
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("something was changed outside a transaction")
    if session().in_nested_transaction():
        raise RuntimeError("a transaction inside a transaction would wait for itself")
    session.commit()
    with _turn():
        token = write_intent.set(True)
        try:
            with session.begin_nested():
                yield
        except OperationalError:
            abandon()
            raise
        finally:
            try:
                session.commit()
            finally:
                write_intent.reset(token)


def abandon() -> None:
    """Drop what is under way, even where the database is gone and cannot be told."""
    try:
        db.session.rollback()
    except DBAPIError:
        db.session().invalidate()


def let_go(_error: BaseException | None) -> None:
    """End the session of a request; the extension, which does so afterwards, would make a fault of a lost connection."""
    try:
        db.session.close()
    except DBAPIError:
        db.session().invalidate()


@contextmanager
def _turn() -> Iterator[None]:
    turns = TURNS[db.engine.dialect.name]
    if not turns.take(seconds=0) and not _waited_for(turns):
        raise PoolTimeout("too many writers, and none of them ends")
    try:
        yield
    finally:
        turns.give_back()


def _waited_for(turns: Turns) -> bool:
    with aside():
        return turns.take(seconds=PATIENCE)
