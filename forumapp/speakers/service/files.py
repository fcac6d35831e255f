"""Photos and slides: stored under made-up names, the row beside them in the same transaction."""

from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.directory import service as directory
from forumapp.directory.models import ForumPerson
from forumapp.directory.queries import lock_person
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.programme.queries import whole_sessions_with
from forumapp.speakers import queries
from forumapp.speakers.models import Slides
from forumapp.storage import keep, portraits, slides_kind
from forumapp.storage import slides as stored_slides
from forumapp.text import clean

MOST_FILES = 20
"""Files of slides of one person in one forum."""


def put_photo(forum: Forum, person: ForumPerson, octets: bytes, *, now: datetime) -> None:
    """Give somebody a photo; the public sees it with the next release. Raises RuleBroken for what is no photo."""
    name = keep(portraits.FOLDER, portraits.portrait_of(octets))
    directory.set_photo(forum, person, name, now=now)


def add_slides(forum: Forum, person: ForumPerson, *, place: str, name: str, octets: bytes, now: datetime) -> Slides:
    """Keep slides for a session or report; ``place`` is "session" or "session/report" by key. Raises RuleBroken for other files."""
    lock_person(person)
    session_key, _slash, report_key = place.partition("/")
    session = next((each for each in whole_sessions_with(person) if each.key == session_key), None)
    if session is None or (report_key and report_key not in {report.key for report in session.reports}):
        raise RuleBroken(_("Choose one of the sessions or reports."), field="place")
    if len(queries.slides_of(person)) >= MOST_FILES:
        raise RuleBroken(_("There are many files already. Remove one that is not needed."), field="slides")
    kind = slides_kind(octets)
    row = Slides(
        forum_person_id=person.id,
        session_id=session.id,
        report_key=report_key,
        name=clean(name, keep_lines=False)[-200:] or f"slides.{kind.value}",
        kind=kind,
        size=len(octets),
        file=keep(stored_slides.FOLDER, {"": octets}),
        uploaded_at=now,
    )
    db.session.add(row)
    _record("person:add-slides", forum, person, now=now, after={"session": session.key, "file": row.name})
    return row


def remove_slides(forum: Forum, person: ForumPerson, slides: Slides, *, now: datetime) -> None:
    """Take slides away; the edge deletes the file once that is kept."""
    _record("person:remove-slides", forum, person, now=now, before={"file": slides.name})
    db.session.delete(slides)
    db.session.flush()


def _record(action: str, forum: Forum, person: ForumPerson, *, now: datetime, **changes: dict[str, str]) -> None:
    audit.record(action, subject=f"person:{person.key}", forum=forum.slug, now=now, **changes)
    db.session.flush()
