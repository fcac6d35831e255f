"""Putting letters into the outbox and taking them out."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from flask import render_template

from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.i18n import in_language
from forumapp.mail import queries, rules
from forumapp.mail.letters import Letter
from forumapp.mail.models import LetterStatus, OutboxLetter


def put(letter: Letter, *, now: datetime, wait: timedelta = timedelta(0)) -> OutboxLetter:
    """Add the letter to the outbox, rendered in its language; it leaves only if the caller's transaction is kept.

    ``wait`` is for letters that tell of several deeds at once: see ``is_waiting``.
    """
    with in_language(letter.language):
        row = OutboxLetter(
            created_at=now,
            forum_slug=letter.forum,
            kind=letter.kind,
            recipient=letter.to,
            language=letter.language,
            subject=rules.one_line(letter.subject),
            text=render_template("mail/letter.txt", letter=letter),
            html=render_template("mail/letter.html", letter=letter),
            due_at=now + wait,
        )
    db.session.add(row)
    db.session.flush()
    return row


def recall(ids: Collection[UUID], *, now: datetime) -> int:
    """Take letters out of the outbox that nobody is sending, and return how many there were. What is on its way leaves."""
    recalled = queries.lock_free(ids, now=now)
    for letter in recalled:
        db.session.delete(letter)
    db.session.flush()
    return len(recalled)


def is_waiting(letter: Letter) -> bool:
    """Say whether a letter of the kind to the same person about the same forum has not left yet."""
    return queries.has_queued(kind=letter.kind, recipient=letter.to, forum_slug=letter.forum)


def throw_away(letter: Letter, *, now: datetime) -> None:
    """Do all that ``put`` does and take it back, so that nobody learns from the time whether somebody was written to."""
    with db.session.begin_nested() as thrown_away:
        put(letter, now=now)
        thrown_away.rollback()


def claim(*, now: datetime, most: int = 1) -> list[OutboxLetter]:
    """Take up to ``most`` due letters for sending; nobody else gets them until the lease ends."""
    letters = queries.lock_due(now=now, most=most)
    for letter in letters:
        letter.lease_until = now + rules.LEASE
        letter.attempts += 1
    db.session.flush()
    return letters


def mark_sent(letter_id: UUID, *, now: datetime) -> None:
    """Note that the letter left."""
    letter = queries.letter_by_id(letter_id)
    if letter is not None:
        letter.status, letter.sent_at, letter.lease_until, letter.last_error = LetterStatus.SENT, now, None, None


def mark_failed(letter_id: UUID, *, error: str, is_final: bool, now: datetime) -> None:
    """Note a failed attempt: try again later, or give the letter up when ``is_final`` or tried too often."""
    letter = queries.letter_by_id(letter_id)
    if letter is None:
        return
    letter.last_error, letter.lease_until = error[:2000], None
    wait = None if is_final else rules.wait_after(letter.attempts)
    if wait is None:
        letter.status = LetterStatus.DEAD
    else:
        letter.due_at = now + wait


def empty_outdated(*, most: int, now: datetime) -> int:
    """Drop the text of letters that were kept long enough, ``most`` at once, and return how many there were.

    To whom, when and about what was written stays: organizers are asked that, and the registration holds the address too.
    """
    outdated = queries.lock_outdated(now=now, most=most)
    for letter in outdated:
        letter.text, letter.html, letter.emptied_at = "", "", now
    db.session.flush()
    return len(outdated)


def retry(letter: OutboxLetter, *, now: datetime) -> None:
    """Send a letter once more, whatever became of it before; raises RuleBroken when its text is no longer kept."""
    letter = queries.lock_letter(letter)
    if letter.emptied_at is not None:
        raise RuleBroken(_("The text of this letter is no longer kept, so it cannot be sent again."))
    letter.status, letter.attempts, letter.due_at, letter.lease_until = LetterStatus.QUEUED, 0, now, None
