"""The page that offers every feed."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.feeds.samples import HIDDEN, SECRET, SLUG

BASE = f"http://127.0.0.1:8000/forums/{SLUG}"


class Page(HTMLParser):
    """The links and addresses of a page, and the words before each address."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.styled: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a":
            self.links.append(given["href"])
        if "style" in given or tag == "style" or (tag == "script" and "src" not in given):
            self.styled.append(tag)


@pytest.fixture
def text(reader):
    response = reader.client.get(f"/forums/{SLUG}/calendar/?lang=ru")
    assert response.status_code == 200
    return response.text


def addresses(text):
    return [unescape(each) for each in re.findall(r'<code class="address[^"]*">([^<]+)</code>', text)]


def test_it_offers_every_feed_the_whole_programme_first(text):
    parts = {
        "day": ["2027-04-12", "2027-04-13"],
        "track": ["heritage", "unused"],
        "room": ["hall", "office", "empty"],
        "kind": ["plenary", "panel", "reports", "workshop", "break"],
        "language": ["en", "ru"],
        "person": ["ayna", "maral", "olga", "quiet"],
    }

    expected = [f"{BASE}/calendar.ics"]
    expected += [f"{BASE}/calendar/{name}/{value}.ics" for name, values in parts.items() for value in values]
    assert addresses(text)[0] == expected[0]
    assert sorted(addresses(text)) == sorted(expected)


def test_the_counts_are_those_of_the_feeds(reader):
    text = reader.client.get(f"/forums/{SLUG}/calendar/?lang=en").text

    said = re.findall(
        r'<p class="muted(?: small)?">(\d+ [^<]+|no sessions yet)</p>.*?<code class="address[^"]*">([^<]+)<',
        text,
        re.DOTALL,
    )

    assert len(said) == len(addresses(text))
    for words, address in said:
        count = len(reader.events(unescape(address).removeprefix(f"{BASE}/")))
        assert sum(int(number) for number in re.findall(r"\d+", words)) == count, address
        assert (words == "no sessions yet") == (count == 0), address


def test_breaks_are_no_sessions_on_the_front_page_and_in_the_calendar_alike(reader):
    whole, breaks = reader.events("calendar.ics"), reader.events("calendar/kind/break.ics")
    words = f"{len(whole) - len(breaks)} sessions and {len(breaks)} break"

    calendar = reader.client.get(f"/forums/{SLUG}/calendar/?lang=en").text
    front = reader.client.get(f"/forums/{SLUG}/?lang=en").text
    days = [re.findall(r"\d+", counted) for counted in re.findall(r'<p class="muted small">(\d+ sess[^<]+)</p>', front)]

    assert len(breaks) == 1
    assert f'<p class="muted">{words}</p>' in calendar
    assert sum(int(sessions) for sessions, *_breaks in days) == len(whole) - len(breaks)
    assert sum(int(number) for _sessions, *rest in days for number in rest) == len(breaks)


def test_each_feed_has_a_way_into_each_program(text):
    links = Page(text).links

    for address in addresses(text):
        webcal = address.replace("http://", "webcal://")
        assert webcal in links
        assert address in links
        assert any(parse_qs(urlsplit(link).query).get("cid") == [webcal] for link in links), address
        hosts = [urlsplit(link).netloc for link in links if parse_qs(urlsplit(link).query).get("url") == [address]]
        assert "outlook.live.com" in hosts


def test_in_another_language_of_the_forum_the_feeds_speak_it(reader):
    text = reader.client.get(f"/forums/{SLUG}/calendar/", headers={"Accept-Language": "en"}).text

    assert {address.partition("?")[2] for address in addresses(text)} == {"lang=en"}
    assert reader.octets(addresses(text)[0].removeprefix(f"{BASE}/")).count(b"Session opening") == 1


def test_the_qr_code_is_a_picture_without_styles(text):
    svg = re.search(r"<figure class=\"qr\".*?</figure>", text, re.DOTALL).group()

    assert svg.count("<svg") == 1
    assert "<path" in svg
    assert Page(text).styled == []


def test_nothing_hidden_is_offered(text):
    assert SECRET not in text
    assert [key for key in HIDDEN if key in text] == []


def test_the_page_is_kept_for_all(reader):
    first = reader.client.get(f"/forums/{SLUG}/calendar/")

    again = reader.client.get(f"/forums/{SLUG}/calendar/", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert first.headers["Vary"] == "Accept-Encoding, Accept-Language"


def test_it_takes_few_queries(reader, queries):
    queries.clear()

    reader.client.get(f"/forums/{SLUG}/calendar/")

    assert len(queries) == 2
