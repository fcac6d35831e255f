"""What changed from one state of a programme to the next."""

from dataclasses import replace

import pytest

from forumapp.exchange.document import SessionPart, Status
from forumapp.schedule.rules import Deed, change_from, change_value, differences
from tests import parts

BEFORE = parts.document(parts.session("talk", room="hall"), rooms=(parts.room("hall"), parts.room("small")))


def changed(**changes: object) -> tuple[Deed, list[str]]:
    """Return deed and changed fields of the one session when it changes so."""
    after = replace(BEFORE, sessions=(replace(BEFORE.sessions[0], **changes),))  # type: ignore[arg-type]
    (change,) = differences(BEFORE, after)
    return change.deed, [detail.field for detail in change.details]


@pytest.mark.parametrize(
    ("changes", "deed", "fields"),
    [
        ({"ends_at": parts.at("2027-04-12T11:30")}, Deed.MOVED, ["ends_at"]),
        ({"room": "small"}, Deed.MOVED, ["room"]),
        ({"status": Status.CANCELLED}, Deed.CANCELLED, ["status"]),
        ({"title": {"en": "Other"}}, Deed.CHANGED, ["title"]),
        ({"abstract": {"en": "More"}}, Deed.CHANGED, ["abstract"]),
    ],
)
def test_a_changed_session_says_what_was_done(changes: dict[str, object], deed: Deed, fields: list[str]) -> None:
    assert changed(**changes) == (deed, fields)


def test_a_session_that_takes_place_again_is_restored() -> None:
    cancelled = replace(BEFORE, sessions=(replace(BEFORE.sessions[0], status=Status.CANCELLED),))

    (change,) = differences(cancelled, BEFORE)

    assert change.deed is Deed.RESTORED


def test_a_renamed_room_is_no_other_room_to_the_sessions_in_it() -> None:
    after = replace(BEFORE, rooms=(parts.room("hall", title={"en": "New name"}), parts.room("small")))

    assert [(each.subject, each.key) for each in differences(BEFORE, after)] == [("room", "hall")]


def test_equal_states_have_no_differences() -> None:
    assert differences(BEFORE, BEFORE) == ()


def test_sessions_are_added_and_removed() -> None:
    other = parts.session("other")
    after = replace(BEFORE, sessions=(other,))

    assert [(each.key, each.deed) for each in differences(BEFORE, after)] == [
        ("other", Deed.ADDED),
        ("talk", Deed.REMOVED),
    ]


@pytest.mark.parametrize("sessions", [(), (parts.session("other"),)])
def test_a_change_survives_being_stored(sessions: tuple[SessionPart, ...]) -> None:
    for change in differences(BEFORE, replace(BEFORE, sessions=sessions)):
        assert change_from(change_value(change)) == change
