"""The programme for other programs, as text, and what search engines are told."""

from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from werkzeug.http import http_date

from forumapp.exchange import forumfile
from forumapp.paths import PACKAGE
from tests.unit.exchange.samples import json_events, json_faults, xml_events, xml_faults
from tests.web.feeds.samples import HIDDEN, NOW, SECRET, SLUG, document, released

DEMO = PACKAGE / "demo" / "data"


@pytest.fixture
def demo(client, session):
    """The slug of each demo forum, published."""
    documents = [forumfile.read(path.read_bytes()) for path in sorted(DEMO.glob("library-*.json"))]
    for each in documents:
        released(each)
    session.commit()
    return [each.forum.slug for each in documents]


def titles(reader, name):
    """The titles of the events of a schedule.json or schedule.xml."""
    octets = reader.octets(name)
    if name.startswith("schedule.json"):
        return {event["title"] for event in json_events(octets)}
    return {event.findtext("title") for event in xml_events(octets)}


def test_both_schedules_hold_the_public_sessions_that_have_a_time_breaks_too(reader):
    said = {f"Заседание {key}" for key in ("opening", "reports", "lunch", "night", "workshop", "planned")}

    assert titles(reader, "schedule.json") == titles(reader, "schedule.xml") == said
    assert titles(reader, "schedule.json?lang=en") == {title.replace("Заседание", "Session") for title in said}


def test_the_version_is_the_releases_number(reader):
    reader.publish(replace(document(), sessions=document().sessions[:3]), now=NOW + timedelta(minutes=1))

    assert reader.client.get(f"/forums/{SLUG}/schedule.json").get_json()["schedule"]["version"] == "2"


def test_the_demo_forums_fit_the_schemas(demo, client):
    for slug in demo:
        assert json_faults(client.get(f"/forums/{slug}/schedule.json").data) == []
        assert xml_faults(client.get(f"/forums/{slug}/schedule.xml").data) == []


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        (f"/forums/{SLUG}/schedule.json", "application/json"),
        (f"/forums/{SLUG}/schedule.xml", "application/xml; charset=utf-8"),
        (f"/forums/{SLUG}/programme.txt", "text/plain; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
    ],
)
def test_each_is_kept_and_dated_by_its_release(reader, path, content_type):
    first = reader.client.get(path)
    again = reader.client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    by_date = reader.client.get(path, headers={"If-Modified-Since": http_date(NOW)})

    assert first.headers["Content-Type"] == content_type
    assert first.headers["Last-Modified"] == http_date(NOW)
    assert [again.status_code, by_date.status_code] == [304, 304]


def test_the_text_has_days_sessions_people_and_reports_in_the_pages_language(reader):
    text = reader.client.get(f"/forums/{SLUG}/programme.txt?lang=en").text

    assert text.startswith(
        "The Library Community\nMemory; reading, books\n12–13 April 2027; National Library, on site and online\n"
    )
    day = text.partition("Monday, 12 April\n================\n\n")[2].partition("\n\nTuesday")[0]
    assert day.split("\n\n") == [
        (
            "10:00–11:00  Session opening\n"
            "             Plenary session; Heritage; Great Hall; Russian\n"
            "             Moderator: Ayna Ayna (Library of Turkmenistan)\n"
            "             Speaker: Maral Maral"
        ),
        (
            "11:00–12:00  Session reports\n"
            "             Reports; Office; Russian; interpretation: English\n"
            "             11:00 Report (Olga Olga)"
        ),
        "12:00–13:00  Session lunch",
        "00:30–01:30  Session night\n             Panel discussion; Great Hall; English",
    ]
    assert "Содружество" in reader.client.get(f"/forums/{SLUG}/programme.txt?lang=ru").text


def test_the_text_can_be_a_part_of_the_programme(reader):
    text = reader.client.get(f"/forums/{SLUG}/programme.txt?lang=en&track=heritage&day=2027-04-13").text

    assert [line for line in text.splitlines() if "Session" in line] == ["10:00–11:00  Session workshop"]
    assert reader.client.get(f"/forums/{SLUG}/programme.txt?room=room-closed").status_code == 404


def test_the_sitemap_lists_the_pages_that_strangers_can_open(reader):
    root = ET.fromstring(reader.client.get("/sitemap.xml").data)
    base = "http://127.0.0.1:8000"
    listed = [
        element.text.removeprefix(base) for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]

    sessions = ["opening", "reports", "night", "workshop", "planned", "someday"]
    pages = ["", "programme/", "people/", "changes/", "calendar/"]
    pages += [f"programme/{key}/" for key in sessions]
    pages += [f"people/{key}/" for key in ("ayna", "maral", "olga", "quiet")]
    assert listed == ["/", *(f"/forums/{SLUG}/{page}" for page in pages)]
    assert [path for path in listed if reader.client.get(path).status_code != 200] == []


def test_the_sitemap_of_no_forums_is_the_home_page(client):
    assert client.get("/sitemap.xml").text.count("<loc>") == 1


def test_crawlers_are_kept_from_desks_and_secret_links_and_not_from_feeds(client):
    response = client.get("/robots.txt")

    lines = response.text.splitlines()
    closed = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow")]
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[0] == "User-agent: *"
    assert lines[-1] == "Sitemap: http://127.0.0.1:8000/sitemap.xml"
    assert {"/account/", "/admin/", "/forums/*/manage/", "/forums/*/registration/"} <= set(closed)
    assert [path for path in closed if "calendar" in path or "schedule" in path] == []


def every_output(reader):
    """All public answers of the feature."""
    paths = ["/calendar.ics", "/sitemap.xml", "/robots.txt"]
    forum = f"/forums/{SLUG}"
    for query in ("?lang=ru", "?lang=en"):
        paths += [f"{forum}/{name}{query}" for name in ("calendar/", "schedule.json", "schedule.xml", "programme.txt")]
        paths += [f"{forum}/calendar.ics{query}"]
        paths += [f"{forum}/calendar/day/2027-04-1{day}.ics{query}" for day in (2, 3)]
        paths += [f"{forum}/calendar/kind/expert_meeting.ics{query}", f"{forum}/calendar/language/ru.ics{query}"]
        paths += [f"{forum}/calendar/person/{code}.ics{query}" for code in ("ayna", "maral", "olga")]
        paths += [f"{forum}/calendar/room/{key}.ics{query}" for key in ("hall", "office", "empty")]
    return {path: reader.client.get(path) for path in paths}


def test_strangers_find_nothing_hidden_in_any_output(reader):
    for path, response in every_output(reader).items():
        text = response.text.replace("\r\n ", "")
        assert response.status_code == 200, path
        for secret in (
            SECRET,
            "meet.example.org",
            "@example.org",
            *(f"{kind}-{key}" for key in HIDDEN for kind in ("room", "track", "person")),
        ):
            assert secret not in text, (path, secret)
            assert secret not in str(response.headers), (path, secret)
