"""The checks: what each finds, how much it matters, and what it leaves alone."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given

from forumapp.exchange.document import (
    Attendance,
    Document,
    Kind,
    ReportPart,
    Role,
    SessionPart,
    Status,
    Visibility,
)
from forumapp.programme.rules import clashes_of
from forumapp.programme.rules.checks import RULES, Check, Context, Finding, Hours, Programme, Severity, Span, find
from tests.parts import at, document, forum, person, room, session, speaker, track
from tests.unit.exchange.forums import documents

ERROR, WARNING, NOTE = Severity


def whole(key: str = "a", **changes: Any) -> SessionPart:
    """Return a session with which nothing is amiss."""
    given: dict[str, Any] = {"room": "hall", "people": (speaker("ayna", Role.MODERATOR),)}
    return session(key, **(given | changes))


def written(*sessions: SessionPart, **parts: Any) -> Document:
    """Return a forum with which nothing is amiss, but what its sessions bring."""
    people = tuple(person(key, family_name={"ru": key, "en": key}) for key in ("ayna", "olga", "pavel"))
    halls = (
        room("hall", title={"ru": "Зал", "en": "Hall"}, join_url="https://rooms.example.org/hall"),
        room("cabinet", title={"ru": "Кабинет", "en": "Cabinet"}, attendance=Attendance.ONSITE, capacity=20),
    )
    return document(*sessions, **({"people": people, "rooms": halls} | parts))


def found(check: Check, given: Document, context: Context | None = None) -> list[Finding]:
    return [finding for finding in find(Programme(given, context or Context())) if finding.check is check]


def severities(check: Check, given: Document, context: Context | None = None) -> list[tuple[str | None, Severity]]:
    return [(finding.session, finding.severity) for finding in found(check, given, context)]


def test_every_check_stands_in_the_table_once() -> None:
    assert [rule.check for rule in RULES] == list(Check)


def test_a_programme_with_which_nothing_is_amiss_has_no_findings() -> None:
    later = whole("b", starts_at=at("2027-04-12T11:00"), ends_at=at("2027-04-12T12:00"))

    assert find(Programme(written(whole(), later), Context(hours=Hours(time(9), time(18))))) == []


@given(documents())
def test_the_checks_find_the_clashes_that_the_sweep_finds(given: Document) -> None:
    known = {"room": {Check.ROOM_TWICE}, "person": {Check.PERSON_TWICE, Check.INTERPRETER_TWICE}}
    told = [
        (finding.subject, finding.session, finding.other, finding.starts_at, finding.ends_at)
        for kind in ("room", "person")
        for finding in find(Programme(given, Context()))
        if finding.check in known[kind]
    ]
    swept = clashes_of(given.sessions)

    assert sorted(map(repr, told)) == sorted(
        repr((clash.need.key, clash.one, clash.other, clash.starts_at, clash.ends_at)) for clash in swept
    )


@pytest.mark.parametrize(
    ("changes", "severity"),
    [
        ({}, ERROR),
        ({"status": Status.TENTATIVE}, WARNING),
        ({"kind": Kind.BREAK}, NOTE),
        ({"kind": Kind.EXHIBITION}, NOTE),
    ],
    ids=["both confirmed", "one to be confirmed", "a break", "an exhibition"],
)
def test_a_room_twice_is_an_error_where_both_are_sure_and_neither_shares(
    changes: dict[str, Any], severity: Severity
) -> None:
    given = written(whole("a", people=()), whole("b", people=(), **changes))

    assert severities(Check.ROOM_TWICE, given) == [("a", severity)]


def test_a_clash_says_with_what_over_what_and_when() -> None:
    other = whole("b", people=(), starts_at=at("2027-04-12T10:30"), ends_at=at("2027-04-12T12:00"))

    (finding,) = found(Check.ROOM_TWICE, written(whole(), other))

    assert (finding.sessions, finding.subject, finding.starts_at, finding.ends_at) == (
        ("a", "b"),
        "hall",
        at("2027-04-12T10:30"),
        at("2027-04-12T11:00"),
    )


@pytest.mark.parametrize(
    ("role", "check"),
    [(Role.SPEAKER, Check.PERSON_TWICE), (Role.INTERPRETER, Check.INTERPRETER_TWICE)],
)
@pytest.mark.parametrize(("status", "severity"), [(Status.CONFIRMED, ERROR), (Status.TENTATIVE, WARNING)])
def test_a_person_twice_is_told_apart_from_an_interpreter_twice(
    role: Role, check: Check, status: Status, severity: Severity
) -> None:
    given = written(whole("a"), whole("b", room="cabinet", people=(speaker("ayna", role),), status=status))
    other = ({Check.PERSON_TWICE, Check.INTERPRETER_TWICE} - {check}).pop()

    assert severities(check, given) == [("a", severity)]
    assert severities(other, given) == []


def test_a_session_on_no_day_of_the_forum_is_an_error() -> None:
    night = whole("b", starts_at=at("2027-04-14T01:00"), ends_at=at("2027-04-14T02:00"))
    given = written(whole("a", starts_at=at("2027-04-14T10:00"), ends_at=at("2027-04-14T11:00")), night)

    assert severities(Check.OUTSIDE_DAYS, given) == [("a", ERROR)]


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "kind", "severity"),
    [
        ("2027-04-12T08:30", "2027-04-12T10:00", Kind.PANEL, WARNING),
        ("2027-04-12T17:00", "2027-04-12T18:01", Kind.PANEL, WARNING),
        ("2027-04-13T01:00", "2027-04-13T02:00", Kind.PANEL, WARNING),
        ("2027-04-12T19:00", "2027-04-12T21:00", Kind.CULTURAL, NOTE),
        ("2027-04-12T09:00", "2027-04-12T18:00", Kind.PANEL, None),
    ],
)
def test_a_session_outside_the_forums_hours_is_told(
    starts_at: str, ends_at: str, kind: Kind, severity: Severity | None
) -> None:
    given = written(whole(starts_at=at(starts_at), ends_at=at(ends_at), kind=kind))

    assert severities(Check.OUTSIDE_HOURS, given, Context(hours=Hours(time(9), time(18)))) == [
        ("a", each) for each in [severity] if each
    ]
    assert severities(Check.OUTSIDE_HOURS, given) == []


def test_hours_may_end_after_midnight() -> None:
    given = written(whole(starts_at=at("2027-04-12T23:00"), ends_at=at("2027-04-13T00:30")))

    assert severities(Check.OUTSIDE_HOURS, given, Context(hours=Hours(time(9), time(1)))) == []
    assert severities(Check.OUTSIDE_HOURS, given, Context(hours=Hours(time(9), time(0)))) == [("a", WARNING)]


def test_who_cannot_come_is_told_once_a_session_and_for_the_report_alone() -> None:
    reports = (
        ReportPart(key="r", title={"ru": "r", "en": "r"}, minutes=30, people=("olga",)),
        ReportPart(key="s", title={"ru": "s", "en": "s"}, minutes=15, people=("pavel",)),
        ReportPart(key="t", title={"ru": "t", "en": "t"}, minutes=15, people=("pavel",)),
    )
    first_half = (Span(at("2027-04-12T09:00"), at("2027-04-12T10:30")),)
    context = Context(availability={"ayna": first_half, "olga": first_half, "pavel": ()})

    findings = found(Check.NOT_AVAILABLE, written(whole(reports=reports)), context)

    assert [(each.subject, each.starts_at, each.severity) for each in findings] == [
        ("ayna", at("2027-04-12T10:00"), WARNING),
        ("pavel", at("2027-04-12T10:30"), WARNING),
    ]


def test_reports_longer_than_their_session_are_told_with_the_minutes() -> None:
    report = ReportPart(key="r", title={"ru": "r", "en": "r"}, minutes=75, people=())

    (finding,) = found(Check.REPORTS_TOO_LONG, written(whole(reports=(report,))))

    assert (finding.severity, finding.number) == (WARNING, 15)


@pytest.mark.parametrize(
    ("changes", "places"),
    [({"capacity": 10}, 10), ({"room": "cabinet"}, 20), ({"room": "cabinet", "capacity": 10}, 10), ({}, None)],
    ids=["the session's", "the room's", "the fewer", "no limit"],
)
def test_more_people_who_signed_up_than_places_is_an_error(changes: dict[str, Any], places: int | None) -> None:
    context = Context(signups={"a": 21})

    assert [
        (each.severity, each.number, each.count)
        for each in found(Check.TOO_FEW_PLACES, written(whole(**changes)), context)
    ] == ([] if places is None else [(ERROR, places, 21)])


@pytest.mark.parametrize(("capacity", "number"), [(21, 1), (20, 0), (None, 0)])
def test_more_places_than_the_room_has_are_told(capacity: int | None, number: int) -> None:
    given = written(whole(room="cabinet", capacity=capacity))

    assert severities(Check.ROOM_TOO_SMALL, given) == [("a", WARNING)] * number


@pytest.mark.parametrize(
    ("visibility", "other_time", "number"),
    [
        (Visibility.INVITED, "10:30", 1),
        (Visibility.PUBLIC, "10:30", 0),
        (Visibility.INVITED, "11:00", 0),
    ],
    ids=["closed", "open to all", "one after the other"],
)
def test_a_closed_session_at_the_time_of_another_of_the_same_people_is_told(
    visibility: Visibility, other_time: str, number: int
) -> None:
    other = whole("b", people=(), starts_at=at(f"2027-04-12T{other_time}"), ends_at=at("2027-04-12T12:00"))
    context = Context(invitees={"a": frozenset("123"), "b": frozenset("234")})

    findings = found(Check.INVITED_TWICE, written(whole(visibility=visibility), other), context)

    assert [(each.sessions, each.count, each.severity) for each in findings] == [(("a", "b"), 2, WARNING)] * number


@pytest.mark.parametrize(
    ("kind", "severity"), [(Kind.PANEL, WARNING), (Kind.REPORTS, NOTE), (Kind.BREAK, None), (Kind.WORKSHOP, None)]
)
def test_nobody_leads_a_session_of_a_kind_that_is_led(kind: Kind, severity: Severity | None) -> None:
    given = written(whole(kind=kind, people=(speaker("ayna"),)))

    assert severities(Check.NO_MODERATOR, given) == [("a", each) for each in [severity] if each]


@pytest.mark.parametrize(
    ("changes", "attendance", "severity"),
    [
        ({}, Attendance.HYBRID, WARNING),
        ({}, Attendance.ONLINE, None),
        ({"join_url": "https://rooms.example.org/a"}, Attendance.HYBRID, None),
        ({"kind": Kind.BREAK}, Attendance.HYBRID, None),
        ({"kind": Kind.CULTURAL}, Attendance.HYBRID, NOTE),
        ({"starts_at": None, "ends_at": None}, Attendance.HYBRID, None),
        ({"status": Status.CANCELLED}, Attendance.HYBRID, None),
    ],
    ids=["hybrid", "online forum", "online session", "break", "out of the house", "not scheduled", "cancelled"],
)
def test_a_session_in_no_room_is_told(
    changes: dict[str, Any], attendance: Attendance, severity: Severity | None
) -> None:
    given = written(whole(room=None, **changes), forum=forum(attendance=attendance))

    assert severities(Check.NO_ROOM, given) == [("a", each) for each in [severity] if each]


@pytest.mark.parametrize(
    ("room_attendance", "room_url", "url", "number"),
    [
        (Attendance.ONLINE, None, None, 1),
        (Attendance.HYBRID, None, None, 1),
        (Attendance.ONSITE, None, None, 0),
        (Attendance.ONLINE, "https://rooms.example.org/hall", None, 0),
        (Attendance.ONLINE, None, "https://rooms.example.org/a", 0),
    ],
)
def test_a_session_to_join_from_elsewhere_needs_an_address(
    room_attendance: Attendance, room_url: str | None, url: str | None, number: int
) -> None:
    halls = (room("hall", title={"ru": "З", "en": "H"}, attendance=room_attendance, join_url=room_url),)

    assert severities(Check.NO_JOIN_ADDRESS, written(whole(join_url=url), rooms=halls)) == [("a", WARNING)] * number


@pytest.mark.parametrize(("attendance", "number"), [(Attendance.ONLINE, 1), (Attendance.HYBRID, 0)])
def test_a_session_in_no_room_needs_an_address_at_a_forum_that_is_online(attendance: Attendance, number: int) -> None:
    given = written(whole(room=None), forum=forum(attendance=attendance))

    assert severities(Check.NO_JOIN_ADDRESS, given) == [("a", WARNING)] * number


@pytest.mark.parametrize(("languages", "severity"), [(("ru", "en"), WARNING), (("ru",), NOTE)])
def test_a_session_in_no_language_matters_more_where_there_are_several(
    languages: tuple[str, ...], severity: Severity
) -> None:
    given = written(whole(languages=()), forum=forum(languages=languages))

    assert severities(Check.NO_LANGUAGE, given) == [("a", severity)]


@pytest.mark.parametrize(
    ("changes", "severity", "missing"),
    [
        ({"title": {"ru": "Открытие"}}, WARNING, ("title",)),
        ({"abstract": {"ru": "О чем"}}, NOTE, ("abstract",)),
        ({"title": {"ru": "О"}, "abstract": {"ru": "О чем"}}, WARNING, ("title", "abstract")),
        (
            {"reports": (ReportPart(key="r", title={"ru": "Р"}, minutes=5, people=(), abstract={"ru": "О"}),)},
            NOTE,
            ("report-titles", "report-abstracts"),
        ),
    ],
)
def test_texts_that_are_not_in_each_of_the_forums_languages_are_told(
    changes: dict[str, Any], severity: Severity, missing: tuple[str, ...]
) -> None:
    (finding,) = found(Check.NO_TRANSLATION, written(whole(**changes)))

    assert (finding.session, finding.subject, finding.severity, finding.keys) == ("a", "en", severity, missing)


def test_names_of_the_forums_things_that_are_not_translated_are_counted() -> None:
    given = written(whole(), tracks=(track("one"), track("two", title={"ru": "Наследие", "en": "Heritage"})))

    (finding,) = found(Check.NO_TRANSLATION, given)

    assert (finding.session, finding.subject, finding.severity, finding.keys, finding.count) == (
        None,
        "ru",
        NOTE,
        ("tracks",),
        1,
    )


def test_a_finding_is_the_same_one_while_its_facts_stay() -> None:
    other = whole("b", people=())
    (before,) = found(Check.ROOM_TWICE, written(whole(), other))
    (renamed,) = found(Check.ROOM_TWICE, written(whole(title={"ru": "Иначе", "en": "Otherwise"}), other))
    (moved,) = found(Check.ROOM_TWICE, written(whole(), whole("b", people=(), starts_at=at("2027-04-12T10:15"))))

    assert before.fingerprint == renamed.fingerprint == "8b0ec058b699b36ce0e8a05761b12df5"
    assert moved.fingerprint != before.fingerprint


def test_places_that_run_out_stay_the_same_finding_when_one_more_signs_up() -> None:
    given = written(whole(capacity=10))
    one, other = (found(Check.TOO_FEW_PLACES, given, Context(signups={"a": number}))[0] for number in (11, 12))

    assert one.fingerprint == other.fingerprint


def test_the_forums_days_are_not_those_of_the_calendar() -> None:
    early = whole(starts_at=at("2027-04-12T02:00"), ends_at=at("2027-04-12T03:00"))

    assert severities(Check.OUTSIDE_DAYS, written(early, forum=forum(starts_on=date(2027, 4, 12)))) == []


def test_a_session_during_a_break_of_all_rooms_is_noted() -> None:
    lunch = session("lunch", kind=Kind.BREAK, starts_at=at("2027-04-12T12:00"), ends_at=at("2027-04-12T13:00"))
    over = session("over", starts_at=at("2027-04-12T11:30"), ends_at=at("2027-04-12T12:15"))
    before = session("before", starts_at=at("2027-04-12T11:00"), ends_at=at("2027-04-12T12:00"))

    (finding,) = found(Check.DURING_BREAK, document(lunch, over, before))

    assert (finding.session, finding.other, finding.severity) == ("over", "lunch", Severity.NOTE)
    assert (finding.starts_at, finding.ends_at) == (at("2027-04-12T12:00"), at("2027-04-12T12:15"))


def test_who_declined_and_is_still_named_is_told() -> None:
    talk = session("talk", people=(speaker("ayna"), speaker("boris")))
    declined = {"talk": frozenset({"ayna", "stranger"}), "other": frozenset({"boris"})}

    (finding,) = found(Check.DECLINED, document(talk), Context(declined=declined))

    assert (finding.session, finding.subject) == ("talk", "ayna")
