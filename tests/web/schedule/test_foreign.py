"""A text in another language than the page's says so, to the eye and to the ear; feeds keep it as it is."""

import re

import pytest
from flask.testing import FlaskClient

from forumapp.exchange.document import ReportPart
from tests import parts
from tests.publishing import publish

REPORT = ReportPart(key="first", title={"ru": "Доклад"}, abstract={"en": "About it"}, minutes=10, people=("ayna",))


@pytest.fixture(autouse=True)
def forum(client: FlaskClient) -> None:
    """Publish a forum whose texts stand in one language each."""
    publish(
        parts.document(
            parts.session(
                "opening",
                title={"en": "Opening"},
                abstract={"ru": "О заседании"},
                reports=(REPORT,),
                people=(parts.speaker("ayna"),),
            ),
            parts.session("later", title={"tk": "Soňra"}, abstract={"eo": "Pri"}, starts_at=None, ends_at=None),
            people=(parts.person("ayna", biography={"tk": "Kitaphanaçy"}),),
            forum=parts.forum(languages=("ru", "en", "tk"), theme={"ru": "Память"}, description={"tk": "Ýat"}),
        )
    )


def marked(client: FlaskClient, address: str) -> list[str]:
    """Return what a page marks: the languages of its foreign texts by their words."""
    page = client.get(f"/forums/forum/{address}").get_data(as_text=True)
    return re.findall(r'class="foreign">\(([^)]+)\)<', page)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("?lang=en", ["in Russian", "in Turkmen"]),
        ("?lang=ru", ["на туркменском"]),
        ("programme/?lang=en", ["in Russian"]),
        ("programme/?lang=ru", ["на английском"]),
        ("programme/opening/?lang=en", ["in Russian", "in Russian"]),
        ("programme/opening/?lang=ru", ["на английском", "на английском"]),
        ("programme/later/?lang=en", ["in Turkmen", "language: Esperanto"]),
        ("people/ayna/?lang=ru", ["на туркменском", "на английском"]),
    ],
)
def test_a_page_says_which_texts_are_in_another_language(client: FlaskClient, address: str, words: list[str]) -> None:
    assert marked(client, address) == words


def test_an_abstract_is_read_aloud_in_its_own_language(client: FlaskClient) -> None:
    page = client.get("/forums/forum/programme/opening/?lang=en").get_data(as_text=True)

    assert '<p class="foreign">(in Russian)</p><div class="prose" lang="ru">' in page
    assert '<div class="prose small"><p>About it</p>' in page


def test_feeds_keep_the_text_as_it_is(client: FlaskClient) -> None:
    feeds = ("calendar.ics?lang=ru", "schedule.json?lang=ru", "programme.txt?lang=ru")

    assert [("на английском" in client.get(f"/forums/forum/{feed}").get_data(as_text=True)) for feed in feeds] == [
        False
    ] * 3
