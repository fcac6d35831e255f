"""The working copy as a calendar file, with the identities and revisions that its events get when it is published."""

from datetime import datetime
from uuid import UUID

from flask import current_app

from forumapp.exchange import ics
from forumapp.exchange.dated import dated_parts, name_of, order_in_time
from forumapp.forums.models import Forum
from forumapp.i18n import localized_in
from forumapp.schedule import queries
from forumapp.schedule.service import uids_of, working_copy
from forumapp.schedule.words import calendar_words


def working_calendar(forum: Forum, *, language: str, now: datetime) -> bytes:
    """Return everything that has a time as one calendar, closed sessions included: it is for the team."""
    document = working_copy(forum)
    writer = ics.EventWriter(
        document, language=language, base_url=str(current_app.config["BASE_URL"]), words=calendar_words(language)
    )
    known = {
        row.uid: ics.Revision(digest=row.body_hash, sequence=row.sequence, last_modified=row.last_modified)
        for row in queries.latest_revisions(forum.id, language)
    }
    uids = uids_of(forum)
    events = []
    for part in sorted(filter(ics.has_event, dated_parts(document)), key=order_in_time):
        uid = uids[name_of(part)]
        body = writer.body(part, uid=f"{uid}@forumapp")
        revision = ics.revised(body, previous=known.get(UUID(uid)), now=now)
        events.append(ics.event(body, sequence=revision.sequence, last_modified=revision.last_modified))
    zone = document.forum.timezone
    name = localized_in(document.forum.title, language, document.forum.languages)
    return ics.feed(events, name=name, timezone=zone)
