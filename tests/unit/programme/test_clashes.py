"""What needs the same room or person at the same time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumapp.exchange.document import Part, ReportPart, Role, SessionPart, Status
from forumapp.programme.rules import Need, Slot, clashes, clashes_of
from tests.unit.exchange.forums import session, wall

TEN, ELEVEN, NOON = (wall(f"2027-04-12T{hour}:00") for hour in (10, 11, 12))
ROOM = Need("room", "hall")


def in_hall(key: str, starts_at: datetime | None, ends_at: datetime | None, **parts: object) -> SessionPart:
    return session(key, room="hall", starts_at=starts_at, ends_at=ends_at, **parts)


def found(*sessions: SessionPart) -> list[tuple[Need, str, str]]:
    return [(clash.need, clash.one, clash.other) for clash in clashes_of(sessions)]


def test_two_sessions_in_one_room_clash() -> None:
    assert found(in_hall("a", TEN, NOON), in_hall("b", ELEVEN, NOON)) == [(ROOM, "a", "b")]


def test_a_clash_says_when() -> None:
    (clash,) = clashes_of([in_hall("a", TEN, NOON), in_hall("b", ELEVEN, NOON + timedelta(hours=1))])

    assert (clash.starts_at, clash.ends_at) == (ELEVEN, NOON)


@pytest.mark.parametrize(
    "other",
    [
        in_hall("b", ELEVEN, NOON),
        in_hall("b", TEN, NOON, status=Status.CANCELLED),
        in_hall("b", None, None),
        replace(in_hall("b", TEN, NOON), room="foyer"),
        replace(in_hall("b", TEN, NOON), room=None),
    ],
    ids=["touching", "cancelled", "not scheduled", "another room", "no room"],
)
def test_what_takes_nothing_clashes_with_nothing(other: SessionPart) -> None:
    assert found(in_hall("a", TEN, ELEVEN), other) == []


def test_a_session_that_may_take_place_needs_its_room() -> None:
    other = in_hall("b", TEN, NOON, status=Status.TENTATIVE)

    assert found(in_hall("a", TEN, NOON), other) == [(ROOM, "a", "b")]


def test_a_person_is_needed_in_one_session_only() -> None:
    both = [
        session(key, starts_at=TEN, ends_at=ELEVEN, people=(Part(person="ayna", role=role),))
        for key, role in (("a", Role.MODERATOR), ("b", Role.INTERPRETER))
    ]

    assert found(*both) == [(Need("person", "ayna"), "a", "b")]


def test_a_person_in_a_session_and_its_own_report_is_no_clash() -> None:
    report = ReportPart(key="r", title={"en": "R"}, minutes=20, people=("ayna",))
    people = (Part(person="ayna", role=Role.MODERATOR), Part(person="ayna", role=Role.SPEAKER))

    assert (
        found(session("a", starts_at=TEN, ends_at=ELEVEN, people=people, reports=(report, replace(report, key="s"))))
        == []
    )


def test_who_gives_a_report_is_needed_for_the_report_alone() -> None:
    reports = tuple(
        ReportPart(key=person, title={"en": person}, minutes=30, people=(person,)) for person in ("olga", "ayna")
    )
    panel = session("a", starts_at=TEN, ends_at=ELEVEN, reports=reports)
    early = session(
        "b", starts_at=TEN, ends_at=TEN + timedelta(minutes=30), people=(Part(person="ayna", role=Role.EXPERT),)
    )

    assert found(panel, early) == []
    assert found(panel, replace(early, ends_at=ELEVEN)) == [(Need("person", "ayna"), "a", "b")]


SLOTS = st.builds(
    lambda session, begin, length, needs: Slot(
        session=session,
        starts_at=TEN + timedelta(minutes=begin),
        ends_at=TEN + timedelta(minutes=begin + length),
        needs=frozenset(needs),
    ),
    st.sampled_from("abcdef"),
    st.integers(0, 30),
    st.integers(1, 15),
    st.sets(st.sampled_from([ROOM, Need("room", "foyer"), Need("person", "ayna")])),
)


@given(st.lists(SLOTS, max_size=12))
def test_the_sweep_finds_what_comparing_every_two_finds(slots: list[Slot]) -> None:
    assert {(clash.need, clash.one, clash.other): clash.starts_at for clash in clashes(slots)} == naive(slots)


def naive(slots: Sequence[Slot]) -> dict[tuple[Need, str, str], datetime]:
    times: dict[tuple[Need, str, str], datetime] = {}
    for one, other in combinations(slots, 2):
        begin = max(one.starts_at, other.starts_at)
        if one.session != other.session and begin < min(one.ends_at, other.ends_at):
            for need in one.needs & other.needs:
                pair = (need, *sorted((one.session, other.session)))
                times[pair] = min(begin, times.get(pair, begin))
    return times
