"""Who commits: the edge, once, by ``with transaction():``."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from forumapp.db.model import db

write_intent: ContextVar[bool] = ContextVar("write_intent", default=False)
"""True while a transaction means to write; SQLite then takes its write lock at once (see engines)."""


@contextmanager
def transaction() -> Iterator[None]:
    """Do everything inside as one unit: all of it is kept at the end, or nothing when an exception passes.

    What was read before is a read of its own: lock (``queries.lock_…``) what a decision rests on inside.
    """
    session = db.session
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("something was changed outside a transaction")
    session.commit()
    token = write_intent.set(True)
    try:
        with session.begin_nested():
            yield
    finally:
        try:
            session.commit()
        finally:
            write_intent.reset(token)
