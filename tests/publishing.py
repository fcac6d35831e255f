"""Released forums for tests that read what the public reads."""

from datetime import UTC, datetime, timedelta

from forumapp.db import db
from forumapp.exchange.document import Document
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.programme import service as programme
from forumapp.schedule import service
from forumapp.schedule.models import Release

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def load(document: Document) -> Forum:
    """Store a document as the working copy of its forum."""
    known = forum_by_slug(document.forum.slug)
    forum = programme.apply_document(document, forum=known, owner=None, now=NOW).forum
    db.session.commit()
    return forum


def publish(document: Document, *, note: str = "", later: timedelta = timedelta()) -> Release | None:
    """Store a document and release it, ``later`` than the tests' usual instant, whatever the checks find."""
    release = service.publish(
        load(document), note=note, overruling="a test of releases", by="organizer@example.org", now=NOW + later
    )
    db.session.commit()
    return release
