"""What people type is text on every page, whatever it looks like."""

from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forumapp.exchange.document import Document, Role, Visibility
from forumapp.policy import TeamRole
from forumapp.text import clean
from tests import factories, parts, publishing, signing_in

SMUGGLED = "\"'></script></title></textarea><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"
UNSEEN = "\u202e\x1b\x00\uffff\ufffe\ud800\u2028"
"""Signs that no field keeps, and XML and databases cannot hold."""
MARKDOWN = (
    "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) ![d](http://evil.example/d.png) "
    f'<svg onload=alert(1)> <http://evil.example/"onmouseover=alert(1)> [e](vbscript:x) {SMUGGLED}'
)
PUBLIC = (
    "/",
    "/forums/forum/",
    "/forums/forum/programme/",
    "/forums/forum/programme/?view=rooms",
    "/forums/forum/programme/opening/",
    "/forums/forum/people/",
    "/forums/forum/people/aylar/",
    "/forums/forum/changes/",
    "/forums/forum/calendar/",
    "/forums/forum/register/",
    "/forums/forum/join/opening",
)
DESK = (
    "/forums/mine",
    "/forums/forum/manage/",
    "/forums/forum/manage/settings/",
    "/forums/forum/manage/programme/",
    "/forums/forum/manage/programme/sessions/opening/",
    "/forums/forum/manage/programme/rooms/",
    "/forums/forum/manage/programme/tracks/hall/",
    "/forums/forum/manage/people/aylar/",
    "/forums/forum/manage/releases/",
    "/forums/forum/manage/audit/",
    "/forums/forum/manage/team/",
    "/forums/forum/manage/registrations/",
)
FEEDS = ("/forums/forum/calendar.ics", "/forums/forum/calendar/session/opening.ics", "/calendar.ics")
XML = ("/forums/forum/changes.atom", "/forums/forum/schedule.xml", "/sitemap.xml")


class Elements(HTMLParser):
    """Takes down what of a page could act."""

    def __init__(self) -> None:
        super().__init__()
        self.acting: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note scripts that are not ours, handlers, foreign pictures and addresses that act."""
        given = {name: (value or "").strip().lower() for name, value in attrs}
        if (
            tag == "script"
            and not given.get("src", "").startswith("/static/")
            and "ld+json" not in given.get("type", "")
        ):
            self.acting.append(tag)
        if tag in {"img", "iframe", "object", "embed"} and not given.get("src", "").startswith(
            ("/static/", "data:image/")
        ):
            self.acting.append(tag)
        self.acting += [name for name in given if name.startswith("on") or name == "style"]
        self.acting += [
            value for value in given.values() if value.startswith(("javascript:", "vbscript:", "data:text"))
        ]


@pytest.fixture
def smuggling(session: Session) -> None:
    """Release a forum of which every text tries to be more."""
    text = {"en": f"Text {SMUGGLED}"}
    long = {"en": MARKDOWN}
    meeting = {"title": text, "abstract": long, "room": "hall", "track": "hall", "people": (parts.speaker("aylar"),)}
    document = Document(
        forum=parts.forum(title=text, theme=text, venue=text, description=long),
        rooms=(parts.room("hall", title=text),),
        tracks=(parts.track("hall", title=text),),
        people=(parts.person("aylar", given_name=text, family_name=text, post=text, biography=long),),
        sessions=(
            parts.session("opening", **meeting),
            parts.session("closed", **{**meeting, "visibility": Visibility.INVITED}),
        ),
    )
    publishing.publish(document, note=MARKDOWN + UNSEEN)
    more = (*document.sessions, parts.session("added", title=text, people=(parts.speaker("aylar", Role.MODERATOR),)))
    publishing.publish(Document(**{**vars(document), "sessions": more}), note=MARKDOWN + UNSEEN)


@pytest.mark.usefixtures("smuggling")
@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_show_text_as_text(path: str, client: FlaskClient) -> None:
    page = Elements()
    answer = client.get(path)
    page.feed(answer.get_data(as_text=True))

    assert answer.status_code in {200, 403}
    assert b"Text &#34;" in answer.data
    assert page.acting == []


@pytest.mark.usefixtures("smuggling")
def test_pages_of_the_desk_show_text_as_text(client: FlaskClient, session: Session) -> None:
    forum = publishing.forum_by_slug("forum")
    factories.Registration(forum=forum, family_name=SMUGGLED, given_name=SMUGGLED, post=SMUGGLED)
    account = signing_in.sign_in_as(client, session, forum, TeamRole.OWNER)
    account.name = SMUGGLED
    session.commit()
    acting = {}
    for path in DESK:
        page, answer = Elements(), client.get(path)
        page.feed(answer.get_data(as_text=True))
        assert (path, answer.status_code) == (path, 200)
        acting[path] = page.acting

    assert {path: found for path, found in acting.items() if found} == {}


@pytest.mark.usefixtures("smuggling")
def test_files_for_programs_stay_whole(client: FlaskClient) -> None:
    for path in XML:
        ET.fromstring(client.get(path).data)
    for path in FEEDS:
        text = client.get(path).get_data(as_text=True)
        signs = {sign for sign in text if sign < " " or sign in "\x7f\u2028\u2029\u202e"}
        assert (path, signs <= {"\r", "\n"}) == (path, True)
    assert clean(f"a{UNSEEN}b", keep_lines=False) == "a b"
    assert client.get("/forums/forum/schedule.json").get_json()["schedule"]["version"] == "2"
