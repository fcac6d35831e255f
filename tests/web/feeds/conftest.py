"""What the tests of feeds share: a clock that stands still, a released forum, calendars read back."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from tests.web.feeds import samples
from tests.web.feeds.reading import Event, read


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Give a clock that stands an hour after the first release."""
    with time_machine.travel(samples.NOW + timedelta(hours=1), tick=False) as traveller:
        yield traveller


class Reader:
    """A calendar program: asks for feeds of the sample forum and reads them."""

    def __init__(self, client: FlaskClient, session: DatabaseSession) -> None:
        self.client = client
        self.session = session

    def publish(self, document: samples.Document, *, now: datetime = samples.NOW) -> samples.Release:
        """Publish a programme."""
        release = samples.released(document, now=now)
        self.session.commit()
        return release

    def octets(self, path: str = "calendar.ics") -> bytes:
        """Fetch a feed of the forum."""
        response = self.client.get(f"/forums/{samples.SLUG}/{path}")
        assert response.status_code == 200, path
        return response.data

    def events(self, path: str = "calendar.ics") -> list[Event]:
        """Fetch a feed and read its events."""
        return read(self.octets(path))

    def keys(self, path: str = "calendar.ics") -> list[str]:
        """Fetch a feed and say which sessions are in it."""
        return [event.url.rstrip("/").rpartition("/")[2] for event in self.events(path)]

    def event(self, key: str, path: str = "calendar.ics") -> Event:
        """Fetch a feed and return one event."""
        uid = f"{samples.uids()[key]}@forumapp"
        return next(event for event in self.events(path) if event.uid == uid)


@pytest.fixture
def reader(client: FlaskClient, session: DatabaseSession) -> Reader:
    """Give a calendar program and a released forum."""
    reader = Reader(client, session)
    reader.publish(samples.document())
    return reader
