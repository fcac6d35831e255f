"""Letters in an instance's outbox, put and read as the application does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select, update

from forumapp import clock, create_app
from forumapp.config import Settings
from forumapp.db import db, transaction
from forumapp.mail import Letter, put
from forumapp.mail.models import LetterStatus, OutboxLetter
from tests.cli.instances import Instance


@contextmanager
def application(instance: Instance) -> Iterator[Flask]:
    """Give the application on an instance's database, in this process."""
    app = create_app(Settings.from_environment(instance.environment))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def write(count: int, *, first: int = 0) -> None:
    """Put letters into the outbox, each in a transaction of its own."""
    for number in range(first, first + count):
        letter = Letter(
            to=f"reader{number}@example.org",
            language="en",
            kind="test:write",
            subject=f"Letter {number}",
            paragraphs=("Hello.",),
        )
        with transaction():
            put(letter, now=clock.now())


def letters() -> list[OutboxLetter]:
    """Give all letters as they stand now."""
    db.session.rollback()
    found = (
        select(OutboxLetter)
        .order_by(OutboxLetter.created_at, OutboxLetter.recipient)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(found))


def statuses() -> list[LetterStatus]:
    """Give the state of each letter."""
    return [letter.status for letter in letters()]


def end_leases() -> None:
    """Do as if the time that a worker has for a letter were over."""
    with transaction():
        long_ago = datetime.now(UTC) - timedelta(hours=1)
        db.session.execute(update(OutboxLetter).values(lease_until=long_ago))
