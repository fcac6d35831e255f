"""Further events under the rules of the programme: who sees them, what selects them, what changed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from forumapp.exchange.document import Visibility
from forumapp.schedule.rules import PUBLIC, Deed, Viewer, differences, pointing_to, selected, selection_from, visible
from tests import parts

pytestmark = pytest.mark.once

OPEN = parts.event("open", institutions=("host",))
MEMBERS = parts.event("members", audience=Visibility.REGISTERED, institutions=("theirs", "organizer"))
CLOSED = parts.event("closed", audience=Visibility.INVITED, institutions=("secret",))
DOCUMENT = parts.document(
    parts.session("closed", visibility=Visibility.INVITED),
    forum=parts.forum(organizers=("organizer",)),
    institutions=tuple(map(parts.institution, ("host", "theirs", "secret", "organizer", "unused"))),
    events=(OPEN, MEMBERS, CLOSED),
)


@pytest.mark.parametrize(
    ("viewer", "keys", "institutions"),
    [
        (PUBLIC, ["open"], ["host", "organizer", "unused"]),
        (Viewer(is_delegate=True), ["open", "members"], ["host", "theirs", "organizer", "unused"]),
        (Viewer(invited=frozenset({"closed"})), ["open"], ["host", "organizer", "unused"]),
        (Viewer(invited=frozenset({"event:closed"})), ["open", "closed"], ["host", "secret", "organizer", "unused"]),
        (Viewer(is_team=True), ["open", "members", "closed"], ["host", "theirs", "secret", "organizer", "unused"]),
    ],
)
def test_each_viewer_sees_their_events_and_who_invites_to_them(
    viewer: Viewer, keys: list[str], institutions: list[str]
) -> None:
    seen = visible(DOCUMENT, viewer)

    assert [event.key for event in seen.events or ()] == keys
    assert [institution.key for institution in seen.institutions] == institutions


def test_a_forum_without_events_has_none_for_anybody() -> None:
    assert visible(replace(DOCUMENT, events=None), PUBLIC).events is None


def test_an_invitation_to_a_session_is_none_to_an_event_of_its_key() -> None:
    seen = visible(DOCUMENT, Viewer(invited=frozenset({"closed"})))

    assert ([session.key for session in seen.sessions], [event.key for event in seen.events or ()]) == (
        ["closed"],
        ["open"],
    )


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ({}, ["long", "evening"]),
        ({"kind": "event"}, ["long", "evening"]),
        ({"kind": "panel"}, []),
        ({"day": "2027-04-12"}, ["long"]),
        ({"day": "2027-04-13"}, ["long", "evening"]),
        ({"kind": "event", "day": "2027-04-13"}, ["long", "evening"]),
        ({"language": "ru"}, []),
        ({"kind": "event", "language": "ru"}, []),
        ({"room": "hall"}, []),
    ],
)
def test_an_event_has_a_kind_and_days_and_nothing_else_to_be_selected_by(
    asked: dict[str, str], keys: list[str]
) -> None:
    document = parts.document(
        rooms=(parts.room("hall"),),
        events=(
            parts.event("long", starts_on=date(2027, 4, 1), ends_on=date(2027, 4, 30)),
            parts.event("evening", starts_at=parts.at("2027-04-13T18:00"), ends_at=parts.at("2027-04-13T20:00")),
        ),
    )
    selection = selection_from(asked, document)
    assert selection is not None

    assert [event.key for event in selected(document, selection).events or ()] == keys


def change_of(before: Any, after: Any) -> Any:
    """The one change between two states of an event, in a forum of nothing else."""
    states = [parts.document(events=(event,) if event else None) for event in (before, after)]
    (change,) = differences(*states)
    return change


def test_a_new_event_says_when_and_where() -> None:
    change = change_of(None, replace(OPEN, institutions=None, place={"en": "Ashgabat"}))

    assert (change.subject, change.key, change.deed, change.visibility_before, change.visibility_after) == (
        "event", "open", Deed.ADDED, None, Visibility.PUBLIC,
    )  # fmt: skip
    assert {detail.field: detail.after for detail in change.details} == {
        "starts_on": "2027-04-20",
        "ends_on": "2027-04-21",
        "place": {"en": "Ashgabat"},
    }


@pytest.mark.parametrize(
    ("changes", "deed", "fields"),
    [
        ({"ends_on": date(2027, 4, 30)}, Deed.MOVED, ["ends_on"]),
        ({"place": {"en": "Minsk"}}, Deed.MOVED, ["place"]),
        ({"link": "https://a.example.org/"}, Deed.CHANGED, ["link"]),
        ({"title": {"en": "Another"}}, Deed.CHANGED, ["title"]),
        ({"audience": Visibility.REGISTERED}, Deed.CHANGED, ["visibility"]),
    ],
)
def test_a_change_says_what_became_of_it(changes: dict[str, Any], deed: Deed, fields: list[str]) -> None:
    bare = replace(OPEN, institutions=None)

    change = change_of(bare, replace(bare, **changes))

    assert (change.deed, [detail.field for detail in change.details]) == (deed, fields)


def test_a_removed_event_says_who_knew_of_it() -> None:
    change = change_of(replace(MEMBERS, institutions=None), None)

    assert (change.deed, change.visibility_before, change.visibility_after) == (
        Deed.REMOVED, Visibility.REGISTERED, None,
    )  # fmt: skip


def test_only_another_order_is_no_change() -> None:
    one, other = (parts.document(events=events) for events in ((OPEN, MEMBERS), (MEMBERS, OPEN)))

    assert differences(one, other) == ()


def test_events_point_to_forums_that_everybody_may_know_only() -> None:
    document = parts.document(events=(parts.event("a", forum="known"), parts.event("b", forum="draft")))

    assert [event.forum for event in pointing_to(document, {"known"}).events or ()] == ["known", None]
