import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from forumapp.exchange import formats, frabjson, frabxml
from forumapp.exchange.document import Attendance, Document, Kind, Role, Status
from forumapp.exchange.problems import ExchangeError, Reading
from tests.unit.exchange import forums
from tests.unit.exchange.samples import BASE_URL, FILES, facts, json_events, json_faults, xml_events, xml_faults

pytestmark = pytest.mark.once
SAMPLES = sorted(path.name for path in FILES.iterdir())


def sample(name: str, **arguments: str) -> Reading:
    return formats.read((FILES / name).read_bytes(), **arguments)


def as_json(document: Document) -> bytes:
    return frabjson.write(document, version="3", base_url=BASE_URL)


def as_xml(document: Document) -> bytes:
    return frabxml.write(document, version="3", base_url=f"{BASE_URL}/")


def warnings(reading: Reading) -> list[str]:
    return [str(warning) for warning in reading.warnings]


@pytest.mark.parametrize("name", SAMPLES)
def test_real_schedules_come_out_valid_with_the_same_sessions_times_and_people(name: str) -> None:
    document = sample(name).document

    from_json = frabjson.read(as_json(document)).document
    from_xml = frabxml.read(as_xml(document)).document

    assert facts(from_json) == facts(document)
    assert facts(from_xml) == facts(document)
    assert json_faults(as_json(document)) == []
    assert xml_faults(as_xml(document)) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_what_came_out_comes_out_the_same_again(name: str) -> None:
    document = sample(name, slug="again", timezone="Europe/Berlin").document
    arguments = {"slug": "again", "timezone": document.forum.timezone}

    assert [
        {key: event[key] for key in ("id", "guid", "slug", "type", "date", "end")}
        for event in json_events(as_json(frabjson.read(as_json(document), **arguments).document))
    ] == [
        {key: event[key] for key in ("id", "guid", "slug", "type", "date", "end")}
        for event in json_events(as_json(document))
    ]


@settings(max_examples=60, deadline=None)
@given(forums.documents())
def test_any_forum_comes_out_valid(document: Document) -> None:
    assert json_faults(as_json(document)) == []
    assert xml_faults(as_xml(document)) == []
    assert len(facts(frabjson.read(as_json(document)).document)) == len(facts(document))
    assert [
        fact[1:3] for fact in sorted(facts(frabxml.read(as_xml(document)).document), key=lambda fact: fact[1:3])
    ] == [fact[1:3] for fact in sorted(facts(document), key=lambda fact: fact[1:3])]


def test_sessions_after_midnight_belong_to_the_day_they_began() -> None:
    document = sample("fahrplan.xml").document

    days = json.loads(as_json(document))["schedule"]["conference"]["days"]

    assert [(day["index"], day["date"], sorted(day["rooms"])) for day in days] == [
        (1, "2014-12-27", ["Saal 1", "Saal G"]),
        (2, "2014-12-28", ["Saal 1"]),
    ]
    assert (days[0]["day_start"], days[0]["day_end"]) == ("2014-12-27T04:00:00+01:00", "2014-12-28T03:59:00+01:00")
    assert days[0]["rooms"]["Saal G"][0]["date"] == "2014-12-28T00:30:00+01:00"


def test_times_without_a_date_after_midnight_are_those_of_the_next_morning() -> None:
    document = sample("pentabarf.xml", timezone="Europe/Brussels").document

    night = next(session for session in document.sessions if session.key == "7001")

    assert (night.starts_at, night.ends_at) == (forums.wall("2018-02-04T00:15"), forums.wall("2018-02-04T02:00"))


def test_a_schedule_without_a_zone_takes_the_argument_or_its_offset() -> None:
    by_offset, by_argument = sample("pretalx.json"), sample("pretalx.json", timezone="Europe/Berlin")

    assert by_offset.document.forum.timezone == "Etc/GMT-1"
    assert warnings(by_offset) == [
        "conference: The schedule names no time zone: Etc/GMT-1 was taken, which never changes its clocks."
    ]
    assert by_argument.document.forum.timezone == "Europe/Berlin"
    assert warnings(by_argument) == []
    assert facts(by_argument.document) == facts(by_offset.document)


def test_a_zone_that_is_named_wins_over_the_argument() -> None:
    assert sample("frab.json", timezone="Asia/Baku").document.forum.timezone == "Europe/Berlin"


def test_mixed_offsets_keep_their_instants() -> None:
    reading = sample("voctosched.json")

    assert [fact[1] for fact in facts(reading.document)] == [
        datetime(2022, 10, 29, 20, 30, tzinfo=UTC),
        datetime(2022, 10, 29, 20, 0, tzinfo=UTC),
        datetime(2022, 10, 30, 8, 0, tzinfo=UTC),
    ]
    assert warnings(reading)[1] == (
        "conference: The schedule has times with different offsets from UTC; each was turned into Etc/GMT-2."
    )


