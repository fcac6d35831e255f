import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forumapp.exchange import forumfile
from forumapp.exchange.problems import MAXIMUM_SIZE, ExchangeError
from tests.unit.exchange import forums

pytestmark = pytest.mark.once


def plain() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(forumfile.write(forums.forum()))
    return value


def problems(value: object) -> list[str]:
    octets = value if isinstance(value, bytes) else json.dumps(value).encode()
    with pytest.raises(ExchangeError) as refused:
        forumfile.read(octets)
    return [str(problem) for problem in refused.value.problems]


def test_a_forum_is_the_same_after_writing_and_reading() -> None:
    document = forums.forum()

    assert forumfile.read(forumfile.write(document)) == document


@settings(max_examples=60, deadline=None)
@given(forums.documents())
def test_any_forum_is_the_same_after_writing_and_reading(document: Any) -> None:
    octets = forumfile.write(document)

    assert forumfile.read(octets) == document
    assert forumfile.write(forumfile.read(octets)) == octets


def test_keys_are_written_in_the_order_of_the_format_and_absent_parts_stay_absent() -> None:
    value = plain()

    assert list(value) == ["format", "forum", "institutions", "people", "tracks", "rooms", "sessions"]
    assert list(value["sessions"][0]) == [
        "key", "origin", "title", "abstract", "kind", "track", "room", "starts_at", "ends_at", "status", "visibility",
        "languages", "interpretation", "signup", "capacity", "join_url", "people", "reports",
    ]  # fmt: skip
    assert value["sessions"][0]["interpretation"] == []
    assert value["sessions"][2] == {
        "key": "later", "title": {"ru": "later"}, "kind": "expert_meeting", "status": "confirmed", "visibility": "invited",
        "languages": [], "signup": "invitation", "people": [], "reports": [],
    }  # fmt: skip


def test_text_is_written_as_it_is_with_two_blanks_and_a_final_newline() -> None:
    octets = forumfile.write(forums.forum())

    assert octets.startswith(b'{\n  "format": "forumapp/1",\n  "forum": {\n    "slug"')
    assert "Открытие".encode() in octets
    assert octets.endswith(b"}\n")


def test_a_byte_order_mark_null_and_sections_left_out_are_read() -> None:
    value = plain()
    value["forum"] |= {"theme": None, "organizers": None}
    minimal = {"format": value["format"], "forum": value["forum"]}

    document = forumfile.read(b"\xef\xbb\xbf" + json.dumps(minimal).encode())

    assert (document.sessions, document.forum.theme, document.forum.organizers) == ((), None, None)


def test_characters_that_nobody_sees_are_taken_out_once() -> None:
    value = plain()
    value["sessions"][0]["title"] = {"ru": "a\u0000b\u202ec\ufeffd\u0007\te\r\nf\ud800"}

    document = forumfile.read(json.dumps(value).encode())

    assert document.sessions[0].title == {"ru": "abcd\te\nf"}
    assert forumfile.read(forumfile.write(document)) == document


def test_unknown_keys_are_named_with_their_place() -> None:
    value = plain()
    value["sessions"][1]["romm"] = "hall"
    value["forum"]["registration"]["quota"] = 3
    value["rooms"][0]["title"] = {"en": "Hall"}
    value["extra"] = 1

    assert problems(value) == [
        "extra: unknown key",
        "forum.registration.quota: unknown key",
        "sessions[1].romm: unknown key",
    ]


