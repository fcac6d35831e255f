"""The demo forums and the starting stock of countries hold what the demo promises."""

import json
import re
from collections import Counter
from datetime import date, datetime
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from forumapp.exchange import forumfile
from forumapp.exchange.document import Kind, Role
from forumapp.paths import PACKAGE

pytestmark = pytest.mark.once

DEMO = PACKAGE / "demo" / "data"
COUNTRIES = PACKAGE / "directory" / "data" / "countries.json"
SECOND, FIRST, NEXT = "library-community-2021", "library-community-2021-first", "library-community-next"
FILES = (SECOND, FIRST, NEXT)
PROTOCOL_ORDER = ["AZ", "AM", "BY", "KZ", "KG", "MD", "RU", "TJ", "TM", "UZ"]


def load(name: str) -> dict[str, Any]:
    forum: dict[str, Any] = json.loads((DEMO / f"{name}.json").read_text(encoding="utf-8"))
    return forum


def by_key(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in rows}


def persons_of(session: dict[str, Any]) -> set[str]:
    reporting = {person for report in session.get("reports", []) for person in report["people"]}
    return {part["person"] for part in session["people"]} | reporting


def minutes_of(session: dict[str, Any]) -> float:
    length = datetime.fromisoformat(session["ends_at"]) - datetime.fromisoformat(session["starts_at"])
    return length.total_seconds() / 60


def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["starts_at"] < other["ends_at"] and other["starts_at"] < one["ends_at"])


def language_maps(value: object) -> list[dict[str, str]]:
    """Every language map of a file, however deep."""
    if isinstance(value, list):
        return [found for item in value for found in language_maps(item)]
    if not isinstance(value, dict):
        return []
    return [value] if "ru" in value else [found for item in value.values() for found in language_maps(item)]


def contrast(color: str, paper: str) -> float:
    """WCAG 2.2 contrast ratio of two colors."""

    def luminance(code: str) -> float:
        parts = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(color), luminance(paper)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("path", [*(DEMO / f"{name}.json" for name in FILES), COUNTRIES], ids=lambda path: path.stem)
def test_the_files_are_written_canonically(path):
    text = path.read_text(encoding="utf-8")

    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("name", FILES)
def test_the_forum_file_reader_accepts_the_files_and_writes_the_same_bytes(name):
    octets = (DEMO / f"{name}.json").read_bytes()

    assert forumfile.write(forumfile.read(octets)) == octets


@pytest.mark.parametrize("name", FILES)
def test_every_text_is_given_in_russian_and_english(name):
    maps = language_maps(load(name))

    assert {tuple(texts) for texts in maps} == {("ru", "en")}
    assert [texts for texts in maps if not all(words.strip() == words != "" for words in texts.values())] == []
    assert [texts["ru"] for texts in maps if not re.search("[А-Яа-я]", texts["ru"])] == []
    assert [texts["en"] for texts in maps if re.search("[А-Яа-яЁё]", texts["en"])] == []


@pytest.mark.parametrize("name", FILES)
def test_quotation_marks_are_those_of_the_language(name):
    maps = language_maps(load(name))

    assert [texts["ru"] for texts in maps if re.search("[\"'“”]", texts["ru"])] == []
    assert [texts["en"] for texts in maps if re.search("[\"'«»]", texts["en"])] == []


@pytest.mark.parametrize("name", FILES)
def test_keys_are_unique_and_every_reference_leads_somewhere(name):
    forum = load(name)
    keys = {
        part: [row["key"] for row in forum[part]] for part in ("institutions", "people", "tracks", "rooms", "sessions")
    }
    reports = [report["key"] for session in forum["sessions"] for report in session.get("reports", [])]

    for part in (*keys.values(), reports):
        assert len(set(part)) == len(part)
        assert [key for key in part if not re.fullmatch("[a-z0-9-]+", key)] == []
    assert set(forum["forum"]["organizers"]) <= set(keys["institutions"])
    assert {row["institution"] for row in forum["people"] if "institution" in row} <= set(keys["institutions"])
    assert {session["track"] for session in forum["sessions"] if "track" in session} == set(keys["tracks"])
    assert {session["room"] for session in forum["sessions"] if "room" in session} == set(keys["rooms"])
    assert {person for session in forum["sessions"] for person in persons_of(session)} == set(keys["people"])


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        (FIRST, ["ashgabat-140", "independence-30", "manuscripts-online"]),
        (SECOND, ["ashgabat-140", "independence-30", "manuscripts-online"]),
        (NEXT, ["catalog-school", "forum-2021"]),
    ],
)
def test_participants_are_invited_to_events_beside_the_programme(name, keys):
    forum = load(name)
    institutions = {row["key"] for row in forum["institutions"]}
    events = by_key(forum["events"])

    assert list(events) == keys
    assert {key for event in events.values() for key in event.get("institutions", [])} <= institutions
    assert [
        event["key"] for event in events.values() if ".example.org/" not in event.get("link", ".example.org/")
    ] == []
    assert {event["forum"] for event in events.values() if "forum" in event} <= {SECOND}


