"""Seven independent parsers see the same events in every feed that the application serves."""

import re
import time
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from forumapp.exchange import forumfile
from forumapp.exchange.dated import Dated, dated_parts, name_of
from forumapp.exchange.document import Document, EventPart
from forumapp.exchange.ics import has_event
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.paths import PACKAGE
from forumapp.registration.models import Star
from forumapp.registration.service import renew_feed
from forumapp.schedule import rules
from forumapp.schedule.service import uids_of
from tests import factories
from tests.interop.calendars.readers import PYTHON_READERS, install_scripts, moment, read_with_scripts
from tests.web.feeds.samples import NOW, released

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
    """UID, start and end as instants, or days, of what is selected, by the zone data itself."""
    place = ZoneInfo(document.forum.timezone)

    def said(part: Dated) -> tuple[str, str]:
        if isinstance(part, EventPart) and part.starts_on is not None:
            return moment(part.starts_on), moment((part.ends_on or part.starts_on) + timedelta(days=1))
        return moment(part.starts_at.replace(tzinfo=place)), moment(part.ends_at.replace(tzinfo=place))

    chosen = filter(has_event, dated_parts(rules.selected(document, selection)))
    return {(names[name_of(part)], *said(part)) for part in chosen}


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
    names = names_of(forum_by_slug(document.forum.slug))
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
    return f"/calendar/{token}.ics", meant(replace(document, events=None), rules.Selection(), names_of(forum))


def names_of(forum: Forum) -> dict[str, str]:
    """The calendar UID of everything, by its name."""
    return {name: f"{uid}@forumapp" for name, uid in uids_of(forum).items()}


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
