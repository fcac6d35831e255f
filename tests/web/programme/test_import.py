"""A forum file goes in and comes out again as it was."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp import paths
from forumapp.audit import AuditEntry
from forumapp.db import transaction
from forumapp.directory.models import Person
from forumapp.errors import RuleBroken
from forumapp.exchange import forumfile
from forumapp.exchange.document import Document, TrackPart
from forumapp.exchange.problems import ExchangeError
from forumapp.forums.queries import forum_by_slug, members
from forumapp.programme import queries as programme
from forumapp.programme import service
from tests import factories
from tests.unit.exchange.forums import documents
from tests.unit.exchange.forums import forum as sample

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DEMO = sorted((Path(paths.__file__).parent / "demo" / "data").glob("library-*.json"))


def applied(document: Document, **keywords: object) -> service.Applied:
    with transaction():
        return service.apply_document(document, owner=None, now=NOW, **({"forum": None} | keywords))


def exported(slug: str) -> bytes:
    forum = forum_by_slug(slug)
    assert forum is not None
    return forumfile.write(service.document_of(forum))


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_a_demo_file_comes_out_byte_for_byte(path: Path, session: DatabaseSession) -> None:
    octets = path.read_bytes()

    forum = applied(forumfile.read(octets)).forum
    session.expunge_all()

    assert forumfile.write(service.document_of(forum)) == octets


def test_every_part_of_a_file_comes_out_again(session: DatabaseSession) -> None:
    forum = applied(sample()).forum
    session.expunge_all()

    assert service.document_of(forum) == sample()


_slugs = (f"forum-{number}" for number in count())


@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=documents(), second=documents())
def test_whatever_goes_in_comes_out_also_through_an_update(
    session: DatabaseSession, first: Document, second: Document
) -> None:
    slug = next(_slugs)
    first, second = (replace(each, forum=replace(each.forum, slug=slug)) for each in (first, second))

    applied(first)
    session.expunge_all()
    assert exported(slug) == forumfile.write(first)

    applied(second, forum=forum_by_slug(slug))
    session.expunge_all()
    assert exported(slug) == forumfile.write(second)


def test_an_update_that_changes_nothing_stores_nothing(session: DatabaseSession, queries: list[str]) -> None:
    document = forumfile.read(DEMO[0].read_bytes())
    slug = applied(document).forum.slug
    session.expunge_all()
    queries.clear()

    result = applied(document, forum=forum_by_slug(slug))

    assert result.is_empty
    assert [statement for statement in queries if not statement.startswith("SELECT")] == []


def test_an_update_tells_what_it_did(session: DatabaseSession) -> None:
    first = sample()
    forum = applied(first).forum
    opening, _night, later = first.sessions
    second = replace(
        first,
        people=first.people[:1],
        tracks=(*first.tracks, TrackPart(key="new", title={"en": "New"}, color="#112233")),
        sessions=(later, replace(opening, title={"en": "Opening"}, reports=None)),
    )

    result = applied(second, forum=forum)

    assert (result.added, result.changed, result.removed, result.reordered) == (
        {"tracks": ["new"]},
        {"sessions": ["opening"]},
        {"sessions": ["night"], "people": ["ayna"]},
        ["sessions"],
    )
    assert [deleted.key for deleted in programme.deleted_sessions(forum)] == ["night"]


def test_a_session_that_comes_again_keeps_its_uid(session: DatabaseSession) -> None:
    document = sample()
    forum = applied(document).forum
    uids = programme.uids(forum)
    applied(replace(document, sessions=()), forum=forum)
    assert programme.uids(forum) == {}

    applied(document, forum=forum)

    assert programme.uids(forum) == uids
    assert exported(forum.slug) == forumfile.write(document)


def test_a_document_that_contradicts_itself_is_refused_whole(session: DatabaseSession) -> None:
    document = sample()
    broken = replace(document, rooms=())

    with pytest.raises(ExchangeError, match=r"sessions\[0\].room: there is no “hall” among the rooms"):
        applied(broken)

    assert (forum_by_slug("minsk-2027"), session.scalar(select(func.count(AuditEntry.id)))) == (None, 0)


def test_a_refusal_halfway_leaves_the_forum_as_it_was(session: DatabaseSession) -> None:
    document = sample()
    forum = applied(document).forum
    too_long = replace(document, rooms=(*document.rooms, replace(document.rooms[0], key="a" * 81)))

    with pytest.raises(RuleBroken):
        applied(replace(too_long, tracks=(), sessions=()), forum=forum)

    session.expunge_all()
    assert exported("minsk-2027") == forumfile.write(document)


def test_two_forums_of_one_file_share_libraries_and_people_and_change_apart(session: DatabaseSession) -> None:
    document = sample()
    other = replace(document, forum=replace(document.forum, slug="minsk-2028"))
    forum = applied(document).forum
    applied(other)
    assert session.scalar(select(func.count(Person.id))) == 2

    library = replace(document.institutions[0], name={"be": "Іншая"})
    applied(replace(document, institutions=(library,)), forum=forum)

    session.expunge_all()
    assert exported("minsk-2027") == forumfile.write(replace(document, institutions=(library,)))
    assert exported("minsk-2028") == forumfile.write(other)


def test_the_owner_of_an_import_is_in_the_team(session: DatabaseSession) -> None:
    first, second = factories.Account(), factories.Account()
    with transaction():
        forum = service.apply_document(sample(), forum=None, owner=first, now=NOW).forum

    with transaction():
        service.apply_document(sample(), forum=forum, owner=second, now=NOW)

    assert [member.account_id for member in members(forum)] == [first.id, second.id]
