"""Files of registrations with chosen columns: what stands in them, that no cell becomes a formula, who may have them."""

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp.audit import AuditEntry
from forumapp.forums.models import Forum
from forumapp.mail.models import LetterStatus, OutboxLetter
from forumapp.policy import TeamRole
from forumapp.questions import service as questions
from forumapp.questions.models import Question
from forumapp.questions.rules.parts import QuestionPart
from forumapp.registration.models import Answer, Consent
from forumapp.registration.presentation import COLUMNS
from forumapp.registration.rules.sheets import FORMULA_SIGNS
from forumapp.secretariat.manage.columns import groups
from forumapp.secretariat.manage.exports import CHOICE
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.registration.conftest import NOW


@pytest.fixture
def desk(client: FlaskClient, session: DatabaseSession, forum: Forum) -> str:
    """Sign in as a registrar and give the address of the list."""
    sign_in_as(client, session, forum, TeamRole.REGISTRAR)
    return f"/forums/{forum.slug}/manage/registrations/"


Save = Callable[..., TestResponse]


@pytest.fixture
def save(browser: Browser, desk: str) -> Save:
    """Give what ticks columns on the page and saves."""

    def send(*columns: str, kind: str = "json", asked: str = "") -> TestResponse:
        values: dict[str, Any] = {"column": list(columns), "format": kind}
        return browser.fill(f"{desk}export/{asked}", values, form="export")

    return send


def ask(session: DatabaseSession, forum: Forum, key: str, **values: Any) -> Question:
    questions.add(forum, QuestionPart(key=key, label={"en": key.title()}, **values), now=NOW)
    session.flush()
    return session.scalars(select(Question).where(Question.key == key)).one()


def cells(answer: TestResponse) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.get_data().decode("utf-8-sig"))))


def test_a_file_has_the_columns_that_were_ticked_in_the_order_of_the_page(forum: Forum, save: Save) -> None:
    factories.Registration(forum=forum, email="ana@example.org", family_name="Li")

    assert json.loads(save("email", "family_name").data) == [{"family_name": "Li", "email": "ana@example.org"}]
    assert cells(save("email", "family_name", kind="csv")) == [["Family name", "E-mail"], ["Li", "ana@example.org"]]


def test_the_columns_chosen_last_stand_ticked_the_next_time(
    browser: Browser, forum: Forum, desk: str, save: Save
) -> None:
    factories.Registration(forum=forum)
    save("email", "delegation")

    page = browser.get(f"{desk}export/").text

    assert [
        part.partition('"')[0] for part in page.split('id="column-')[1:] if "checked" in part.partition(">")[0]
    ] == [
        "email",
        "delegation",
    ]


def test_a_choice_stays_with_its_forum_and_keeps_nothing_that_needs_special_care(
    client: FlaskClient, session: DatabaseSession, browser: Browser, forum: Forum, save: Save
) -> None:
    factories.Registration(forum=forum)
    question = ask(session, forum, "diet", is_special=True)
    (special,) = (each for each in groups(forum, with_special=True) if each.key == "special")
    column = special.columns[0].key
    answer = save("email", column)
    assert (answer.status_code, question.is_special) == (200, True)
    with client.session_transaction() as kept:
        assert kept[CHOICE] == {forum.slug: ["email"]}
        kept[CHOICE] = {"other": ["phone"]}

    page = browser.get(f"/forums/{forum.slug}/manage/registrations/export/").text

    ticked = [part.partition('"')[0] for part in page.split('id="column-')[1:] if "checked" in part.partition(">")[0]]
    assert "phone" not in ticked or len(ticked) > 1
    assert column not in ticked


def test_without_a_column_nothing_is_saved_and_the_page_says_so(client: FlaskClient, forum: Forum, save: Save) -> None:
    factories.Registration(forum=forum)

    answer = save()

    assert answer.status_code == 303
    assert "Choose at least one column." in client.get(answer.location).text


def test_the_filter_of_the_list_holds(forum: Forum, save: Save) -> None:
    factories.Registration(forum=forum, country="TM", email="a@example.org")
    factories.Registration(forum=forum, country="KZ", email="b@example.org", arrived=2)

    assert json.loads(save("email", asked="?country=KZ").data) == [{"email": "b@example.org"}]


