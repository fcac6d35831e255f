"""Zone definitions against the zone data itself."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical

from forumapp.exchange.ics import tzdata_version, vtimezone
from forumapp.exchange.ics.zones import zone_definition

pytestmark = pytest.mark.once

YEARS = (2026, 2028)

STEADY_ZONES = [
    "Asia/Baku",
    "Asia/Yerevan",
    "Asia/Tbilisi",
    "Europe/Minsk",
    "Asia/Almaty",
    "Asia/Qostanay",
    "Asia/Qyzylorda",
    "Asia/Aqtobe",
    "Asia/Aqtau",
    "Asia/Atyrau",
    "Asia/Oral",
    "Asia/Bishkek",
    "Asia/Dushanbe",
    "Asia/Ashgabat",
    "Asia/Tashkent",
    "Asia/Samarkand",
    "Asia/Ulaanbaatar",
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Simferopol",
    "Europe/Kirov",
    "Europe/Volgograd",
    "Europe/Samara",
    "Europe/Saratov",
    "Europe/Ulyanovsk",
    "Europe/Astrakhan",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novosibirsk",
    "Asia/Barnaul",
    "Asia/Tomsk",
    "Asia/Novokuznetsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Chita",
    "Asia/Yakutsk",
    "Asia/Khandyga",
    "Asia/Vladivostok",
    "Asia/Ust-Nera",
    "Asia/Magadan",
    "Asia/Sakhalin",
    "Asia/Srednekolymsk",
    "Asia/Kamchatka",
    "Asia/Anadyr",
    "Asia/Kolkata",
    "UTC",
    "Etc/GMT-5",
]

CHANGING_ZONES = {
    "Europe/Chisinau": (2026, 2028),
    "Europe/Kyiv": (2026, 2028),
    "Europe/Dublin": (2027, 2027),
    "America/New_York": (2027, 2027),
    "Australia/Lord_Howe": (2027, 2027),
}


def hours(first_year, last_year):
    instant = datetime(first_year, 1, 1, tzinfo=UTC)
    while instant.year <= last_year:
        yield instant
        instant += timedelta(hours=1)


@pytest.mark.parametrize("zone", STEADY_ZONES)
def test_a_steady_zone_is_one_offset_each_hour_of_the_years(zone):
    definition = vtimezone(zone, *YEARS)

    offsets = {instant.astimezone(ZoneInfo(zone)).strftime("%z") for instant in hours(*YEARS)}
    assert len(offsets) == 1
    offset = offsets.pop()
    assert definition.decode().split("\r\n") == [
        "BEGIN:VTIMEZONE",
        f"TZID:{zone}",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        f"TZNAME:{ZoneInfo(zone).tzname(datetime.fromisoformat('2027-01-01'))}",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


@pytest.mark.parametrize("zone", CHANGING_ZONES)
def test_a_changing_zone_equals_its_data_each_hour_of_the_years(zone):
    years = CHANGING_ZONES[zone]
    written = tzical(StringIO(vtimezone(zone, *years).decode())).get()
    place = ZoneInfo(zone)

    differences = [
        instant
        for instant in hours(*years)
        if instant.astimezone(written).replace(tzinfo=None) != instant.astimezone(place).replace(tzinfo=None)
    ]

    assert differences == []


@pytest.mark.parametrize("zone", CHANGING_ZONES)
def test_a_changing_zone_has_one_rule_for_each_season_as_outlook_reads(zone):
    definition = vtimezone(zone, *YEARS)

    assert definition.count(b"BEGIN:STANDARD") == definition.count(b"BEGIN:DAYLIGHT") == 1
    assert definition.count(b"RRULE:FREQ=YEARLY;BYMONTH=") == 2
    assert b"RDATE" not in definition


@pytest.mark.parametrize(
    ("zone", "year"),
    [
        ("Asia/Almaty", 2023),
        ("Asia/Almaty", 2024),
        ("Asia/Qyzylorda", 2018),
        ("Europe/Moscow", 2010),
        ("Europe/Chisinau", 2021),
        ("Asia/Jerusalem", 2027),
        ("America/Santiago", 2027),
        ("Asia/Ashgabat", 1970),
    ],
)
def test_a_year_under_another_law_has_no_definition(zone, year):
    assert vtimezone(zone, year, year) is None


def test_the_definition_is_the_same_for_all_years_that_it_holds_for():
    assert (
        vtimezone("Europe/Moscow", 2015, 2015)
        == vtimezone("Europe/Moscow", 2027, 2029)
        == zone_definition("Europe/Moscow")
    )


def test_one_year_under_another_law_is_enough():
    assert vtimezone("Asia/Almaty", 2025, 2026) is not None
    assert vtimezone("Asia/Almaty", 2024, 2026) is None


def test_moldova_changes_with_the_union():
    assert b"DTSTART:19700329T030000" in vtimezone("Europe/Chisinau", 2027, 2027)


def test_the_version_of_the_zone_data_is_known():
    assert tzdata_version()[:2] == "20"
