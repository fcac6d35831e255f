"""Writing to speakers: one letter each, with the link to their own page, once a day at most."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from forumapp import audit
from forumapp.directory import queries as directory
from forumapp.directory import rules as names
from forumapp.directory.models import ForumPerson
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Status
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import in_language, localized_in
from forumapp.mail import Letter, put
from forumapp.programme.models import Session
from forumapp.programme.queries import sessions
from forumapp.speakers import mails, queries
from forumapp.speakers.models import AnswerState, Speaker
from forumapp.speakers.rules.answers import Lack, Standing, lacks_of, may_write
from forumapp.speakers.service.agreements import ask
from forumapp.speakers.service.contacts import address_of, language_of, link_for, speaker_for
from forumapp.text import clean

LONGEST_WORDS = 4000
NO_LINK = "https://…"
"""What stands for the link in a preview: only a letter that is sent opens the page."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who takes part in sessions of a forum, and what is missing of them."""

    person: ForumPerson
    speaker: Speaker | None
    sessions: tuple[Session, ...]
    lacks: frozenset[Lack]
    may_write: bool
    """Whether a letter may go to them today."""

    @property
    def email(self) -> str | None:
        """Where a letter would go."""
        return self.speaker.email if self.speaker else None


def candidates(forum: Forum, *, now: datetime) -> list[Candidate]:
    """Return everybody who takes part in a session of a forum, in the order of its people."""
    speakers = queries.speakers(forum)
    answered = _answered(forum)
    taking_part = _sessions_by_person(forum)
    return [
        _candidate(forum, person, taking_part[person.key], speakers.get(person.id), answered.get(person.id, set()), now)
        for person in directory.forum_people(forum)
        if person.key in taking_part
    ]


def preview(forum: Forum, candidate: Candidate, *, lacks: Collection[Lack], words: str) -> Letter:
    """Return the letter to somebody as it would be sent, without the link."""
    return _letter(forum, candidate, lacks=lacks, words=words, link=NO_LINK)


def write_to(
    forum: Forum, keys: Collection[str], *, lacks: Collection[Lack], words: str = "", now: datetime
) -> list[ForumPerson]:
    """Write to those of a forum's people with these keys who have an address, lack something of ``lacks`` and got no letter today.

    Who is asked for answers is noted as asked about each of their sessions. Returns to whom was written.
    """
    if len(words) > LONGEST_WORDS:
        raise RuleBroken(_("Use at most %(max)d characters.", max=LONGEST_WORDS), field="words")
    written = []
    for candidate in candidates(forum, now=now):
        if candidate.person.key not in keys or not candidate.email or not candidate.lacks & set(lacks):
            continue
        if _write(forum, candidate, lacks=lacks, words=clean(words), now=now):
            written.append(candidate.person)
    if not written:
        raise RuleBroken(_("Nobody of those chosen can be written to today."))
    return written


def _write(forum: Forum, candidate: Candidate, *, lacks: Collection[Lack], words: str, now: datetime) -> bool:
    """Put a letter into the outbox unless somebody else did today."""
    person = candidate.person
    directory.lock_person(person)
    speaker = queries.reread(speaker_for(person))
    if not speaker.email or not may_write(written_at=speaker.written_at, zone=forum.timezone, now=now):
        return False
    link = link_for(forum, person, now=now)
    put(_letter(forum, candidate, lacks=lacks, words=words, link=address_of(forum, link)), now=now)
    speaker.written_at = now
    asked = candidate.lacks & set(lacks)
    if Lack.ANSWER in asked:
        ask(person, candidate.sessions, now=now)
    audit.record(
        "person:write",
        subject=f"person:{person.key}",
        forum=forum.slug,
        after={"lacks": sorted(lack.value for lack in asked)},
        now=now,
    )
    return True


def _letter(forum: Forum, candidate: Candidate, *, lacks: Collection[Lack], words: str, link: str) -> Letter:
    language = language_of(forum, candidate.speaker)
    entry = candidate.person.person
    addressee = mails.Addressee(
        email=candidate.email or "",
        language=language,
        name=names.greeting_name(entry.given_name, entry.family_name, entry.patronymic, language, forum.languages),
        sessions=tuple(localized_in(session.title, language, forum.languages) for session in candidate.sessions),
    )
    with in_language(language):
        return mails.reminder(addressee, forum=forum, lacks=candidate.lacks & set(lacks), words=words, link=link)


def _candidate(
    forum: Forum,
    person: ForumPerson,
    taking_part: Sequence[Session],
    speaker: Speaker | None,
    answered: Collection[int],
    now: datetime,
) -> Candidate:
    standing = Standing(
        sessions=[session.key for session in taking_part],
        answered=[session.key for session in taking_part if session.id in answered],
        has_biography=bool(person.person.biography),
        has_photo=person.photo is not None,
    )
    written_at = speaker.written_at if speaker else None
    is_free = may_write(written_at=written_at, zone=forum.timezone, now=now)
    return Candidate(person, speaker, tuple(taking_part), lacks_of(standing), is_free)


def _answered(forum: Forum) -> Mapping[int, set[int]]:
    """Return the ids of the sessions that people confirmed or declined, by the id of the person."""
    found: dict[int, set[int]] = {}
    for answer in queries.answers(forum):
        if answer.state is not AnswerState.ASKED:
            found.setdefault(answer.forum_person_id, set()).add(answer.session_id)
    return found


def _sessions_by_person(forum: Forum) -> Mapping[str, list[Session]]:
    """Return the sessions of a forum by the keys of those who take part in them."""
    found: dict[str, list[Session]] = {}
    for session in sessions(forum):
        if session.status is Status.CANCELLED:
            continue
        keys = [part.forum_person.key for part in session.parts]
        keys += [speaker.forum_person.key for report in session.reports for speaker in report.people]
        for key in dict.fromkeys(keys):
            found.setdefault(key, []).append(session)
    return found
