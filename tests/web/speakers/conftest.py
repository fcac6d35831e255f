"""A forum with a speaker who has a secret link."""

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.directory.models import ForumPerson
from forumapp.directory.queries import forum_person_by_key
from forumapp.exchange.document import ReportPart
from forumapp.forums.models import Forum
from forumapp.speakers import service
from forumapp.speakers.models import SpeakerLink
from tests import factories, parts, publishing


@dataclass
class Place:
    """A forum that is not published, one of its people, and the secret link to their page."""

    forum: Forum
    person: ForumPerson
    link: SpeakerLink

    @property
    def own(self) -> str:
        """The path of the person's own page."""
        address = service.address_of(self.forum, self.link)
        return "/" + address.split("/", 3)[3]


@pytest.fixture
def place(app: Flask, session: DatabaseSession) -> Place:
    """Give a forum in whose panel Ayna speaks, and which has a report of hers too."""
    report = ReportPart(key="memory", title={"en": "Memory"}, minutes=20, people=("ayna",))
    document = parts.document(
        parts.session("panel", people=(parts.speaker("ayna"), parts.speaker("boris"))),
        parts.session(
            "talks", reports=(report,), starts_at=parts.at("2027-04-13T10:00"), ends_at=parts.at("2027-04-13T11:00")
        ),
        people=(parts.person("ayna"), parts.person("boris", given_name={"en": "Boris"}, family_name={"en": "Petrov"})),
    )
    forum = publishing.load(document)
    person = forum_person_by_key(forum, "ayna")
    assert person is not None
    link = service.link_for(forum, person, now=factories.CREATED)
    session.commit()
    return Place(forum, person, link)