@pytest.mark.parametrize(
    ("path", "wrong", "told"),
    [
        (("forum", "slug"), "Минск 2027", "forum.slug: “Минск 2027” is not a key: small Latin letters, digits and hyphens only"),
        (("forum", "slug"), "a\n", "forum.slug: “a\n” is not a key: small Latin letters, digits and hyphens only"),
        (("forum", "title"), {}, "forum.title: must not be empty"),
        (("forum", "title"), "Forum", 'forum.title: must be text by language, such as {"en": "…"}'),
        (("forum", "title"), {"en": " \u200f\n"[0]}, "forum.title.en: must not be empty"),
        (("forum", "title"), {"en": 5}, "forum.title.en: must be text"),
        (("forum", "title"), {"English": "F"}, "forum.title.English: “English” is not a language code such as ru or en"),
        (("forum", "timezone"), "Europe/Atlantis", "forum.timezone: “Europe/Atlantis” is not a time zone such as Asia/Ashgabat"),
        (("forum", "timezone"), "../../etc/passwd", "forum.timezone: “../../etc/passwd” is not a time zone such as Asia/Ashgabat"),
        (("forum", "starts_on"), "2027-02-30", "forum.starts_on: “2027-02-30” is not a date such as 2027-03-11"),
        (("forum", "starts_on"), "20270311", "forum.starts_on: “20270311” is not a date such as 2027-03-11"),
        (("forum", "starts_on"), "0001-01-01", "forum.starts_on: the year must be between 1980 and 2200"),
        (("forum", "ends_on"), "2027-03-10", "forum.ends_on: must not be before starts_on"),
        (("forum", "ends_on"), "2029-03-10", "forum.ends_on: a forum lasts 366 days at most"),
        (("forum", "attendance"), "offline", "forum.attendance: must be one of: online, onsite, hybrid"),
        (("forum", "attendance"), [], "forum.attendance: must be one of: online, onsite, hybrid"),
        (("forum", "languages"), [], "forum.languages: must name at least one language"),
        (("forum", "languages"), ["ru", "ru"], "forum.languages: must not name the same thing twice"),
        (("forum", "languages"), "ru", "forum.languages: must be a list"),
        (("forum", "organizers"), ["bae"], "forum.organizers[0]: there is no “bae” among the institutions"),
        (("forum", "registration", "capacity"), {"online": -1}, "forum.registration.capacity.online: must be between 0 and 1000000"),
        (("forum", "registration", "capacity"), {"hybrid": 1}, "forum.registration.capacity.hybrid: must be one of: online, onsite"),
        (("forum", "registration", "approval"), 1, "forum.registration.approval: must be true or false"),
        (("forum", "registration", "country_quota"), {"XX": 1}, "forum.registration.country_quota.XX: “XX” is not a country code such as TM"),
        (("forum", "registration", "quota_released_on"), "soon", "forum.registration.quota_released_on: “soon” is not a date such as 2027-03-11"),
        (("forum", "registration", "hold_hours"), 0, "forum.registration.hold_hours: must be between 1 and 1440"),
        (("forum", "registration", "offer_hours"), 2.5, "forum.registration.offer_hours: must be a whole number"),
        (("forum", "registration", "closes_at"), "2026-01-01T00:00", "forum.registration.closes_at: must be after opens_at"),
        (("institutions", 0, "country"), "by", "institutions[0].country: “by” is not a country code such as TM"),
        (("institutions", 0, "isil"), "BY HM", "institutions[0].isil: “BY HM” is not a library code (ISO 15511) such as BY-HM0000"),
        (("people", 0, "institution"), "bae", "people[0].institution: there is no “bae” among the institutions"),
        (("people", 1, "family_name"), {}, "people[1].family_name: must not be empty when there is no given name"),
        (("people", 0, "key"), "ayna", "people[1].key: the key “ayna” is given twice"),
        (("tracks", 0, "color"), "green", "tracks[0].color: “green” is not a color such as #1f6f5c"),
        (("rooms", 0, "capacity"), True, "rooms[0].capacity: must be a whole number"),
        (("rooms", 0, "capacity"), 10**30, "rooms[0].capacity: must be between 0 and 1000000"),
        (("rooms", 0, "capacity"), 1.5, "rooms[0].capacity: must be a whole number"),
        (("rooms", 0, "join_url"), "javascript:alert(1)", "rooms[0].join_url: must be a web address that begins with https:// or http://"),
        (("sessions", 0, "room"), "cellar", "sessions[0].room: there is no “cellar” among the rooms"),
        (("sessions", 0, "ends_at"), None, "sessions[0].ends_at: is missing beside starts_at"),
        (("sessions", 0, "starts_at"), None, "sessions[0].starts_at: is missing beside ends_at"),
        (("sessions", 0, "ends_at"), "2027-03-11T10:00", "sessions[0].ends_at: must be after starts_at"),
        (("sessions", 0, "ends_at"), "2027-03-11T24:00", "sessions[0].ends_at: “2027-03-11T24:00” is not a local time such as 2027-03-11T10:00"),
        (("sessions", 1, "starts_at"), "2027-03-10T23:00", "sessions[1].starts_at: 2027-03-10 is not a day of the forum (2027-03-11 to 2027-03-12)"),
        (("sessions", 0, "people", 0, "person"), "nobody", "sessions[0].people[0].person: there is no “nobody” among the people"),
        (("sessions", 0, "people", 0, "role"), "speaker", "sessions[0].people[1]: is given twice in this role"),
        (("sessions", 0, "reports", 0, "minutes"), 0, "sessions[0].reports[0].minutes: must be between 1 and 1440"),
        (("sessions", 0, "reports", 0, "people"), ["x"], "sessions[0].reports[0].people[0]: there is no “x” among the people"),
        (("sessions", 0), "opening", "sessions[0]: must be an object"),
        (("sessions",), {}, "sessions: must be a list"),
        (("forum",), None, "forum: is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(path: tuple[Any, ...], wrong: object, told: str) -> None:
    value = plain()
    place: Any = value
    for step in path[:-1]:
        place = place[step]
    if wrong is None and path == ("forum",):
        del value["forum"]
    else:
        place[path[-1]] = wrong

    assert problems(value)[0] == told


def test_a_session_may_begin_before_four_in_the_night_after_the_last_day_but_not_later() -> None:
    value = plain()
    value["sessions"][1] |= {"starts_at": "2027-03-13T04:00", "ends_at": "2027-03-13T05:00"}

    assert problems(value) == ["sessions[1].starts_at: 2027-03-13 is not a day of the forum (2027-03-11 to 2027-03-12)"]


def test_times_that_clocks_skip_are_refused() -> None:
    value = plain()
    value["forum"] |= {"timezone": "Europe/Berlin", "starts_on": "2027-03-27", "ends_on": "2027-03-28"}
    del value["sessions"][1:]
    value["sessions"][0] |= {"starts_at": "2027-03-28T02:30", "ends_at": "2027-03-28T04:00"}

    assert problems(value) == [
        "sessions[0].starts_at: there is no 02:30 on 2027-03-28 in Europe/Berlin: clocks are put forward then"
    ]


def test_twenty_problems_are_told_at_once() -> None:
    value = plain()
    value["tracks"] = [{"key": f"T{number}", "title": {"en": "T"}, "color": "#000000"} for number in range(30)]

    assert len(problems(value)) == 20


@pytest.mark.parametrize(
    ("octets", "told"),
    [
        (b"", "The file is not valid JSON: line 1, column 1."),
        (b"[]", "This is not a forum file: it must say “forumapp/1” as its format."),
        (b'{"format": "forumapp/2"}', "This is not a forum file: it must say “forumapp/1” as its format."),
        (b'{"format": "forumapp/1",\n "forum": }', "The file is not valid JSON: line 2, column 11."),
        (b'{"format": "forumapp/1", "format": 1}', "The key “format” is given twice in one place."),
        (b'{"format": NaN}', "“NaN” is not a number."),
        (b'{"format": "\xff"}', "The file is not text in UTF-8."),
        (b"[" * 200_000, "The file is nested too deeply."),
        (b'{"format": ' + b"9" * 5000 + b"}", "The file holds a number with too many digits."),
        (b" " * (MAXIMUM_SIZE + 1), "The file is too large: at most 20 MB are read."),
    ],
)
def test_files_that_are_no_forum_file_are_refused_with_a_sentence(octets: bytes, told: str) -> None:
    assert problems(octets) == [told]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("2027-03-11T10:00"),
    lambda values: (
        st.lists(values, max_size=3) | st.dictionaries(st.text() | st.sampled_from(["en", "key"]), values, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_value_in_any_place_gives_a_forum_or_a_refusal(data: st.DataObject) -> None:
    value = plain()
    place: Any = value
    while isinstance(place, dict | list) and place:
        step = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[step], dict | list) or not place[step] or data.draw(st.booleans()):
            place[step] = data.draw(VALUES)
            break
        place = place[step]

    with contextlib.suppress(ExchangeError):
        document = forumfile.read(json.dumps(value).encode())
        assert forumfile.read(forumfile.write(document)) == document
