"""Sending what lies in the outbox: at least once, never inside a transaction."""

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from forumapp import clock
from forumapp.config import Settings
from forumapp.db import db, transaction
from forumapp.mail import outbox, queries, transport
from forumapp.mail.models import OutboxLetter

logger = logging.getLogger("forumapp.mail")


def send_due(settings: Settings, *, is_stopping: Callable[[], bool] = lambda: False) -> bool:
    """Send the letters that are due, one after the other, and say whether the mail server took (or refused) all of them.

    Each is claimed by itself, so that several workers share the work and a slow server outlasts no lease. Ends early when the
    server cannot be reached or ``is_stopping`` says so. Nothing is sent while no SMTP server is set.
    """
    if settings.smtp_url is None:
        return True
    while not is_stopping():
        letter = _claimed()
        if letter is None:
            return True
        if not _send(letter, settings, smtp_url=settings.smtp_url):
            return False
    return True


def _claimed() -> OutboxLetter | None:
    """Take the next due letter; looking first costs no write lock while there is none."""
    is_due = queries.oldest_due(now=clock.now()) is not None
    db.session.rollback()
    if not is_due:
        return None
    with transaction():
        return next(iter(outbox.claim(now=clock.now())), None)


def _send(letter: OutboxLetter, settings: Settings, *, smtp_url: str) -> bool:
    """Send one letter and note what became of it; say whether the next one may be tried at once."""
    host = urlsplit(settings.base_url).hostname or "localhost"
    mail = transport.message(letter, sender=settings.mail_from, host=host)
    try:
        transport.send(mail, smtp_url=smtp_url)
    except transport.Refused as refused:
        _note_failure(letter, refused, is_final=True)
    except (transport.Postponed, transport.Unreachable) as failed:
        _note_failure(letter, failed, is_final=False)
        return False
    else:
        with transaction():
            outbox.mark_sent(letter.id, now=clock.now())
    return True


def _note_failure(letter: OutboxLetter, failed: Exception, *, is_final: bool) -> None:
    """Note in the outbox what the server said, and in the log its number only: its words may hold an address."""
    words = str(failed)[:300] if isinstance(failed, transport.Unreachable) else str(failed)[:3]
    facts = {"letter": str(letter.id), "attempts": letter.attempts, "is_final": is_final, "error": words}
    logger.warning("letter not sent", extra={"facts": facts})
    with transaction():
        outbox.mark_failed(letter.id, error=str(failed), is_final=is_final, now=clock.now())
