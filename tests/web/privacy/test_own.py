"""A delegate's own data: what they see, save, and have erased."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp import audit, clock, worker
from forumapp.audit import AuditEntry
from forumapp.db import db, transaction
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.privacy.models import ErasureRequest
from forumapp.questions.models import Question
from forumapp.questions.rules.parts import QuestionKind, Stage
from forumapp.registration.models import Answer, Registration, RegistrationStatus
from forumapp.registration.queries import reread
from forumapp.registration.rules.addresses import Mailbox
from forumapp.registration.service import look, remind, withdraw
from forumapp.storage import attachments, files
from tests import factories
from tests.browsing import Browser
from tests.web.privacy.conftest import Clock


def archive_of(data: bytes) -> dict[str, bytes]:
    """Return the files of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def add_answers(forum: Forum, row: Registration) -> None:
    """Let somebody answer a question, one that needs special care, and send a file."""
    for position, (key, kind, is_special) in enumerate(
        (("hotel", QuestionKind.TEXT, False), ("diet", QuestionKind.TEXT, True), ("letter", QuestionKind.FILE, False))
    ):
        question = Question(
            forum_id=forum.id,
            key=key,
            position=position,
            label={"en": key.title()},
            kind=kind,
            is_required=False,
            is_special=is_special,
            stage=Stage.APPLY,
        )
        db.session.add(question)
        db.session.flush()
        stored = {"file": files.keep(attachments.FOLDER, {"": b"%PDF-1"}), "name": "../Письмо.pdf", "kind": "pdf"}
        value = stored if kind is QuestionKind.FILE else f"says {key}"
        db.session.add(Answer(registration_id=row.id, question_id=question.id, value=value))
    db.session.commit()


def test_the_file_holds_everything_and_opens_nothing(
    browser: Browser, forum: Forum, own: str, person_of_own: Registration, hours: Clock
) -> None:
    add_answers(forum, person_of_own)
    with transaction():
        remind(forum, Mailbox(address="mergen@example.org", key="mergen@example.org"), now=clock.now())
    found = archive_of(browser.fill(f"{own}data/", form="/data/file").data)
    told = json.loads(found["data.json"])

    assert sorted(found) == ["data.html", "data.json", "files/1-_Письмо.pdf"]
    assert told["registration"][0]["email"] == "mergen@example.org"
    assert told["special_answers"] == [{"diet": "says diet"}]
    assert told["answers"] == [{"hotel": "says hotel"}, {"letter": "../Письмо.pdf"}]
    assert [each["purpose"] for each in told["consents"]] == ["data", "list"]
    assert "says diet" in found["data.html"].decode()
    token = own.rstrip("/").rpartition("/")[2]
    assert token in db.session.scalars(select(OutboxLetter.text)).one()
    assert [name for name, octets in found.items() if token.encode() in octets] == []
    assert "/registration/…" in told["letters"][0]["text"]


def test_saving_is_noted_and_is_no_look_of_the_team(
    browser: Browser, own: str, session: DatabaseSession, person_of_own: Registration
) -> None:
    browser.fill(f"{own}data/", form="/data/file")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "registration:tell-data")).one()

    assert entry.actor == "delegate"
    assert "Who looked" not in browser.client.get(f"{own}data/?lang=en").text


def test_who_looked_is_told_to_the_person(
    client: FlaskClient, browser: Browser, own: str, person_of_own: Registration
) -> None:
    with audit.acting("registrar@example.org"), transaction():
        look(person_of_own, now=clock.now())
    found = archive_of(browser.fill(f"{own}data/", form="/data/file").data)

    assert "registrar@example.org" in client.get(f"{own}data/").text
    assert "registrar@example.org" in found["data.json"].decode()


def test_asking_withdraws_at_once_and_waits_for_the_registrars(
    browser: Browser, own: str, session: DatabaseSession, person_of_own: Registration
) -> None:
    answer = browser.fill(f"{own}data/", form="/data/erase")
    row = session.get(Registration, person_of_own.id, populate_existing=True)
    kinds = session.scalars(select(OutboxLetter.kind).order_by(OutboxLetter.created_at, OutboxLetter.kind)).all()

    assert answer.status_code == 303
    assert (row.status, row.given_name) == (RegistrationStatus.WITHDRAWN, "Мерген")
    assert session.scalars(select(ErasureRequest.registration_id)).all() == [row.id]
    assert sorted(kinds) == ["privacy:ask", "registration:withdraw"]
    assert "Keep my data" in browser.client.get(f"{own}data/?lang=en").text


def test_asking_twice_is_asking_once(browser: Browser, own: str, session: DatabaseSession) -> None:
    page = browser.get(f"{own}data/")
    browser.send(page, own, form="/data/erase")
    first = session.scalars(select(ErasureRequest.asked_at)).one()
    browser.send(page, own, form="/data/erase")

    assert session.scalars(select(ErasureRequest.asked_at)).all() == [first]
    assert len(session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "privacy:ask")).all()) == 1


