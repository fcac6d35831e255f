"""Freezing the working copy as numbered releases with calendar revisions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.errors import Overtaken
from forumapp.exchange.document import Document, Status, Visibility
from forumapp.schedule import queries, service
from forumapp.schedule.models import EventRevision, Release
from tests import parts, publishing

FIRST = parts.document(
    parts.session("talk", room="hall"), parts.session("quiet", room="hall"), rooms=(parts.room("hall"),)
)
HOUR = timedelta(hours=1)


def revision(session: DatabaseSession, key: str) -> EventRevision:
    """Return the newest Russian revision of a session's event."""
    found = select(EventRevision).where(EventRevision.session_key == key, EventRevision.language == "ru")
    return session.scalars(found.order_by(EventRevision.id.desc()).limit(1)).one()


def test_the_first_release_holds_everything(session: DatabaseSession) -> None:
    release = publishing.publish(FIRST, note="Программа")

    assert release is not None
    assert (release.number, release.note, release.published_by) == (1, "Программа", "organizer@example.org")
    assert queries.released("forum").document == FIRST  # type: ignore[union-attr]


def test_publishing_nothing_new_makes_no_release(session: DatabaseSession) -> None:
    publishing.publish(FIRST)

    assert publishing.publish(FIRST, later=HOUR) is None
    assert session.scalar(select(func.count()).select_from(Release)) == 1


def test_a_release_expected_under_another_number_is_refused(session: DatabaseSession) -> None:
    publishing.publish(FIRST)
    forum = publishing.load(replace(FIRST, sessions=FIRST.sessions[:1]))

    with pytest.raises(Overtaken):
        service.publish(forum, expected=1, by="late@example.org", now=publishing.NOW)


def move(document: Document) -> Document:
    talk = replace(document.sessions[0], starts_at=parts.at("2027-04-12T10:30"), ends_at=parts.at("2027-04-12T11:30"))
    return replace(document, sessions=(talk, *document.sessions[1:]))


def rename_room(document: Document) -> Document:
    return replace(document, rooms=(parts.room("hall", title={"ru": "Новый зал"}),))


def cancel(document: Document) -> Document:
    return replace(document, sessions=(replace(document.sessions[0], status=Status.CANCELLED), *document.sessions[1:]))


@pytest.mark.parametrize(("change", "others"), [(move, 0), (rename_room, 1), (cancel, 0)])
def test_a_changed_event_gets_the_next_sequence_and_the_others_keep_their_octets(
    session: DatabaseSession, change: Callable[[Document], Document], others: int
) -> None:
    publishing.publish(FIRST)
    before = revision(session, "quiet").id

    publishing.publish(change(FIRST), later=HOUR)

    talk = revision(session, "talk")
    assert (talk.sequence, talk.last_modified) == (1, publishing.NOW + HOUR)
    assert (revision(session, "quiet").id != before) is bool(others)


def test_a_removed_public_session_leaves_a_tombstone_and_comes_back_as_itself(session: DatabaseSession) -> None:
    publishing.publish(FIRST)
    publishing.publish(replace(FIRST, sessions=FIRST.sessions[1:]), later=HOUR)
    tombstone = revision(session, "talk")
    publishing.publish(FIRST, later=2 * HOUR)
    back = revision(session, "talk")

    assert tombstone.tombstone_until is not None
    assert b"STATUS:CANCELLED" in tombstone.octets
    assert (back.uid, back.sequence, back.tombstone_until) == (tombstone.uid, 2, None)


def test_a_removed_closed_session_leaves_nothing(session: DatabaseSession) -> None:
    closed = replace(FIRST.sessions[0], visibility=Visibility.INVITED)
    publishing.publish(replace(FIRST, sessions=(closed, FIRST.sessions[1])))
    publishing.publish(replace(FIRST, sessions=FIRST.sessions[1:]), later=HOUR)

    assert revision(session, "talk").tombstone_until is None


def test_join_addresses_are_not_in_a_release(session: DatabaseSession) -> None:
    rooms = (parts.room("hall", join_url="https://join.example.org/secret"),)
    talk = replace(FIRST.sessions[0], join_url="https://join.example.org/other-secret")
    release = publishing.publish(replace(FIRST, rooms=rooms, sessions=(talk,)))

    assert release is not None
    assert b"join.example.org" not in queries.document_of_release(release.id)[0]


def test_a_clock_that_went_back_does_not_take_the_release_back(session: DatabaseSession) -> None:
    publishing.publish(FIRST)
    release = publishing.publish(move(FIRST), later=-HOUR)

    assert release is not None
    assert release.published_at == publishing.NOW + timedelta(seconds=1)