def test_delegations_consents_and_letters_can_stand_in_a_file(
    session: DatabaseSession, forum: Forum, save: Save
) -> None:
    row = factories.Registration(forum=forum, email="ana@example.org")
    session.add(Consent(registration_id=row.id, purpose="data", language="en", text_hash="0" * 64, given_at=NOW))
    words = {"forum_slug": forum.slug, "kind": "x", "recipient": "ana@example.org", "language": "en", "subject": "x"}
    for status in (LetterStatus.SENT, LetterStatus.SENT, LetterStatus.DEAD):
        session.add(OutboxLetter(**words, text="x", html="x", created_at=NOW, due_at=NOW, status=status))
    session.flush()

    (found,) = json.loads(save("delegation", "consent_data", "letters_sent", "letters_waiting", "letters_failed").data)

    assert found == {
        "delegation": None,
        "consent_data": "2027-03-01T09:00:00+00:00",
        "letters_sent": 2,
        "letters_waiting": 0,
        "letters_failed": 1,
    }


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_no_cell_becomes_a_formula(session: DatabaseSession, forum: Forum, save: Save, sign: str) -> None:
    evil = f"{sign}cmd|' /C calc'!A0"
    question = ask(session, forum, "wish")
    question.label = {"en": evil}
    texts = ("family_name", "given_name", "patronymic", "latin_name", "phone", "institution_name", "post")
    row = factories.Registration(forum=forum, decision_reason=evil, **dict.fromkeys(texts, evil))
    session.add(Answer(registration_id=row.id, question_id=question.id, value=evil))
    session.flush()
    columns = (
        "family_name",
        "given_name",
        "patronymic",
        "latin_name",
        "phone",
        "institution",
        "post",
        "decision_reason",
    )

    heads, values = cells(save(*columns, "q_wish", kind="csv"))
    sheet = load_workbook(BytesIO(save(*columns, "q_wish", kind="xlsx").data)).active

    assert values == [f"'{evil}"] * 9
    assert heads[-1] == f"'{evil}"
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "inlineStr"}
    assert json.loads(save("post").data) == [{"post": evil}]


def test_answers_that_need_special_care_are_ticked_on_purpose_and_noted(
    browser: Browser, session: DatabaseSession, forum: Forum, desk: str, save: Save
) -> None:
    question = ask(session, forum, "diet", is_special=True)
    row = factories.Registration(forum=forum)
    session.add(Answer(registration_id=row.id, question_id=question.id, value="halal"))
    session.flush()

    assert 'value="q_diet" checked' not in browser.get(f"{desk}export/").text
    assert json.loads(save("q_diet").data) == [{"q_diet": "halal"}]
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "registration:export")).one()
    assert noted.after == {"format": "json", "rows": 1, "with_special": True}


def test_a_file_takes_the_same_number_of_queries_however_long(
    session: DatabaseSession, forum: Forum, save: Save, queries: list[str]
) -> None:
    question = ask(session, forum, "wish")
    counts = []
    for place in range(1, 4):
        row = factories.Registration(forum=forum, arrived=place)
        session.add(Answer(registration_id=row.id, question_id=question.id, value="x"))
        session.flush()
        save(*COLUMNS, "delegation", "consent_data", "letters_sent", "q_wish")
        queries.clear()
        save(*COLUMNS, "delegation", "consent_data", "letters_sent", "q_wish")
        counts.append(len(queries))

    assert len(set(counts)) == 1


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (TeamRole.OWNER, 200),
        (TeamRole.REGISTRAR, 200),
        (TeamRole.CHECK_IN, 403),
        (TeamRole.PROGRAMME_EDITOR, 403),
        (TeamRole.READ_ONLY, 403),
    ],
)
def test_files_are_for_those_who_may_save_them(
    client: FlaskClient, session: DatabaseSession, forum: Forum, role: TeamRole, expected: int
) -> None:
    sign_in_as(client, session, forum, role)

    assert client.get(f"/forums/{forum.slug}/manage/registrations/export/").status_code == expected


def test_the_files_of_another_forum_are_not_found(client: FlaskClient, session: DatabaseSession, forum: Forum) -> None:
    sign_in_as(client, session, factories.Forum(), TeamRole.REGISTRAR)

    assert client.get(f"/forums/{forum.slug}/manage/registrations/export/").status_code == 404


def test_who_may_not_see_special_answers_has_no_columns_of_them(
    app: Flask, session: DatabaseSession, forum: Forum
) -> None:
    ask(session, forum, "diet", is_special=True)
    ask(session, forum, "wish")

    with app.test_request_context():
        found = {
            is_allowed: [each.key for group in groups(forum, with_special=is_allowed) for each in group.columns]
            for is_allowed in (False, True)
        }

    assert ("q_wish" in found[False], "q_diet" in found[False], "q_diet" in found[True]) == (True, False, True)
