"""Letters to many: written, tried, sent by the worker in handfuls, and stopped.

Whom a letter goes to is settled when it is sent, as one row each, and asked once more when it comes to them; the worker puts the letters of a handful of rows into the outbox
in one transaction, so that everybody gets it once, whatever is killed between.
"""

from collections.abc import Sequence
from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.exchange.document import LanguageMap
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import in_language
from forumapp.mail import Letter, put, recall
from forumapp.registration import service as registration
from forumapp.registration.models import Registration
from forumapp.registration.rules.decisions import UNDO
from forumapp.registration.rules.statuses import ENDED
from forumapp.secretariat import mails, queries
from forumapp.secretariat.models import Mailing, MailingState
from forumapp.secretariat.queries import Audience
from forumapp.secretariat.rules.letters import (
    PLACEHOLDERS,
    language_for,
    stray_braces,
    unknown_placeholders,
    written_languages,
)
from forumapp.secretariat.service.asking import Chosen, Parts, chosen_of, ids_of, ids_still_meant, parts_of

MOST_READERS = 20_000
"""Readers of one letter."""


def begin(forum: Forum, chosen: Chosen, *, author: str, now: datetime) -> Mailing:
    """Begin a letter to those who are meant; nothing is sent."""
    named: Parts = {"registration": [str(uid) for uid in chosen.uids]} if chosen.uids is not None else {}
    mailing = Mailing(forum=forum, asked={**parts_of(chosen.wanted), **named}, written_by=author, written_at=now)
    db.session.add(mailing)
    _note(mailing, "registration:begin-many", now=now)
    return mailing


def write(
    mailing: Mailing, subject: LanguageMap | None, body: LanguageMap | None, *, with_ended: bool, now: datetime
) -> None:
    """Keep the words of a letter; raises RuleBroken for a placeholder that is none, and once it is being sent."""
    mailing = queries.lock_mailing(mailing)
    _refuse_sent(mailing)
    for field, text in (("subject", subject), ("body", body)):
        _refuse_braces(text, field)
    mailing.subject, mailing.body, mailing.with_ended, mailing.written_at = subject, body, with_ended, now
    _note(mailing, "registration:revise-many", now=now)


def ids_meant(mailing: Mailing, *, now: datetime) -> list[int]:
    """Return the ids of those whom a letter means now."""
    return ids_of(mailing.forum, chosen_of(mailing.asked, now=now), most=MOST_READERS)


def audience(mailing: Mailing, *, now: datetime) -> Audience:
    """Return whom a letter reaches now."""
    return queries.audience_of(ids_meant(mailing, now=now), with_ended=mailing.with_ended)


def send(mailing: Mailing, *, seen: int, now: datetime) -> int:
    """Let a letter go to all whom it means, once the time for undoing has passed; return how many they are.

    ``seen`` is how many the registrar saw. Raises RuleBroken while it is written whole in no language, where nobody gets it, and where
    that number has changed.
    """
    mailing = queries.lock_mailing(mailing)
    _refuse_sent(mailing)
    if not written_of(mailing):
        raise RuleBroken(_("Write subject and text, in one language at least."))
    ids = queries.reachable_ids(ids_meant(mailing, now=now), with_ended=mailing.with_ended)
    if not ids:
        raise RuleBroken(_("Nobody gets this letter: nobody fits who has an address."))
    if len(ids) != seen:
        raise RuleBroken(_("Since you looked, the number of readers has changed: it is %(num)s now.", num=len(ids)))
    queries.add_recipients(mailing, ids)
    mailing.state, mailing.due_at = MailingState.SENDING, now + UNDO
    _note(mailing, "registration:send-many", rows=len(ids), now=now)
    return len(ids)


def stop(mailing: Mailing, *, now: datetime) -> None:
    """Stop a letter: before its time it is a draft again, afterwards those whom it has not reached do not get it."""
    mailing = queries.lock_mailing(mailing)
    if mailing.state is not MailingState.SENDING and mailing.state is not MailingState.DONE:
        raise RuleBroken(_("This letter is not being sent."))
    if mailing.due_at is not None and now < mailing.due_at:
        queries.forget_recipients(mailing)
        mailing.state, mailing.due_at = MailingState.DRAFT, None
    else:
        recall(queries.letter_ids_of(mailing), now=now)
        mailing.state = MailingState.STOPPED
    _note(mailing, "registration:stop-many", now=now)


