"""Sending what lies in the outbox: at least once, never inside a transaction."""

from urllib.parse import urlsplit

from forumapp import clock
from forumapp.config import Settings
from forumapp.db import transaction
from forumapp.mail import outbox, transport


def send_due(settings: Settings) -> int:
    """Send the letters that are due and return how many were tried; none when no SMTP server is set."""
    if settings.smtp_url is None:
        return 0
    with transaction():
        letters = outbox.claim(now=clock.now())
    host = urlsplit(settings.base_url).hostname or "localhost"
    for letter in letters:
        mail = transport.message(letter, sender=settings.mail_from, host=host)
        try:
            transport.send(mail, smtp_url=settings.smtp_url)
        except transport.Refused as refused:
            with transaction():
                outbox.mark_failed(letter.id, error=str(refused), is_final=True, now=clock.now())
        except transport.Unreachable as unreachable:
            with transaction():
                outbox.mark_failed(letter.id, error=str(unreachable), is_final=False, now=clock.now())
        else:
            with transaction():
                outbox.mark_sent(letter.id, now=clock.now())
    return len(letters)
