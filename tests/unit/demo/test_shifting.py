"""The coming forum of the demo lies ahead, whatever day it is."""

from datetime import date, timedelta

import pytest

from forumapp.demo.shifting import begun_on
from forumapp.exchange import forumfile
from forumapp.exchange.document import Document
from forumapp.paths import PACKAGE

pytestmark = pytest.mark.once


def coming() -> Document:
    return forumfile.read((PACKAGE / "demo" / "data" / "library-community-next.json").read_bytes())


def test_every_day_and_time_moves_by_the_same_days() -> None:
    document = coming()
    by = timedelta(days=11)

    moved = begun_on(document, document.forum.starts_on + by)

    terms, moved_terms = document.forum.registration, moved.forum.registration
    assert terms is not None
    assert moved_terms is not None
    assert (moved.forum.starts_on, moved.forum.ends_on) == (document.forum.starts_on + by, document.forum.ends_on + by)
    assert (moved_terms.opens_at, moved_terms.closes_at) == (terms.opens_at + by, terms.closes_at + by)  # type: ignore[operator]
    times = [(session.starts_at, session.ends_at) for session in document.sessions]
    moved_times = [(session.starts_at, session.ends_at) for session in moved.sessions]
    assert moved_times == [tuple(moment and moment + by for moment in pair) for pair in times]


def test_events_move_along_and_another_forum_keeps_its_days() -> None:
    document = coming()
    by = timedelta(days=11)

    moved = begun_on(document, document.forum.starts_on + by)

    days = {event.key: event.starts_on for event in document.events or ()}
    moved_days = {event.key: event.starts_on for event in moved.events or ()}
    assert moved_days == {"catalog-school": days["catalog-school"] + by, "forum-2021": days["forum-2021"]}  # type: ignore[operator]


def test_moving_back_restores_the_forum() -> None:
    document = coming()

    there = begun_on(document, date(2031, 5, 6))

    assert begun_on(there, document.forum.starts_on) == document
