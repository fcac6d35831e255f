"""The working copy as one value."""

from functools import lru_cache

from forumapp.directory.service import institution_parts, person_parts
from forumapp.events import service as events
from forumapp.exchange.document import Document
from forumapp.forums import service as forums
from forumapp.forums.models import Forum
from forumapp.programme import queries
from forumapp.programme.service.places import room_part, track_part
from forumapp.programme.service.values import part_of


def document_of(forum: Forum, *, has_photos: bool = False) -> Document:
    """Return the working copy of a forum: apply_document makes the same forum of it.

    It names the photos of people only where they are asked for, which is for a release: no file carries them.
    """
    return Document(
        forum=forums.part_of(forum),
        institutions=institution_parts(forum),
        people=person_parts(forum, has_photos=has_photos),
        tracks=tuple(track_part(track) for track in queries.tracks(forum)),
        rooms=tuple(room_part(room) for room in queries.rooms(forum)),
        sessions=tuple(
            part_of(session) for session in queries.sessions_as_written(forum) if session.deleted_at is None
        ),
        events=events.event_parts(forum),
    )


@lru_cache(maxsize=8)
def kept_document(forum_id: int, _newest_deed: int) -> Document:
    """Return the working copy, photos named, as this process read it when the newest deed in the forum was this one."""
    return document_of(queries.forum_by_id(forum_id), has_photos=True)


def forget_documents() -> None:
    """Drop what this process read; needed only where row ids come again, after a restore."""
    kept_document.cache_clear()
