"""Asking people to take part, and what they answer."""

from collections.abc import Collection
from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.directory.models import ForumPerson
from forumapp.directory.queries import lock_person
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.programme.models import Session
from forumapp.programme.queries import sessions_with
from forumapp.speakers import queries
from forumapp.speakers.models import Answer, AnswerState
from forumapp.text import clean

LONGEST_NOTE = 2000
_DEEDS = {
    AnswerState.ASKED: "person:ask",
    AnswerState.CONFIRMED: "person:confirm",
    AnswerState.DECLINED: "person:decline",
}


def ask(person: ForumPerson, sessions: Collection[Session], *, now: datetime) -> None:
    """Note that somebody is asked about these sessions; what they answered already stands."""
    known = {answer.session_id for answer in queries.answers_of(person)}
    db.session.add_all(
        Answer(forum_person_id=person.id, session_id=session.id, state=AnswerState.ASKED, note="", asked_at=now)
        for session in sessions
        if session.id not in known
    )
    db.session.flush()


def answer(
    forum: Forum, person: ForumPerson, session_key: str, state: AnswerState, *, note: str = "", now: datetime
) -> None:
    """Take somebody's answer about a session in which they take part; a later answer replaces an earlier one."""
    lock_person(person)
    session = next((each for each in sessions_with(person) if each.key == session_key), None)
    if session is None:
        raise RuleBroken(_("You do not take part in this session any more. Reload the page."))
    said = clean(note)[:LONGEST_NOTE]
    row = queries.answer_to(person, session)
    if row is None:
        row = Answer(forum_person_id=person.id, session_id=session.id, state=AnswerState.ASKED, note="")
        db.session.add(row)
    if (row.state, row.note) == (state, said):
        return
    before = {"answer": row.state, "note": row.note} if row.answered_at else None
    row.state, row.note, row.answered_at = state, said, None if state is AnswerState.ASKED else now
    if state is AnswerState.ASKED:
        row.asked_at = now
    audit.record(
        _DEEDS[state],
        subject=f"person:{person.key}",
        forum=forum.slug,
        before=before,
        after={"session": session.key, "note": said},
        now=now,
    )
    db.session.flush()


def confirm_all(forum: Forum, person: ForumPerson, session_keys: Collection[str], *, now: datetime) -> None:
    """Take it that somebody takes part in those of these sessions about which they have not answered yet."""
    lock_person(person)
    answered = {row.session.key for row in queries.answers_of(person) if row.answered_at is not None}
    for key in dict.fromkeys(session_keys):
        if key not in answered:
            answer(forum, person, key, AnswerState.CONFIRMED, now=now)
