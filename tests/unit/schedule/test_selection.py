"""Parts of a programme."""

from datetime import date

import pytest

from forumapp.exchange.document import Kind
from forumapp.schedule.rules import Selection, selected, selection_from
from tests import parts

FORUM = parts.document(
    parts.session("late", starts_at=parts.at("2027-04-13T00:30"), ends_at=parts.at("2027-04-13T02:00")),
    parts.session("early", track="main", languages=("en",), interpretation=("ru",)),
    parts.session("second", starts_at=parts.at("2027-04-13T09:00"), ends_at=parts.at("2027-04-13T10:00")),
    parts.session("someday", starts_at=None, ends_at=None, kind=Kind.WORKSHOP),
    tracks=(parts.track("main"),),
)


def chosen(**asked: str) -> list[str]:
    """Return the keys that an address selects."""
    selection = selection_from(asked, FORUM)
    assert selection is not None
    return [session.key for session in selected(FORUM, selection).sessions]


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ({}, ["early", "late", "second", "someday"]),
        ({"day": "2027-04-12"}, ["early", "late"]),
        ({"day": "2027-04-13"}, ["second"]),
        ({"track": "main"}, ["early"]),
        ({"kind": "workshop"}, ["someday"]),
        ({"language": "ru"}, ["early", "late", "second", "someday"]),
        ({"language": "en"}, ["early"]),
        ({"language": "en", "day": "2027-04-13"}, []),
    ],
)
def test_an_address_selects_sessions_in_order_of_time(asked: dict[str, str], keys: list[str]) -> None:
    assert chosen(**asked) == keys


@pytest.mark.parametrize(
    "asked", [{"day": "2027-04-14"}, {"day": "soon"}, {"track": "none"}, {"kind": "party"}, {"language": "xx"}]
)
def test_what_the_programme_does_not_know_selects_nothing_at_all(asked: dict[str, str]) -> None:
    assert selection_from(asked, FORUM) is None


def test_a_selection_of_nothing_is_everything() -> None:
    assert Selection().is_everything
    assert not Selection(day=date(2027, 4, 12)).is_everything