def test_ids_guids_types_and_slugs_come_out_again_made_to_fit() -> None:
    events = {event["title"]: event for event in json_events(as_json(sample("fahrplan.xml").document))}
    opening, agenda, keynote = (
        events["31X3 Opening Event"],
        events["„Wir beteiligen uns aktiv an den Diskussionen“"],
        events["Keynote"],
    )

    assert (opening["id"], opening["guid"], opening["type"], opening["slug"]) == (
        6561,
        "29aecfd7-2e44-4f49-ab86-29b5e0877325",
        "lecture",
        "31x3_-_6561_-_en_-_saal_1_-_201412271100_-_opening_event_-_erdgast",
    )
    assert agenda["guid"] == next(
        event.get("guid")
        for event in xml_events(as_xml(sample("fahrplan.xml", slug="other").document))
        if event.get("id") == "6264"
    )
    assert keynote["slug"] == "31x3_-_6571"


def test_ids_that_are_missing_repeated_huge_or_words_become_numbers_of_their_own() -> None:
    document = sample("pretalx.json").document
    odd = sample("wafer.xml").document

    ids = [event["id"] for event in json_events(as_json(document))]
    odd_ids = [int(event.get("id", "")) for event in xml_events(as_xml(odd))]

    assert ids[:2] == [15, 120]
    assert len(set(ids)) == 3
    assert len(set(odd_ids)) == 3
    assert odd_ids == [int(event.get("id", "")) for event in xml_events(as_xml(odd))]


def test_slugs_and_acronyms_are_made_to_fit() -> None:
    conference = json.loads(as_json(sample("pretalx.json").document))["schedule"]["conference"]

    assert conference["acronym"] == "rc3_channels_2020"
    assert [event["slug"] for event in json_events(as_json(sample("pretalx.json").document))] == [
        "rc3_channels_2020-mja8qy",
        "rc3_channels_2020-8dvgz3",
        "rc3_channels_2020-8dvgz3-2",
    ]
    assert json_events(as_json(sample("frab.json").document))[0]["slug"] == "camp2019-10386-opening_ceremony"
    assert json.loads(as_json(sample("frab.json", slug="a-b").document))["schedule"]["conference"]["acronym"] == "a_b_"


def test_html_becomes_markdown_and_what_only_looks_like_it_stays() -> None:
    sessions = {session.key: session for session in sample("frab.json").document.sessions}

    assert sessions["10344"].abstract == {
        "de": (
            "Die große Show\n\nEine Mischung aus Vortrag und **Spielshow**.\n\n"
            "Siehe [die Seite](https://example.org/a_%28b%29) & mehr.\n\n- Erste Frage?\n- Zweite Frage\nnoch eine Zeile"
        )
    }
    assert sessions["10178"].abstract == {"en": "Use List<String> and if a < b."}
    assert sessions["10178"].title == {"en": "Templates with List<String> & Co"}


def test_people_are_told_apart_by_id_and_without_ids_by_name() -> None:
    by_id, by_name = sample("fahrplan.xml").document, sample("voctosched.json").document

    assert [person.key for person in by_id.people] == ["1544", "3874", "4085"]
    assert [(part.person, part.role) for part in by_id.sessions[3].people] == [("1544", Role.SPEAKER)]
    assert [(person.key, person.given_name, person.family_name) for person in by_name.people] == [
        ("elise-petit", {"fr": "Élise"}, {"fr": "Petit"}),
        ("zoe", {}, {"fr": "Zoé"}),
    ]


def test_rooms_that_are_missing_are_none_and_online_rooms_are_online() -> None:
    assert [session.room for session in sample("voctosched.json").document.sessions] == ["main", "main", None]
    assert [(room.key, room.attendance, room.capacity) for room in sample("hub.json").document.rooms] == [
        ("saal-1", Attendance.ONSITE, 3025),
        ("stream", Attendance.ONLINE, None),
    ]


def test_roles_biographies_and_tracks_are_kept() -> None:
    document = sample("hub.json").document

    assert document.sessions[0].people[0].role is Role.MODERATOR
    assert document.people[0].biography == {"en": "Has been doing things for a while."}
    assert [(track.key, track.title, track.color) for track in document.tracks] == [
        ("art-beauty", {"en": "Art & Beauty"}, "#f9b000")
    ]
    assert document.sessions[0].track == "art-beauty"


def test_kinds_and_languages_are_understood() -> None:
    sessions = sample("wafer.xml").document.sessions

    assert [(session.kind, session.languages) for session in sessions] == [
        (Kind.CEREMONY, ("ru",)),
        (Kind.BREAK, ()),
        (Kind.EXHIBITION, ("ru", "kk")),
        (Kind.REPORTS, ()),
    ]


