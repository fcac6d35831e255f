"""A forum file goes in and comes out again as it was."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp import paths
from forumapp.audit import AuditEntry
from forumapp.db import db, transaction
from forumapp.exchange import forumfile
from forumapp.exchange.document import Document
from forumapp.forums.queries import forum_by_slug
from forumapp.programme import queries, service
from tests.unit.exchange.forums import documents, forum as sample

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DEMO = sorted((Path(paths.__file__).parent / "demo" / "data").glob("*.json"))


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


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
