"""Two organizers edit one session by a script of 200 interleaved changes: what is accepted stands, what touches is told."""

import random
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp.policy import TeamRole
from forumapp.programme import queries, service
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as

ADDRESS = "/forums/forum/manage/programme/sessions/one/?lang=en"
FIELDS = ("title-ru", "title-en", "capacity", "join_url")
CHANGES = 200


@dataclass
class Organizer:
    """Somebody with a page open: the page, and what the model says stood on it."""

    browser: Browser
    page: TestResponse
    seen: dict[str, str] = field(default_factory=dict)


def value_for(name: str, number: int) -> str:
    return {"capacity": str(number), "join_url": f"https://meet.example.org/{number}"}.get(name, f"Title {number}")


def stored() -> dict[str, str]:
    row = queries.session_by_key("forum", "one")
    assert row is not None
    part = service.part_of(row)
    return {
        "title-ru": part.title["ru"],
        "title-en": part.title["en"],
        "capacity": str(part.capacity),
        "join_url": part.join_url or "",
    }


@pytest.mark.parametrize("seed", [1])
def test_nothing_is_lost_in_two_hundred_interleaved_changes(
    client: FlaskClient, app: Any, session: DatabaseSession, seed: int
) -> None:
    chance = random.Random(seed)
    forum = factories.Forum(slug="forum")
    factories.Session(
        forum=forum, key="one", title={"ru": "Title", "en": "Title"}, capacity=1, join_url="https://meet.example.org/0"
    )
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    other = app.test_client()
    sign_in_as(other, session, forum, TeamRole.OWNER)
    session.commit()
    model = stored()
    people = [Organizer(Browser(each), Browser(each).get(ADDRESS), dict(model)) for each in (client, other)]

    refused = 0
    for number in range(CHANGES):
        who = chance.choice(people)
        if chance.random() < 0.3:
            who.page, who.seen = who.browser.get(ADDRESS), dict(model)
        name = chance.choice(FIELDS)
        value = value_for(name, 100 + number)
        response = who.browser.send(who.page, ADDRESS, {name: value}, form="session-form")
        session.expire_all()
        if model[name] == who.seen[name]:
            assert response.status_code == 303
            model[name] = value
        else:
            refused += 1
            assert response.status_code == 409
        assert stored() == model
        if response.status_code == 303:
            who.page, who.seen = who.browser.get(ADDRESS), dict(model)

    assert refused > 10
