import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from forumapp.exchange import formats, forumfile, frabjson, frabxml
from forumapp.exchange.document import Document, Kind, Origin, Reference
from forumapp.exchange.frabkept import written_address
from forumapp.exchange.problems import Reading
from tests.unit.exchange import forums
from tests.unit.exchange.samples import BASE_URL, facts, json_events, json_faults, xml_events, xml_faults

BASE = "https://plan.example.org/2026/"
BESIDE = {
    "logo": "/pictures/7.png?1",
    "recording_license": "CC BY 4.0",
    "do_not_record": True,
    "links": [{"url": "https://example.org/a b", "title": "Read on"}, {"url": "paper.html"}],
    "attachments": [{"url": "/files/7.pdf", "title": "Slides", "type": "slides"}],
}
KEPT = Origin(
    id="7",
    logo="https://plan.example.org/pictures/7.png?1",
    license="CC BY 4.0",
    do_not_record=True,
    links=(
        Reference(url="https://example.org/a%20b", title="Read on"),
        Reference(url="https://plan.example.org/2026/paper.html"),
    ),
    attachments=(Reference(url="https://plan.example.org/files/7.pdf", title="Slides", type="slides"),),
)


def event(**said: Any) -> dict[str, Any]:
    return {"id": 7, "title": "Maps", "date": "2026-05-27T10:00:00+05:00", "duration": "00:30", "room": "A"} | said


def read(*events: dict[str, Any], **conference: Any) -> Reading:
    days = [{"date": "2026-05-27", "rooms": {"A": list(events)}}]
    named = {"acronym": "maps", "title": "Maps", "time_zone_name": "Asia/Ashgabat", "days": days} | conference
    return frabjson.read(json.dumps({"schedule": {"base_url": BASE, "conference": named}}).encode())


def as_json(document: Document) -> bytes:
    return frabjson.write(document, version="3", base_url=BASE_URL)


def as_xml(document: Document) -> bytes:
    return frabxml.write(document, version="3", base_url=BASE_URL)


def again(document: Document) -> list[Document]:
    return [formats.read(octets, slug=document.forum.slug).document for octets in (as_xml(document), as_json(document))]


def test_what_a_file_keeps_beside_a_session_stays_with_it_and_is_written_in_the_forum_file() -> None:
    document = read(event(**BESIDE)).document

    assert document.sessions[0].origin == KEPT
    assert forumfile.read(forumfile.write(document)) == document


def test_what_a_file_keeps_beside_a_session_comes_out_again_valid() -> None:
    document = read(event(**BESIDE)).document

    (written,) = json_events(as_json(document))
    (element,) = xml_events(as_xml(document))

    assert {name: written[name] for name in BESIDE} == {
        "logo": "https://plan.example.org/pictures/7.png?1",
        "recording_license": "CC BY 4.0",
        "do_not_record": True,
        "links": [
            {"url": "https://example.org/a%20b", "title": "Read on"},
            {"url": "https://plan.example.org/2026/paper.html"},
        ],
        "attachments": [{"url": "https://plan.example.org/files/7.pdf", "title": "Slides", "type": "slides"}],
    }
    assert [(one.get("href"), one.get("type"), one.text) for one in element.findall("attachments/attachment")] == [
        ("https://plan.example.org/files/7.pdf", "slides", "Slides")
    ]
    assert (element.findtext("recording/license"), element.findtext("recording/optout")) == ("CC BY 4.0", "true")
    assert [one.sessions[0].origin and one.sessions[0].origin.links for one in again(document)] == [KEPT.links] * 2
    assert (json_faults(as_json(document)), xml_faults(as_xml(document))) == ([], [])


