"""Next year's forum: what goes along, and on which days it stands."""

from datetime import date
from typing import Any

import pytest

from forumapp.exchange.document import Document, RegistrationTerms, Role, SessionPart, Status
from forumapp.programme.service import ClonePlan, clone_of
from tests.parts import at, forum, person, room, session, speaker

OLD = Document(
    forum=forum(registration=RegistrationTerms(opens_at=at("2027-02-01T09:00"))),
    people=(person("ayna"),),
    rooms=(room("hall", join_url="https://meet.example.org/hall"),),
    sessions=(
        session("first", room="hall", people=(speaker("ayna", Role.EXPERT),), join_url="https://meet.example.org/1"),
        session("night", starts_at=at("2027-04-13T01:00"), ends_at=at("2027-04-13T02:00")),
        session("second", starts_at=at("2027-04-13T10:00"), ends_at=at("2027-04-13T11:00"), status=Status.CANCELLED),
    ),
)
"""On Monday and Tuesday, 12 and 13 April 2027."""


def clone(**changes: Any) -> tuple[dict[str, SessionPart], tuple[str, ...]]:
    given: dict[str, Any] = {
        "slug": "next",
        "title": {"en": "Next"},
        "starts_on": date(2028, 4, 12),
        "ends_on": date(2028, 4, 13),
    }
    made = clone_of(OLD, ClonePlan(**{**given, **changes}))
    return {part.key: part for part in made.document.sessions}, made.unscheduled


def test_days_move_by_number() -> None:
    sessions, lost = clone()

    assert {key: part.starts_at for key, part in sessions.items()} == {
        "first": at("2028-04-12T10:00"),
        "night": at("2028-04-13T01:00"),
        "second": at("2028-04-13T10:00"),
    }
    assert lost == ()


def test_days_move_by_weekday_and_what_falls_outside_waits() -> None:
    sessions, lost = clone(starts_on=date(2028, 4, 16), ends_on=date(2028, 4, 17), keeps_weekdays=True)

    assert (sessions["first"].starts_at, sessions["night"].starts_at) == (
        at("2028-04-17T10:00"),
        at("2028-04-18T01:00"),
    )
    assert lost == ("second",)


def test_a_time_that_clocks_skip_waits_too() -> None:
    old = Document(
        forum=forum(timezone="Europe/Chisinau", starts_on=date(2026, 3, 28), ends_on=date(2026, 3, 28)),
        sessions=(session("night", starts_at=at("2026-03-28T03:30"), ends_at=at("2026-03-28T04:30")),),
    )
    plan = ClonePlan(slug="next", title={"en": "Next"}, starts_on=date(2027, 3, 28), ends_on=date(2027, 3, 28))

    assert clone_of(old, plan).unscheduled == ("night",)


def test_sessions_are_to_be_confirmed_anew_without_their_addresses() -> None:
    made = clone_of(
        OLD, ClonePlan(slug="next", title={"en": "N"}, starts_on=date(2028, 4, 12), ends_on=date(2028, 4, 13))
    )

    assert {part.status for part in made.document.sessions} == {Status.TENTATIVE}
    assert [part.join_url for part in (*made.document.rooms, *made.document.sessions)] == [None] * 4
    assert made.document.forum.registration == RegistrationTerms(opens_at=at("2028-02-02T09:00"))


@pytest.mark.parametrize(
    ("plan", "people", "sessions", "parts"),
    [({"with_people": False}, 0, 3, 0), ({"with_sessions": False}, 1, 0, 0), ({}, 1, 3, 1)],
)
def test_people_and_sessions_go_along_by_choice(plan: dict[str, bool], people: int, sessions: int, parts: int) -> None:
    days = {"starts_on": date(2028, 4, 12), "ends_on": date(2028, 4, 13)}
    made = clone_of(OLD, ClonePlan(slug="next", title={"en": "Next"}, **days, **plan)).document

    found = sum(len(session.people) for session in made.sessions)
    assert (len(made.people), len(made.sessions), found) == (people, sessions, parts)