def discard(mailing: Mailing, *, now: datetime) -> None:
    """Delete a letter that was never sent."""
    mailing = queries.lock_mailing(mailing)
    _refuse_sent(mailing)
    _note(mailing, "registration:discard-many", now=now)
    db.session.delete(mailing)
    db.session.flush()


def try_out(mailing: Mailing, *, to: str, now: datetime) -> int:
    """Send a letter to its writer, in each language in which it is written, with a reader's name and no reader's link; return how many."""
    samples = sample_letters(mailing, to=to, now=now)
    if not samples:
        raise RuleBroken(_("Write subject and text, in one language at least, and look who gets it."))
    for letter in samples:
        put(letter, now=now)
    _note(mailing, "registration:try-many", now=now)
    return len(samples)


def sample_letters(mailing: Mailing, *, to: str, now: datetime) -> list[Letter]:
    """Return a letter in each language in which somebody reads it, as the first of them gets it, the secret link left out."""
    readers = queries.sample_readers(ids_meant(mailing, now=now), with_ended=mailing.with_ended)
    found = (_letter(mailing, each, link="…", to=to) for each in readers)
    return list({letter.language: letter for letter in found if letter is not None}.values())


def is_due(*, now: datetime) -> bool:
    """Say whether a letter to many has somebody to go to; looking costs no write lock."""
    return queries.is_mailing_due(now=now)


def send_some(*, most: int, now: datetime) -> int:
    """Put the next letters of one that is due into the outbox, ``most`` at once; return how many rows were dealt with."""
    mailing = queries.lock_due_mailing(now=now)
    if mailing is None:
        return 0
    rows = queries.next_recipients(mailing, most=most)
    fitting = ids_still_meant(mailing.forum, chosen_of(mailing.asked, now=now), [reader for _each, reader in rows])
    for recipient, reader in rows:
        if reader.email is not None and reader.id in fitting and _reaches(mailing, reader):
            link = registration.link_to(reader, slug=mailing.forum.slug)
            letter = _letter(mailing, reader, link=link, to=reader.email)
            recipient.letter_id = put(letter, now=now).id if letter is not None else None
        recipient.done_at = now
    if len(rows) < most:
        mailing.state = MailingState.DONE
    db.session.flush()
    return len(rows)


def written_of(mailing: Mailing) -> Sequence[str]:
    """Return the languages in which a letter is whole, the forum's first."""
    return written_languages(mailing.subject, mailing.body, mailing.forum.languages)


def _reaches(mailing: Mailing, reader: Registration) -> bool:
    return not reader.is_unsent and (mailing.with_ended or reader.seen_status not in ENDED)


def _letter(mailing: Mailing, reader: Registration, *, link: str, to: str) -> Letter | None:
    language = language_for(reader.language, written_of(mailing))
    if language is None:
        return None
    face = registration.face_of(mailing.forum)
    with in_language(language):
        return mails.letter(
            reader, mailing.subject or {}, mailing.body or {}, language=language, face=face, link=link, to=to
        )


def _refuse_braces(text: LanguageMap | None, field: str) -> None:
    known = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
    if stray := stray_braces(text):
        words = _(
            "A brace stands where none belongs: “%(words)s”. The placeholders are: %(known)s.",
            words=stray[0][:80],
            known=known,
        )
        raise RuleBroken(words, field=field)
    if unknown := unknown_placeholders(text):
        words = _("{%(name)s} is no placeholder. These are: %(known)s.", name=unknown[0], known=known)
        raise RuleBroken(words, field=field)


def _refuse_sent(mailing: Mailing) -> None:
    if mailing.state is not MailingState.DRAFT:
        raise RuleBroken(_("This letter is being sent already."))


def _note(mailing: Mailing, action: str, *, now: datetime, rows: int | None = None) -> None:
    slug = mailing.forum.slug
    after = None if rows is None else {"rows": rows}
    audit.record(action, subject=f"forum:{slug}", forum=slug, after=after, now=now)
    db.session.flush()