@pytest.mark.parametrize("name", FILES)
def test_no_room_and_no_person_is_in_two_sessions_at_once(name):
    pairs = [pair for pair in combinations(load(name)["sessions"], 2) if overlap(*pair)]

    assert [(one["key"], two["key"]) for one, two in pairs if one.get("room") == two.get("room")] == []
    assert [(one["key"], two["key"]) for one, two in pairs if persons_of(one) & persons_of(two)] == []


@pytest.mark.parametrize("name", FILES)
def test_a_break_is_in_no_room_and_nothing_else_goes_on(name):
    sessions = load(name)["sessions"]
    breaks = [session for session in sessions if session["kind"] == "break"]

    assert breaks
    assert [session["key"] for session in breaks if "room" in session] == []
    assert [s["key"] for s in sessions for pause in breaks if s is not pause and overlap(s, pause)] == []


@pytest.mark.parametrize("name", FILES)
def test_sessions_begin_on_a_day_of_the_forum_and_end_after_they_began(name):
    forum = load(name)
    first, last = forum["forum"]["starts_on"], forum["forum"]["ends_on"]

    assert [s["key"] for s in forum["sessions"] if not first <= s["starts_at"][:10] <= last] == []
    assert [s["key"] for s in forum["sessions"] if s["starts_at"] >= s["ends_at"]] == []
    assert {s["starts_at"][:10] for s in forum["sessions"]} >= {first, last}


@pytest.mark.parametrize("name", FILES)
def test_reports_fit_into_their_session(name):
    with_reports = [session for session in load(name)["sessions"] if session.get("reports")]

    assert with_reports
    for session in with_reports:
        assert sum(report["minutes"] for report in session["reports"]) <= minutes_of(session)


@pytest.mark.parametrize("name", FILES)
def test_an_interpreted_session_has_an_interpreter(name):
    sessions = load(name)["sessions"]

    interpreted = {session["key"] for session in sessions if "interpretation" in session}
    assert {s["key"] for s in sessions if "interpreter" in {part["role"] for part in s["people"]}} == interpreted
    assert [s["key"] for s in sessions if set(s["languages"]) & set(s.get("interpretation", []))] == []


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_session_occurs_in_three_rooms_and_four_tracks(name):
    forum = load(name)

    assert {session["kind"] for session in forum["sessions"]} == set(Kind)
    assert (len(forum["rooms"]), len(forum["tracks"])) == (3, 4)


@pytest.mark.parametrize("name", FILES)
def test_track_colors_stand_out_on_light_and_on_dark_paper(name):
    for track in load(name)["tracks"]:
        assert contrast(track["color"], "#ffffff") >= 4.5, track["key"]
        assert contrast(track["color"], "#1c1a16") >= 3, track["key"]


@pytest.mark.parametrize("name", FILES)
def test_thirty_libraries_of_ten_countries_are_named(name):
    institutions = load(name)["institutions"]

    assert len(institutions) == 30
    assert {institution["country"] for institution in institutions} == set(PROTOCOL_ORDER)
    assert {"national", "regional", "academic", "public"} == {institution["kind"] for institution in institutions}


@pytest.mark.parametrize("name", FILES)
def test_at_least_24_people_act_in_every_role(name):
    forum = load(name)
    roles = Counter(part["role"] for session in forum["sessions"] for part in session["people"])

    assert len(forum["people"]) >= 24
    assert set(roles) == set(Role)
    assert any("patronymic" not in person for person in forum["people"])


@pytest.mark.parametrize("name", FILES)
def test_join_addresses_are_on_the_example_domain(name):
    forum = load(name)
    addresses = [row["join_url"] for row in (*forum["rooms"], *forum["sessions"]) if "join_url" in row]

    assert addresses
    assert [address for address in addresses if not address.startswith("https://meet.example.org/")] == []
    assert "@" not in (DEMO / f"{name}.json").read_text(encoding="utf-8")


def test_the_forum_of_2021_has_at_least_18_public_sessions_of_20_and_two_of_other_visibility():
    sessions = load(SECOND)["sessions"]
    visibility = Counter(session["visibility"] for session in sessions)

    assert len(sessions) >= 20
    assert visibility["public"] >= 18
    assert (visibility["registered"], visibility["invited"]) == (1, 1)


def test_the_forum_of_2021_is_online_in_moscow_time_and_seen_from_nine_cities():
    forum = load(SECOND)["forum"]

    assert (forum["timezone"], forum["attendance"]) == ("Europe/Moscow", "online")
    assert (forum["starts_on"], forum["ends_on"]) == ("2021-03-11", "2021-03-12")
    assert len(forum["city_zones"]) == 9


@pytest.mark.parametrize("name", FILES)
def test_the_closed_meeting_is_by_invitation_and_named_nowhere_else(name):
    forum = load(name)
    closed = [session for session in forum["sessions"] if session["visibility"] == "invited"]

    assert [(session["kind"], session["signup"]) for session in closed] == [("expert_meeting", "invitation")]
    assert closed[0]["title"]["ru"] not in json.dumps(forum["forum"], ensure_ascii=False)
    assert "эксперт" not in forum["forum"]["description"]["ru"].lower()


