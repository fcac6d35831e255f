"""A registrar, and what pastes a list and presses the button of its check."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.policy import TeamRole
from tests.browsing import Browser
from tests.signing_in import sign_in_as

HEADS = "№\tФИО\tДолжность\tE-mail\tТелефон\tСтрана\tУчастие\n"
MERGEN = "1\tБердыев Мерген Атаевич\tдиректор\tmergen@example.org\t+993 12 345678\tТуркменистан\tонлайн\n"
GULNARA = "2\tОразова Гульнара\tбиблиотекарь\tgulnara@example.org\t\tUZ\tочно\n"
BAD = "3\tАтаев\tзаведующий\tnot-an-address\t\tАтлантида\t\n"
SEATED = {"coming": "seated", "written": "y"}


@pytest.fixture
def desk(client: FlaskClient, session: DatabaseSession, forum: Forum) -> str:
    """Sign in as a registrar and give the address of the import."""
    sign_in_as(client, session, forum, TeamRole.REGISTRAR)
    return f"/forums/{forum.slug}/manage/registrations/import/"


Bring = Callable[..., TestResponse]


@pytest.fixture
def bring(browser: Browser, desk: str) -> Bring:
    """Give what pastes a list and presses the button of the check."""

    def send(text: str, **choices: Any) -> TestResponse:
        page = browser.fill(desk, {"text": text})
        assert page.status_code == 200
        return browser.send(page, f"{desk}check", {"enter": "1", **choices}, form="check")

    return send


def letters(session: DatabaseSession) -> list[tuple[str, str]]:
    return sorted((each.recipient, each.kind) for each in session.scalars(select(OutboxLetter)))
