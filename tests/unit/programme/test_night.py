"""The night guard and the strips of the day: what clocks show elsewhere."""

from datetime import date
from typing import Any

import pytest

from forumapp.exchange.countryzones import MAIN_ZONES, zone_of
from forumapp.exchange.document import Attendance, Document, Kind, ReportPart, Role, Visibility
from forumapp.exchange.zones import zone_names
from forumapp.programme.rules.checks import Check, Context, Delegates, Finding, Programme, Severity, find, strips_by_day
from tests.parts import at, document, forum, institution, person, room, session, speaker

WARNING, NOTE = Severity.WARNING, Severity.NOTE
KAZAKHS = Delegates(country="KZ", attendance=Attendance.ONLINE, number=41)


def online(starts_at: str, ends_at: str, *, timezone: str = "Europe/Moscow", **changes: Any) -> Document:
    """Return a forum in Moscow with one session online, in which somebody from Bishkek takes part."""
    given: dict[str, Any] = {"room": "hall", "starts_at": at(starts_at), "ends_at": at(ends_at)}
    return document(
        session("a", **(given | changes)),
        forum=forum(attendance=Attendance.ONLINE, timezone=timezone),
        rooms=(room("hall", attendance=Attendance.ONLINE),),
        people=(
            person("aida", institution="bishkek"),
            person("ivan", institution="kazan"),
            person("nobody"),
            person("far", institution="kamchatka"),
        ),
        institutions=(
            institution("bishkek", country="KG"),
            institution("kazan", country="RU", city={"ru": "Казань"}),
            institution("kamchatka", country="RU", city={"en": "Petropavlovsk-Kamchatsky"}),
        ),
    )


def nights(given: Document, *delegates: Delegates) -> list[Finding]:
    findings = find(Programme(given, Context(delegates=delegates)))
    return [finding for finding in findings if finding.check is Check.NIGHT]


def test_delegates_of_a_country_are_told_their_own_hour() -> None:
    (finding,) = nights(online("2027-04-12T00:00", "2027-04-12T01:30"), KAZAKHS)

    assert (finding.subject, finding.starts_at, finding.ends_at, finding.count, finding.severity) == (
        "Asia/Almaty",
        at("2027-04-12T02:00"),
        at("2027-04-12T03:30"),
        41,
        WARNING,
    )


@pytest.mark.parametrize(
    ("local_start", "local_end", "severity"),
    [
        ("08:00", "22:00", None),
        ("07:59", "10:00", NOTE),
        ("07:00", "08:00", NOTE),
        ("06:59", "08:00", WARNING),
        ("21:00", "22:01", NOTE),
        ("21:00", "23:00", NOTE),
        ("21:00", "23:01", WARNING),
    ],
)
def test_what_is_night_and_what_only_late_or_early(local_start: str, local_end: str, severity: Severity | None) -> None:
    given = online(f"2027-04-12T{local_start}", f"2027-04-12T{local_end}", timezone="Asia/Almaty")

    assert [finding.severity for finding in nights(given, KAZAKHS)] == [each for each in [severity] if each]


def test_a_session_of_a_whole_day_is_at_night_too() -> None:
    given = online("2027-04-12T09:00", "2027-04-13T09:00", timezone="Asia/Almaty")

    assert [finding.severity for finding in nights(given, KAZAKHS)] == [WARNING]


def test_people_are_told_where_their_institution_stands_and_only_there() -> None:
    people = (speaker("aida", Role.INTERPRETER), speaker("ivan"), speaker("nobody"), speaker("far"))

    findings = nights(online("2027-04-12T20:00", "2027-04-12T21:00", people=people))

    assert [(each.subject, each.keys, each.count, each.severity) for each in findings] == [
        ("Asia/Bishkek", ("aida",), 0, WARNING),
        ("Asia/Kamchatka", ("far",), 0, WARNING),
    ]


def test_people_and_delegates_of_one_place_are_one_finding() -> None:
    kyrgyz = Delegates(country="KG", attendance=Attendance.ONLINE, number=3)
    more = Delegates(country="KG", attendance=Attendance.HYBRID, number=2, city={"ru": "Ош"})

    findings = nights(online("2027-04-12T20:00", "2027-04-12T21:00", people=(speaker("aida"),)), kyrgyz, more)

    assert [(each.subject, each.keys, each.count) for each in findings] == [("Asia/Bishkek", ("aida",), 5)]


