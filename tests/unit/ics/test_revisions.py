"""Revisions move with the octets and never go back."""

from datetime import UTC, datetime, timedelta

import pytest

from forumapp.exchange.ics import revised

pytestmark = pytest.mark.once

NOW = datetime(2027, 1, 2, 3, 4, 5, 678, tzinfo=UTC)


def test_the_first_revision_is_number_zero_in_whole_seconds():
    revision = revised(b"a", previous=None, now=NOW)

    assert (revision.sequence, revision.last_modified) == (0, NOW.replace(microsecond=0))


def test_the_same_octets_keep_their_revision():
    first = revised(b"a", previous=None, now=NOW)

    assert revised(b"a", previous=first, now=NOW + timedelta(days=1)) == first


def test_other_octets_are_the_next_revision():
    first = revised(b"a", previous=None, now=NOW)
    second = revised(b"b", previous=first, now=NOW + timedelta(days=1))

    assert (second.sequence, second.last_modified) == (1, first.last_modified + timedelta(days=1))


def test_the_stamp_rises_even_when_the_clock_goes_back():
    first = revised(b"a", previous=None, now=NOW)
    second = revised(b"b", previous=first, now=NOW - timedelta(days=1))

    assert second.last_modified == first.last_modified + timedelta(seconds=1)
