"""A day or a track on its way out by itself: it, what it refers to, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from forumapp.exchange import forumfile
from forumapp.exchange.document import Document, SessionPart
from forumapp.schedule.rules import Hindrance, Selection, hindrance, with_part
from tests import parts

FIRST, SECOND = date(2027, 4, 12), date(2027, 4, 13)
DAY_ONE, DAY_TWO = Selection(day=FIRST), Selection(day=SECOND)
MARK = "zq-unpublished"


def on(day: date, key: str, **changes: object) -> SessionPart:
    """Return a session of an hour at ten on a day."""
    times = {
        name: parts.at(f"{day.isoformat()}T{clock}") for name, clock in (("starts_at", "10:00"), ("ends_at", "11:00"))
    }
    return parts.session(key, **{**times, **changes})


def keyed(document: Document) -> dict[str, SessionPart]:
    """Return the sessions by key; each key once."""
    found = {session.key: session for session in document.sessions}
    assert len(found) == len(document.sessions)
    return found


CURRENT = parts.document(on(FIRST, "one"), on(SECOND, "two"), rooms=(parts.room("hall"),))


def test_only_the_sessions_of_the_day_come_from_the_working_copy() -> None:
    renamed = tuple(replace(session, title={"en": f"New {session.key}"}) for session in CURRENT.sessions)

    after = with_part(CURRENT, replace(CURRENT, sessions=renamed), DAY_ONE)

    assert [session.title["en"] for session in after.sessions] == ["New one", "Session two"]


def test_nothing_unpublished_of_another_day_appears() -> None:
    marked = {"title": {"en": f"{MARK} title"}, "abstract": {"en": f"{MARK} abstract"}}
    working = parts.document(
        on(FIRST, "one", title={"en": "New one"}, people=(parts.speaker("ayna"),)),
        on(SECOND, "two", **marked),
        on(
            SECOND, f"{MARK}-new", room=f"{MARK}-room", track=f"{MARK}-track", people=(parts.speaker(f"{MARK}-person"),)
        ),
        forum=parts.forum(theme={"en": MARK}),
        rooms=(parts.room("hall", title={"en": f"{MARK} hall"}), parts.room(f"{MARK}-room")),
        tracks=(parts.track(f"{MARK}-track"),),
        people=(parts.person("ayna", institution="host"), parts.person(f"{MARK}-person", institution=f"{MARK}-host")),
        institutions=(parts.institution("host"), parts.institution(f"{MARK}-host")),
    )

    after = with_part(CURRENT, working, DAY_ONE)

    assert MARK in forumfile.write(with_part(CURRENT, working, DAY_TWO)).decode()
    assert MARK not in forumfile.write(after).decode()
    assert ([each.key for each in after.people], [each.key for each in after.institutions]) == (["ayna"], ["host"])


def test_what_the_sessions_refer_to_comes_in_its_present_form() -> None:
    current = parts.document(
        on(FIRST, "one", room="hall"), on(SECOND, "two"), rooms=(parts.room("hall"), parts.room("old"))
    )
    working = replace(
        current,
        sessions=(on(FIRST, "one", room="new", title={"en": "Moved"}), on(SECOND, "two")),
        rooms=(parts.room("new"), parts.room("hall", title={"en": "Renamed"})),
    )

    after = with_part(current, working, DAY_ONE)

    assert [(room.key, room.title["en"]) for room in after.rooms] == [
        ("new", "Hall new"),
        ("hall", "Hall hall"),
        ("old", "Hall old"),
    ]


@pytest.mark.parametrize("part", [DAY_ONE, DAY_TWO], ids=["with the day it left", "with the day it came to"])
def test_a_session_that_moved_to_another_day_is_moved_once(part: Selection) -> None:
    working = replace(CURRENT, sessions=(on(SECOND, "one", room="hall"), CURRENT.sessions[1]))

    after = with_part(CURRENT, working, part)

    assert keyed(after)["one"] == working.sessions[0]
    assert with_part(after, working, DAY_ONE) == with_part(after, working, DAY_TWO) == after


def test_a_removed_session_goes_with_its_day_only() -> None:
    working = replace(CURRENT, sessions=CURRENT.sessions[1:])

    assert list(keyed(with_part(CURRENT, working, DAY_ONE))) == ["two"]
    assert list(keyed(with_part(CURRENT, working, DAY_TWO))) == ["one", "two"]


def test_a_track_goes_out_by_itself_and_a_session_that_left_it_too() -> None:
    tracks = (parts.track("heritage"), parts.track("digital"))
    current = parts.document(on(FIRST, "one", track="heritage"), on(FIRST, "two", track="digital"), tracks=tracks)
    working = replace(
        current,
        sessions=(on(FIRST, "one", track="digital"), on(FIRST, "two", track="digital", title={"en": MARK})),
    )

    after = with_part(current, working, Selection(track="heritage"))

    assert keyed(after) == {"one": working.sessions[0], "two": current.sessions[1]}


def test_all_parts_one_after_the_other_leave_no_session_behind() -> None:
    working = replace(
        CURRENT,
        sessions=(on(SECOND, "new"), on(FIRST, "two"), on(FIRST, "one", title={"en": "Renamed"}), on(FIRST, "b")),
    )

    after = with_part(with_part(CURRENT, working, DAY_ONE), working, DAY_TWO)

    assert after.sessions == working.sessions


@pytest.mark.parametrize(
    ("current", "working", "expected"),
    [
        (None, CURRENT, Hindrance.FIRST),
        (CURRENT, replace(CURRENT, forum=parts.forum(timezone="Asia/Almaty")), Hindrance.ZONE),
        (CURRENT, replace(CURRENT, sessions=(on(date(2027, 4, 14), "one"), CURRENT.sessions[1])), Hindrance.DAYS),
        (CURRENT, CURRENT, None),
    ],
)
def test_a_part_that_needs_the_whole_is_held_back(
    current: Document | None, working: Document, expected: Hindrance | None
) -> None:
    assert hindrance(current, working, DAY_ONE) is expected
    assert hindrance(current, working, Selection()) is None