def test_who_only_gives_a_report_is_awake_for_the_report() -> None:
    reports = (
        ReportPart(key="r", title={"en": "r"}, minutes=60, people=("aida",)),
        ReportPart(key="s", title={"en": "s"}, minutes=60, people=("ivan",)),
    )

    (finding,) = nights(online("2027-04-12T18:30", "2027-04-12T20:30", reports=reports))

    assert (finding.starts_at, finding.ends_at, finding.severity) == (
        at("2027-04-12T21:30"),
        at("2027-04-12T22:30"),
        NOTE,
    )


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        ({"visibility": Visibility.INVITED}, 0),
        ({"kind": Kind.BREAK}, 0),
        ({"visibility": Visibility.REGISTERED}, 1),
    ],
)
def test_delegates_are_told_of_what_they_may_come_to(changes: dict[str, Any], findings: int) -> None:
    assert len(nights(online("2027-04-12T20:00", "2027-04-12T21:30", **changes), KAZAKHS)) == findings


def test_delegates_on_site_sleep_at_the_forum() -> None:
    on_site = Delegates(country="KZ", attendance=Attendance.ONSITE, number=4)

    assert nights(online("2027-04-12T00:00", "2027-04-12T01:30"), on_site) == []


def test_people_of_a_hybrid_session_may_be_on_site() -> None:
    given = online("2027-04-12T21:00", "2027-04-12T22:00", people=(speaker("aida"),))
    hybrid = document(
        *given.sessions,
        forum=given.forum,
        rooms=(room("hall", attendance=Attendance.HYBRID),),
        people=given.people,
        institutions=given.institutions,
    )

    assert [finding.severity for finding in nights(hybrid)] == [NOTE]


@pytest.mark.parametrize(
    ("country", "city", "zone"),
    [
        ("KZ", None, "Asia/Almaty"),
        ("UZ", None, "Asia/Tashkent"),
        ("MD", None, "Europe/Chisinau"),
        ("RU", None, "Europe/Moscow"),
        ("RU", {"ru": "Казань"}, "Europe/Moscow"),
        ("RU", {"ru": "Владивосток", "en": "Vladivostok"}, "Asia/Vladivostok"),
        ("RU", {"en": "Ulan-Ude"}, "Asia/Irkutsk"),
        ("US", {"en": "Omsk"}, "America/New_York"),
        ("DE", None, "Europe/Berlin"),
        ("GE", None, "Asia/Tbilisi"),
        ("ZZ", None, None),
    ],
)
def test_a_country_keeps_the_clock_of_most_of_its_people(
    country: str, city: dict[str, str] | None, zone: str | None
) -> None:
    assert zone_of(country, city) == zone


def test_every_zone_of_the_table_is_one() -> None:
    assert set(MAIN_ZONES.values()) <= zone_names()


def test_a_strip_shows_the_programme_and_the_night_of_each_place() -> None:
    given = online("2027-04-12T16:00", "2027-04-12T20:00", people=(speaker("aida"),))

    strips = strips_by_day(Programme(given, Context(delegates=(KAZAKHS,))))

    assert list(strips) == [date(2027, 4, 12)]
    moscow, almaty, bishkek = strips[date(2027, 4, 12)]
    assert [moscow.zone, almaty.zone, bishkek.zone] == ["Europe/Moscow", "Asia/Almaty", "Asia/Bishkek"]
    assert (moscow.is_forum, almaty.delegates, bishkek.people) == (True, 41, 1)
    assert bishkek.local == (at("2027-04-12T19:00"), at("2027-04-12T23:00"))
    assert [tuple(part) for part in bishkek.programme] == [(12 * 60, 4 * 60)]
    assert [tuple(part) for part in bishkek.nights] == [(16 * 60, 8 * 60)]
    assert [tuple(part) for part in bishkek.margins] == [(0, 60), (15 * 60, 9 * 60)]
    assert (moscow.night_minutes, almaty.night_minutes, bishkek.night_minutes) == (0, 0, 0)


def test_a_strip_counts_the_minutes_of_the_night() -> None:
    given = online("2027-04-12T16:00", "2027-04-12T22:00")

    strips = strips_by_day(Programme(given, Context(delegates=(KAZAKHS,))))

    assert [(strip.zone, strip.night_minutes) for strip in strips[date(2027, 4, 12)]] == [
        ("Europe/Moscow", 0),
        ("Asia/Almaty", 60),
    ]


def test_a_forum_on_site_has_no_strips() -> None:
    given = document(session(), forum=forum(attendance=Attendance.ONSITE))

    assert strips_by_day(Programme(given, Context())) == {}