@pytest.mark.parametrize(("days", "is_erased"), [(6.9, False), (7, True)])
def test_a_request_is_carried_out_by_itself_after_a_week(
    browser: Browser, own: str, session: DatabaseSession, person_of_own: Registration, days: float, is_erased: bool
) -> None:
    browser.fill(f"{own}data/", form="/data/erase")
    worker.keep_privacy(clock.now() + timedelta(days=days))
    row = session.get(Registration, person_of_own.id, populate_existing=True)

    assert (row.anonymized_at is not None, row.given_name == "") == (is_erased, is_erased)
    assert browser.client.get(f"{own}data/").status_code == (404 if is_erased else 200)


def test_a_request_can_be_taken_back(
    browser: Browser, own: str, session: DatabaseSession, person_of_own: Registration
) -> None:
    browser.fill(f"{own}data/", form="/data/erase")
    browser.fill(f"{own}data/", form="/data/keep")
    worker.keep_privacy(clock.now() + timedelta(days=30))

    assert session.get(Registration, person_of_own.id, populate_existing=True).given_name == "Мерген"
    assert session.scalars(select(ErasureRequest)).all() == []


def test_who_registers_again_is_not_erased(
    browser: Browser, own: str, session: DatabaseSession, person_of_own: Registration
) -> None:
    browser.fill(f"{own}data/", form="/data/erase")
    row = session.get(Registration, person_of_own.id, populate_existing=True)
    row.status = RegistrationStatus.CONFIRMED
    session.commit()
    worker.keep_privacy(clock.now() + timedelta(days=8))

    assert session.get(Registration, person_of_own.id, populate_existing=True).given_name == "Мерген"
    assert session.scalars(select(ErasureRequest)).all() == []


def test_a_request_ends_with_a_new_registration_and_can_be_made_anew(
    browser: Browser, own: str, session: DatabaseSession, person_of_own: Registration, hours: Clock
) -> None:
    browser.fill(f"{own}data/", form="/data/erase")
    stand_again(person_of_own)
    shown = "You asked for it" in browser.client.get(f"{own}data/?lang=en").text
    hours.moment += timedelta(days=5)
    with transaction():
        withdraw(reread(person_of_own), now=clock.now())
    withdrawn = "You asked for it" in browser.client.get(f"{own}data/?lang=en").text
    worker.keep_privacy(clock.now() + timedelta(days=3))
    row = session.get(Registration, person_of_own.id, populate_existing=True)

    assert (shown, withdrawn, row.given_name) == (False, False, "Мерген")
    assert session.scalars(select(ErasureRequest)).all() == []


def test_asking_again_after_a_new_registration_waits_anew_and_is_written_about(
    browser: Browser, own: str, session: DatabaseSession, person_of_own: Registration, hours: Clock
) -> None:
    browser.fill(f"{own}data/", form="/data/erase")
    stand_again(person_of_own)
    hours.moment += timedelta(days=5)
    browser.fill(f"{own}data/", form="/data/erase")

    assert session.scalars(select(ErasureRequest.asked_at)).all() == [clock.now()]
    assert len(session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "privacy:ask")).all()) == 2


def stand_again(registration: Registration) -> None:
    """Let a registration stand as it does when its list is sent or a registrar brings it back."""
    row = db.session.get(Registration, registration.id, populate_existing=True)
    row.status, row.withdrawn_at = RegistrationStatus.CONFIRMED, None
    db.session.commit()


def test_the_place_of_who_asks_goes_to_the_next_one(
    browser: Browser, own: str, session: DatabaseSession, forum: Forum, person_of_own: Registration
) -> None:
    forum.registration_capacity = {"online": 1}
    waiting = factories.Registration(forum=forum, arrived=2, status=RegistrationStatus.WAITLISTED)
    session.commit()
    browser.fill(f"{own}data/", form="/data/erase")

    assert session.get(Registration, waiting.id, populate_existing=True).status is RegistrationStatus.CONFIRMED


def test_the_consent_without_which_nobody_takes_part_leads_to_withdrawing(client: FlaskClient, own: str) -> None:
    page = client.get(f"{own}?lang=en").text
    consent = page[page.index('id="consent-data"') : page.index('id="consent-list"')]

    assert '<a href="#withdraw">Take this consent back' in consent
    assert 'id="withdraw"' in page


def test_opening_the_page_changes_nothing(client: FlaskClient, own: str, session: DatabaseSession) -> None:
    client.get(f"{own}data/")

    assert session.scalars(select(AuditEntry)).all() == []
    assert session.scalars(select(ErasureRequest)).all() == []
