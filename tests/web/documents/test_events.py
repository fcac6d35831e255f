"""Printed programmes and tables list the further events at their end."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import Visibility
from tests import parts
from tests.papers import text_of
from tests.publishing import publish

READINGS = parts.event(
    "readings",
    title={"ru": "Чтения", "en": "Readings"},
    place={"ru": "Ашхабад", "en": "Ashgabat"},
    link="https://events.example.org/readings",
    institutions=("host",),
)
HIDDEN = parts.event("hidden", title={"en": "Zq secret"}, audience=Visibility.REGISTERED)
FORUM = parts.document(parts.session("one"), institutions=(parts.institution("host"),), events=(READINGS, HIDDEN))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("programme.pdf?lang=en", ["Participants are also invited", "20–21 April 2027", "Readings", "Library host"]),
        ("programme.docx?lang=en", ["Participants are also invited", "20–21 April 2027", "Readings", "Library host"]),
        ("programme.docx?lang=ru&beside=en", ["Участников также приглашают", "Чтения", "Participants", "Readings"]),
        ("programme.xlsx?lang=en", ["Readings", "Ashgabat", "Library host", "https://events.example.org/readings"]),
    ],
)
def test_documents_name_what_their_reader_may_know(
    client: FlaskClient, session: DatabaseSession, address: str, words: list[str]
) -> None:
    publish(FORUM)

    text = text_of(client.get(f"/forums/forum/{address}"))

    assert [word for word in words if word not in text] == []
    assert "Zq secret" not in text


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_without_events_nothing_is_said_of_them(client: FlaskClient, session: DatabaseSession, ending: str) -> None:
    publish(replace(FORUM, events=None))

    text = text_of(client.get(f"/forums/forum/programme.{ending}?lang=en"))

    assert "also invited" not in text
    assert "Further events" not in text