def test_what_has_no_web_address_is_left_out_and_told() -> None:
    links = [
        {"url": "javascript:alert(1)", "title": "No"},
        {"url": "irc://example.org/room"},
        {"title": "Nowhere"},
        None,
    ]
    reading = read(event(links=links, attachments=["data:text/plain,x"], logo="http://["))

    assert reading.document.sessions[0].origin == Origin(id="7")
    assert [str(warning) for warning in reading.warnings] == [
        "Sessions whose links are left out: 1.",
        "Sessions whose attachments are left out: 1.",
        "Sessions whose picture is left out: 1.",
    ]


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a?b=1&c=%20#d", "https://example.org/a?b=1&c=%20#d"),
        ("https://example.org/100%/[x]#one#two", "https://example.org/100%25/%5Bx%5D#one%23two"),
        ("http://[::1]:8000#here", "http://[::1]:8000#here"),
        ("https://example.org/книги", "https://example.org/%D0%BA%D0%BD%D0%B8%D0%B3%D0%B8"),
    ],
)
def test_addresses_are_written_with_what_an_address_may_hold(address: str, written: str) -> None:
    assert written_address(address) == written


def test_an_event_that_names_no_type_comes_out_without_until_its_kind_is_chosen() -> None:
    document = read(event()).document
    chosen = replace(document, sessions=(replace(document.sessions[0], kind=Kind.BREAK),))
    own = replace(document, sessions=(replace(document.sessions[0], origin=None),))

    assert [json_events(as_json(one))[0]["type"] for one in (document, chosen, own)] == ["", "break", "reports"]
    assert json_faults(as_json(document)) == []


def test_what_came_out_goes_in_again_under_the_same_keys() -> None:
    people = [{"name": "Ann Lee"}, {"id": 7, "name": "Ann Lee"}, {"id": 12, "name": "Bo"}]
    events = [event(id=number, guid=f"g{number}", title=f"T{number}", persons=people) for number in (0, 5, 5, -3)]
    document = read(*events, rooms=[{"name": "Empty"}, {"name": "A"}]).document

    for back in again(document):
        assert [one.key for one in back.sessions] == [one.key for one in document.sessions]
        assert [one.people for one in back.sessions] == [one.people for one in document.sessions]
        assert (back.people, back.rooms, facts(back)) == (document.people, document.rooms, facts(document))
        assert (as_json(back), as_xml(back)) == (as_json(document), as_xml(document))


def test_the_application_is_not_taken_for_the_origin_of_what_it_wrote() -> None:
    back = again(forums.forum())[0]

    assert [one.origin and one.origin.url for one in back.sessions] == ["https://example.org/7", None]


def test_tracks_have_the_same_key_from_both_formats_though_xml_names_no_slug_with_a_number_first() -> None:
    document = read(event(track="Art"), tracks=[{"name": "Art", "slug": "14-art", "color": "#00ccff"}]).document

    assert [[track.key for track in one.tracks] for one in (document, *again(document))] == [["art"]] * 3


def test_the_subtitle_of_a_conference_is_the_theme_of_the_forum() -> None:
    octets = (
        b"<schedule><conference><title>Maps</title><subtitle>Old and new</subtitle></conference>"
        b'<day date="2026-05-27"/></schedule>'
    )

    assert frabxml.read(octets).document.forum.theme == {"en": "Old and new"}
    assert read(subtitle="Old and new").document.forum.theme == {"en": "Old and new"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-5", "windows-1251", "koi8-r"])
def test_xml_is_read_in_the_encoding_it_names(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding.removesuffix('-sig')}'?><schedule><conference><title>Карты</title>"

    reading = formats.read(f'{text}</conference><day date="2026-05-27"/></schedule>'.encode(encoding))

    assert reading.document.forum.title == {"en": "Карты"}


def test_blank_lines_before_the_xml_do_no_harm() -> None:
    octets = b'\xef\xbb\xbf\n <?xml version="1.0"?><schedule><conference/><day date="2026-05-27"/></schedule>'

    assert formats.read(octets, slug="maps").document.forum.starts_on == date(2026, 5, 27)


def test_a_forum_of_many_weeks_goes_through_the_file() -> None:
    later = {"date": "2026-08-30", "rooms": {"A": [event(id=8, date="2026-08-30T10:00:00+05:00")]}}
    first = {"date": "2026-05-27", "rooms": {"A": [event()]}}

    document = read(days=[first, later]).document

    assert (document.forum.starts_on, document.forum.ends_on) == (date(2026, 5, 27), date(2026, 8, 30))
    assert [facts(back) for back in again(document)] == [facts(document)] * 2