def test_the_two_releases_of_2021_differ_by_one_cancelled_and_one_moved_session():
    first, second = load(FIRST), load(SECOND)
    earlier, later = by_key(first.pop("sessions")), by_key(second.pop("sessions"))

    changed = {key: {name for name in later[key] if later[key][name] != earlier[key][name]} for key in later}
    assert list(earlier) == list(later)
    assert first == second
    assert {key: names for key, names in changed.items() if names} == {
        "paper-restoration": {"status"},
        "children-without-reading-room": {"room", "starts_at", "ends_at"},
    }
    assert (earlier["paper-restoration"]["status"], later["paper-restoration"]["status"]) == ("confirmed", "cancelled")


def test_the_forum_of_2021_has_long_titles_and_one_that_tries_escaping():
    sessions = load(SECOND)["sessions"]
    tricky = by_key(sessions)["records-exchange"]

    assert max(len(session["title"]["ru"]) for session in sessions) > 120
    for language in ("ru", "en"):
        assert [mark for mark in ",;\\" if mark not in tricky["title"][language]] == []
        assert "\n" in tricky["abstract"][language]


def test_abstracts_are_two_to_seven_sentences_and_only_breaks_lack_one():
    for name in FILES:
        for session in load(name)["sessions"]:
            sentences = len(re.findall(r"[.?!](?=\s|$)", session.get("abstract", {}).get("ru", "")))
            assert session["kind"] == "break" or 2 <= sentences <= 7, session["key"]


def test_the_next_forum_is_hybrid_with_few_places_on_site_and_a_waiting_list():
    forum = load(NEXT)
    terms = forum["forum"]["registration"]

    assert (forum["forum"]["timezone"], forum["forum"]["attendance"]) == ("Asia/Ashgabat", "hybrid")
    assert "venue" in forum["forum"]
    assert terms["capacity"] == {"online": 200, "onsite": 12}
    assert (terms["approval"], terms["waitlist"]) == (False, True)
    assert Counter(room["attendance"] for room in forum["rooms"]) == {"onsite": 1, "hybrid": 1, "online": 1}
    assert len(forum["sessions"]) >= 14


def test_registration_for_the_next_forum_opens_over_60_days_before_it_and_closes_before_it():
    forum = load(NEXT)["forum"]
    first = date.fromisoformat(forum["starts_on"])
    opens, closes = (datetime.fromisoformat(forum["registration"][name]).date() for name in ("opens_at", "closes_at"))

    assert (first - opens).days > 90
    assert 0 < (first - closes).days < 14


def test_the_next_forum_has_every_way_of_signing_up_and_an_evening_past_midnight():
    sessions = load(NEXT)["sessions"]
    late = [session for session in sessions if session["starts_at"][:10] != session["ends_at"][:10]]

    assert {session["signup"] for session in sessions} == {"none", "open", "approval", "invitation"}
    assert [(session["key"], session["ends_at"][11:]) for session in late] == [("literary-evening", "00:30")]
    assert any(s["kind"] == "workshop" and s["signup"] == "open" and s.get("capacity") for s in sessions)


def test_the_next_forum_names_no_date_in_its_words_since_its_days_are_moved():
    words = json.dumps(language_maps(load(NEXT)), ensure_ascii=False).lower()

    assert re.findall(r"20\d\d|январ|феврал|january|february|monday|понедельник|вторник|tuesday", words) == []


def test_people_and_libraries_of_both_forums_are_the_same():
    past, coming = load(SECOND), load(NEXT)

    assert past["institutions"] == coming["institutions"]
    people = by_key(past["people"])
    assert [person["key"] for person in coming["people"] if people.get(person["key"]) != person] == []


def test_ten_countries_stand_in_protocol_order_with_their_own_names():
    countries = json.loads(COUNTRIES.read_text(encoding="utf-8"))

    assert [country["code"] for country in countries] == PROTOCOL_ORDER
    assert [country["order"] for country in countries] == list(range(1, 11))
    assert [country["names"]["ru"] for country in countries] == sorted(country["names"]["ru"] for country in countries)
    assert {"Беларусь", "Кыргызстан", "Молдова", "Туркменистан"} <= {country["names"]["ru"] for country in countries}
    assert [country["code"] for country in countries if country["status"] != "member"] == ["TM"]


def test_every_country_has_languages_zones_and_a_dialing_code():
    for country in json.loads(COUNTRIES.read_text(encoding="utf-8")):
        assert list(country) == [
            "code", "names", "official_names", "order", "status", "languages", "zones", "phone_prefix",
        ]  # fmt: skip
        assert country["languages"]
        assert [ZoneInfo(zone).key for zone in country["zones"]] == country["zones"]
        assert re.fullmatch(r"\+\d{1,3}", country["phone_prefix"])
