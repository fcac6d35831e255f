"""Seven independent parsers see the same events in every feed that the application serves."""

import re
import time
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from forumapp.exchange import forumfile
from forumapp.exchange.document import Document
from forumapp.exchange.ics import has_event
from forumapp.forums.queries import forum_by_slug
from forumapp.paths import PACKAGE
from forumapp.registration.models import Star
from forumapp.registration.service import renew_feed
from forumapp.schedule import rules
from tests import factories
from tests.interop.calendars.readers import PYTHON_READERS, install_scripts, moment, read_with_scripts
from tests.web.feeds.samples import NOW, released, uids

pytestmark = pytest.mark.filterwarnings("ignore")

DEMO = PACKAGE / "demo" / "data"
SCOPE = re.compile(r"/calendar/(day|track|room|kind|language|person)/([^/]+)\.ics$")


@pytest.fixture(autouse=True)
def foreign_machine(monkeypatch):
    """A machine whose own zone is far away: what is read by guess comes out wrong."""
    monkeypatch.setenv("TZ", "Pacific/Marquesas")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def meant(document: Document, selection: rules.Selection, names: dict[str, str]) -> set[tuple[str, str, str]]:
    """UID, start and end as instants of the selected sessions, by the zone data itself."""
    place = ZoneInfo(document.forum.timezone)
    return {
        (names[each.key], moment(each.starts_at.replace(tzinfo=place)), moment(each.ends_at.replace(tzinfo=place)))
        for each in rules.selected(document, selection).sessions
        if has_event(each)
    }


@pytest.mark.parametrize("file", ["library-community-2021", "library-community-next"])
def test_all_parsers_see_every_event_of_every_feed_at_its_instant(file, client, session, tmp_path):
    whole = forumfile.read((DEMO / f"{file}.json").read_bytes())
    released(whole)
    session.commit()
    expected = offered(client, rules.visible(whole, rules.PUBLIC))
    path, own = personal(session, rules.visible(whole, rules.Viewer(is_delegate=True)))
    expected[path] = own

    seen = read_by_all({path: client.get(path).data for path in expected}, tmp_path)

    assert len(expected) > 30
    for path, by_reader in seen.items():
        assert len(by_reader) == 7
        for reader, events in by_reader.items():
            assert len(events) == len(expected[path]), (path, reader)
            assert {(event.uid, event.start, event.end) for event in events} == expected[path], (path, reader)


def offered(client, document: Document) -> dict[str, set[tuple[str, str, str]]]:
    """By address, what is meant to stand in each feed of the subscription page."""
    names = {key: f"{uid}@forumapp" for key, uid in uids(forum_by_slug(document.forum.slug)).items()}
    page = client.get(f"/forums/{document.forum.slug}/calendar/").text
    paths = [unescape(each) for each in re.findall(r'<code class="address[^"]*">https?://[^/]+([^<]+)</code>', page)]
    expected = {}
    for path in paths:
        scope = SCOPE.search(path.partition("?")[0])
        selection = rules.selection_from(dict([scope.groups()]) if scope else {}, document)
        expected[path] = meant(document, selection, names)
    return expected


def personal(session, document: Document) -> tuple[str, set[tuple[str, str, str]]]:
    """The address of a delegate who marked everything, and what is meant to stand there."""
    forum = forum_by_slug(document.forum.slug)
    registration = factories.Registration(forum=forum)
    for each in document.sessions:
        session.add(Star(registration_id=registration.id, session_key=each.key, created_at=NOW))
    token = renew_feed(registration, now=NOW)
    session.commit()
    names = {key: f"{uid}@forumapp" for key, uid in uids(forum).items()}
    return f"/calendar/{token}.ics", meant(document, rules.Selection(), names)


def read_by_all(contents: dict[str, bytes], folder: Path):
    """By address and parser, the events that it sees."""
    files = {path: folder / f"{number}.ics" for number, path in enumerate(contents)}
    for path, octets in contents.items():
        files[path].write_bytes(octets)
    install_scripts()
    by_scripts = read_with_scripts(files.values())
    return {
        path: {**{name: read(octets) for name, read in PYTHON_READERS.items()}, **by_scripts[files[path].name]}
        for path, octets in contents.items()
    }
