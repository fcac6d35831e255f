"""The working copy as one value."""

from forumapp.directory.service import institution_parts, person_parts
from forumapp.exchange.document import Document
from forumapp.forums import service as forums
from forumapp.forums.models import Forum
from forumapp.programme import queries
from forumapp.programme.service.places import room_part, track_part
from forumapp.programme.service.values import part_of


def document_of(forum: Forum) -> Document:
    """Return the working copy of a forum: apply_document makes the same forum of it."""
    return Document(
        forum=forums.part_of(forum),
        institutions=institution_parts(forum),
        people=person_parts(forum),
        tracks=tuple(track_part(track) for track in queries.tracks(forum)),
        rooms=tuple(room_part(room) for room in queries.rooms(forum)),
        sessions=tuple(
            part_of(session) for session in queries.sessions_as_written(forum) if session.deleted_at is None
        ),
    )
