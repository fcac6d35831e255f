"""What tests of translations share."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp.exchange.document import Document, ReportPart
from forumapp.forums.queries import forum_by_slug
from forumapp.forums.rules.translations import Place, texts_of
from forumapp.policy import TeamRole
from forumapp.programme.service import document_of
from forumapp.translating import queries
from tests import parts
from tests.browsing import Browser, forms_of
from tests.publishing import load
from tests.signing_in import sign_in_as

DESK = "/forums/forum/manage/programme/translations/"
PAGE = f"{DESK}?lang=en"
EXPORT = f"{DESK}translations.xlsx?lang=en"

REPORT = ReportPart(key="first", title={"ru": "Доклад"}, minutes=10, people=("ayna",))


def whole_forum() -> Document:
    """Return a forum in which seven texts have no English."""
    return parts.document(
        parts.session("opening", title={"ru": "Открытие"}, abstract={"ru": "О *заседании*"}, reports=(REPORT,)),
        rooms=(parts.room("hall", title={"ru": "Зал"}),),
        tracks=(parts.track("heritage", title={"ru": "Наследие"}),),
        people=(
            parts.person("ayna", given_name={"ru": "Айна", "en": "Ayna"}, family_name={"ru": "Атаева", "en": "Ataeva"}, post={"ru": "Директор"}),
        ),
        institutions=(parts.institution("library", name={"ru": "Библиотека"}, city=None),),
    )  # fmt: skip


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give the forum, with its owner at the desk."""
    forum = load(whole_forum())
    sign_in_as(client, session, forum, TeamRole.OWNER)
    return forum


def standing(session: DatabaseSession) -> Document:
    """Return the working copy as it stands."""
    session.expire_all()
    forum = forum_by_slug("forum")
    assert forum is not None
    return document_of(forum)


def words_at(session: DatabaseSession, *place: str) -> dict[str, str]:
    """Return a text by language."""
    return next((text.words for text in texts_of(standing(session)) if text.place == place), {})


def marks(session: DatabaseSession) -> dict[str, str]:
    """Return the marks that are set on English, by place in a line."""
    session.expire_all()
    forum = forum_by_slug("forum")
    assert forum is not None
    return {
        " ".join(place): mark.state.value
        for (place, language), mark in queries.marks(forum).items()
        if language == "en"
    }


def row_of(page: TestResponse, *place: str) -> int:
    """Return which of a page's posting forms is the row of a text."""
    posting = [form for form in forms_of(page) if form.method == "post"]
    return next(
        number
        for number, form in enumerate(posting)
        if Place(*(form.values.get(name, "-") for name in ("kind", "key", "field"))) == place
    )


def send_row(
    browser: Browser, place: tuple[str, str, str], text: str, *, deed: str = "save", page: TestResponse | None = None
) -> TestResponse:
    """Fill in the row of a text and send it, from a page that was opened before or now."""
    page = page or browser.get(PAGE)
    return browser.send(page, PAGE, {"text": text, "deed": deed}, form=row_of(page, *place))


def upload(browser: Browser, octets: bytes) -> TestResponse:
    """Send a translator's file to be checked."""
    address = f"{DESK}file/?lang=en"
    token = forms_of(browser.get(address))[-1].values["csrf_token"]
    return browser.client.post(address, data={"csrf_token": token, "file": (io.BytesIO(octets), "forum.xlsx")})