def test_lengths_that_are_missing_are_made_up_with_a_remark() -> None:
    reading = sample("wafer.xml")

    assert [session.ends_at for session in reading.document.sessions][2] == forums.wall("2024-05-27T11:05")
    assert warnings(reading) == [
        "Sessions without a time, kept as not scheduled: 1.",
        "Sessions whose length is not given or whose hour comes twice when clocks are put back: 1.",
    ]


def test_private_things_never_come_out() -> None:
    octets = as_json(forums.forum()) + as_xml(forums.forum())

    assert b"meet.example.org" not in octets


def test_reports_and_their_people_come_out_with_their_session() -> None:
    opening = json_events(as_json(forums.forum()))[0]

    assert opening["description"] == "10:00 One — Ayna"
    assert [person["name"] for person in opening["persons"]] == ["Ольга Петровна Орлова", "Ayna"]
    assert opening["url"] == "https://forum.example.org/forums/minsk-2027/programme/opening/"


def test_cancelled_sessions_stay_cancelled() -> None:
    document = sample("frab.json").document
    cancelled = forums.session(
        "off",
        status=Status.CANCELLED,
        starts_at=forums.wall("2019-08-21T09:00"),
        ends_at=forums.wall("2019-08-21T10:00"),
    )
    document = Document(forum=document.forum, sessions=(cancelled,))

    assert frabjson.read(as_json(document)).document.sessions[0].status is Status.CANCELLED
    assert frabxml.read(as_xml(document)).document.sessions[0].abstract is None


def test_texts_come_in_the_language_asked_for() -> None:
    document = forums.forum()

    assert json_events(frabjson.write(document, version="1", base_url=BASE_URL, language="en"))[0]["title"] == "Opening"
    assert (
        json_events(frabjson.write(document, version="1", base_url=BASE_URL))[0]["title"]
        == "Открытие; слово, \\ и строка"
    )


@pytest.mark.parametrize(
    ("octets", "told"),
    [
        (b"<schedule>", "The file is not valid XML: line 1, column 11."),
        (b"<rss/>", "This is not a frab schedule: its outermost element is not “schedule”."),
        *(
            (octets, "This is a web page, not a schedule. Save the file behind the page’s link and choose that.")
            for octets in (
                b"<!DOCTYPE html>\n<p>Gone<br>",
                b"\xef\xbb\xbf <HTML lang=en>",
                b"<?xml version='1.0'?><html/>",
            )
        ),
        (b"<schedule/>", "The schedule names no day."),
        (
            b'<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><schedule><version>&b;</version></schedule>',
            "The file defines entities of its own or points to other files; this is not read.",
        ),
        (
            b'<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]><schedule>&a;</schedule>',
            "The file defines entities of its own or points to other files; this is not read.",
        ),
        (b"<schedule>" * 1000, "The file is nested too deeply."),
        (b'<?xml version="1.0" encoding="klingon"?><schedule/>', "The file is in an encoding that is not known."),
        (b'{"schedule": {"conference": 5}}', "This is not a frab schedule: it has no conference."),
        (b'{"schedule": []}', "This is not a frab schedule: it has no conference."),
        (b'{"schedule": {"conference": {}}}', "The schedule names no day."),
        (
            b'{"conference": {"days": [{"date": "2000-01-01"}, {"date": "2026-01-01"}]}}',
            "The schedule runs from 2000-01-01 to 2026-01-01; a forum lasts 366 days at most.",
        ),
    ],
)
def test_wrong_files_are_refused_with_a_sentence(octets: bytes, told: str) -> None:
    with pytest.raises(ExchangeError) as refused:
        formats.read(octets)

    assert str(refused.value) == told


def test_arguments_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ExchangeError) as zone:
        sample("frab.json", timezone="Mars/Base")
    with pytest.raises(ExchangeError) as slug:
        sample("frab.json", slug="Über")

    assert str(zone.value) == "timezone: “Mars/Base” is not a time zone such as Asia/Ashgabat"
    assert str(slug.value) == "slug: “Über” is not a key: small Latin letters, digits and hyphens only"


def test_events_of_odd_shapes_are_read_or_refused_but_never_fail() -> None:
    oddities: list[Any] = [
        None,
        5,
        "x",
        [],
        [[]],
        {},
        {"name": None},
        True,
        1e300,
        "\ud800",
        -3,
        "2024-13-45T99:99",
        "9" * 5000,
    ]
    names = [
        "id",
        "guid",
        "slug",
        "title",
        "date",
        "start",
        "end",
        "duration",
        "room",
        "track",
        "type",
        "language",
        "persons",
        "links",
    ]
    events = [{"date": "2024-05-27T10:00:00+05:00", name: odd} for name in names for odd in oddities]
    schedule = {"conference": {"title": {"en": "T"}, "days": [{"date": "2024-05-27", "rooms": {"A": events}}]}}

    document = frabjson.read(json.dumps(schedule).encode()).document

    assert len(document.sessions) == len(events)
    assert json_faults(as_json(document)) == []
    assert xml_faults(as_xml(document)) == []
