"""A published forum with a form of its own."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from forumapp.questions import service
from forumapp.questions.rules.parts import OptionPart, QuestionKind, QuestionPart
from forumapp.registration import queries
from tests.signing_in import sign_in_as
from tests.web.registration.conftest import NOW, Clock, forum, hours, register, registrations

__all__ = ["Clock", "forum", "hours", "register"]

YES_NO = (
    OptionPart(key="yes", label={"ru": "Да", "en": "Yes"}),
    OptionPart(key="no", label={"ru": "Нет", "en": "No"}),
)
TRIPS = (
    OptionPart(key="museum", label={"ru": "Музей", "en": "Museum"}, places=1),
    OptionPart(key="walk", label={"ru": "Прогулка", "en": "Walk"}),
)

Ask = Callable[..., QuestionPart]
Answers = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(session: DatabaseSession, forum: Forum) -> Ask:
    """Give what adds a question to the forum's form."""

    def add(key: str, kind: QuestionKind = QuestionKind.TEXT, **values: Any) -> QuestionPart:
        part = QuestionPart(key=key, label={"ru": f"Вопрос {key}", "en": f"Question {key}"}, kind=kind, **values)
        service.add(forum, part, now=NOW)
        session.commit()
        return part

    return add


@pytest.fixture
def answers(session: DatabaseSession) -> Answers:
    """Give what reads the answers of the registration that arrived as such a number, from 1."""

    def read(arrived: int = 1) -> dict[str, Any]:
        return dict(queries.answers_of(registrations(session)[arrived - 1]))

    return read


@pytest.fixture
def desk(client: FlaskClient, session: DatabaseSession, forum: Forum) -> str:
    """Sign in as a registrar and give the address of the form's desk."""
    sign_in_as(client, session, forum, TeamRole.REGISTRAR)
    return f"/forums/{forum.slug}/manage/registration-form/"
