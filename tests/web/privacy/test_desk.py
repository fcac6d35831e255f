"""One person's data at the desk: saving all of it, and erasing after a preview."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp import audit, clock
from forumapp.audit import AuditEntry
from forumapp.db import transaction
from forumapp.delegations.models import Delegation, WaitingMode
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.meetings.models import Invitation
from forumapp.policy import TeamRole
from forumapp.privacy import service
from forumapp.registration.models import Consent, Registration, RegistrationStatus
from forumapp.registration.service import look
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.privacy.conftest import MARK, Clock, letter_to, traces
from tests.web.privacy.test_own import add_answers


@pytest.fixture
def page(client: FlaskClient, session: DatabaseSession, forum: Forum, person_of_own: Registration) -> str:
    """Sign in as a registrar and give the address of somebody's page."""
    sign_in_as(client, session, forum, TeamRole.REGISTRAR)
    return f"/forums/{forum.slug}/manage/registrations/{person_of_own.uid}/"


ROLES = [
    (TeamRole.OWNER, 200),
    (TeamRole.REGISTRAR, 200),
    (TeamRole.CHECK_IN, 403),
    (TeamRole.PROGRAMME_EDITOR, 403),
    (TeamRole.MODERATOR, 403),
    (TeamRole.READ_ONLY, 403),
]


@pytest.mark.parametrize(("role", "expected"), ROLES)
def test_owners_and_registrars_erase(
    client: FlaskClient,
    session: DatabaseSession,
    forum: Forum,
    person_of_own: Registration,
    role: TeamRole,
    expected: int,
) -> None:
    sign_in_as(client, session, forum, role)
    address = f"/forums/{forum.slug}/manage/registrations/{person_of_own.uid}/erase"

    assert client.get(address).status_code == expected
    assert client.get(f"/forums/{forum.slug}/manage/privacy/").status_code == expected


def test_one_button_saves_everything_for_the_person(
    browser: Browser, page: str, session: DatabaseSession, forum: Forum, person_of_own: Registration
) -> None:
    add_answers(forum, person_of_own)
    answer = browser.fill(page, form="/data")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        told = json.loads(archive.read("data.json"))
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "registration:tell-data")).one()

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert told["special_answers"] == [{"diet": "says diet"}]
    assert (entry.subject, entry.after) == (f"registration:{person_of_own.uid}", {"with_special": True})
    assert entry.actor in browser.client.get(page).text


def test_a_preview_erases_nothing(browser: Browser, page: str, session: DatabaseSession) -> None:
    before = session.scalars(select(Registration.family_name)).all()
    preview = browser.get(f"{page.rstrip('/')}/erase?lang=en")

    assert [words for words in ("What goes", "What stays", "Erase for good") if words not in preview.text] == []
    assert session.scalars(select(Registration.family_name)).all() == before
    assert session.scalars(select(AuditEntry)).all() == []


@pytest.mark.parametrize("number", ["", "2", "one"])
def test_another_number_erases_nothing(
    browser: Browser, page: str, session: DatabaseSession, person_of_own: Registration, number: str
) -> None:
    answer = browser.fill(f"{page.rstrip('/')}/erase", {"number": number})

    assert answer.status_code == 422
    assert session.get(Registration, person_of_own.id, populate_existing=True).anonymized_at is None


def test_the_number_typed_erases_and_notes_why(
    browser: Browser, page: str, session: DatabaseSession, person_of_own: Registration
) -> None:
    answer = browser.fill(f"{page.rstrip('/')}/erase", {"number": "1", "reason": "authority"})
    row = session.get(Registration, person_of_own.id, populate_existing=True)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "registration:erase")).one()
    shown = browser.get(f"{page}?lang=en").text

    assert answer.status_code == 303
    assert (row.status, row.family_name, row.email) == (RegistrationStatus.WITHDRAWN, "", None)
    assert (entry.before, entry.after) == (None, {"erase_reason": "authority"})
    assert ("Anonymized" in shown, "An authority asked for it" in shown, "Бердыев" in shown) == (True, True, False)
    assert session.scalars(select(OutboxLetter.kind)).all() == ["privacy:erase"]


def test_consents_stay_as_proof_without_a_person(
    browser: Browser, page: str, session: DatabaseSession, person_of_own: Registration
) -> None:
    browser.fill(f"{page.rstrip('/')}/erase", {"number": "1"})
    rows = session.scalars(select(Consent).order_by(Consent.id)).all()

    assert [(each.purpose, each.text_hash, each.withdrawn_at is not None) for each in rows] == [
        ("data", "0" * 64, True),
        ("list", "0" * 64, True),
    ]


@pytest.mark.parametrize("deed", ["erase", "data", "edit", "email", "decline", "withdraw", "special", "approve"])
def test_nothing_is_done_to_whom_nobody_knows_any_more(
    client: FlaskClient, page: str, session: DatabaseSession, person_of_own: Registration, deed: str, app: object
) -> None:
    with transaction():
        service.erase(person_of_own, reason=service.Reason.OTHER, now=clock.now())
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        answer = client.post(f"{page}{deed}")
    finally:
        app.config["WTF_CSRF_ENABLED"] = True

    assert answer.status_code == 404


def test_requests_stand_on_the_desk_with_their_age(
    browser: Browser, page: str, session: DatabaseSession, forum: Forum, person_of_own: Registration, hours: Clock
) -> None:
    with transaction():
        service.ask(person_of_own, now=clock.now())
    hours.moment += timedelta(hours=10.5)
    desk = browser.get(f"/forums/{forum.slug}/manage/privacy/?lang=en").text

    assert ("Бердыев Мерген" in desk, "waits one day" in desk) == (True, True)
    with transaction():
        service.erase(person_of_own, reason=service.Reason.ASKED, now=clock.now())
    assert "Nobody waits to be erased." in browser.get(f"/forums/{forum.slug}/manage/privacy/?lang=en").text


def test_who_looked_stands_on_the_persons_page(
    client: FlaskClient, page: str, session: DatabaseSession, forum: Forum, person_of_own: Registration
) -> None:
    with audit.acting("looker@example.org"), transaction():
        look(person_of_own, now=clock.now())
    with audit.acting("exporter@example.org"), transaction():
        for after in ({"with_special": True}, {"rows": 1}):
            audit.record(
                "registration:export", subject=f"forum:{forum.slug}", forum=forum.slug, after=after, now=clock.now()
            )
    shown = client.get(page).text
    looks = shown[shown.index('id="looks"') : shown.index('id="letters"')]

    assert (looks.count("looker@example.org"), looks.count("exporter@example.org")) == (1, 1)


def test_the_list_of_requests_asks_the_database_as_often_for_one_as_for_many(
    client: FlaskClient, page: str, session: DatabaseSession, forum: Forum, queries: list[str], own_queries: None
) -> None:
    def ask(number: int) -> None:
        row = factories.Registration(forum=forum, arrived=number)
        session.commit()
        with transaction():
            service.ask(row, now=clock.now())

    ask(2)
    client.get(f"/forums/{forum.slug}/manage/privacy/")
    queries.clear()
    client.get(f"/forums/{forum.slug}/manage/privacy/")
    one = len(queries)
    ask(3)
    ask(4)
    queries.clear()
    client.get(f"/forums/{forum.slug}/manage/privacy/")

    assert len(queries) == one


@pytest.fixture
def guest(session: DatabaseSession, forum: Forum) -> str:
    """Give the address of somebody who was invited to a closed meeting and never registered."""
    address = f"guest{MARK}@example.org"
    session.add(
        Invitation(
            forum_id=forum.id,
            meeting="opening",
            email=address,
            email_key=address,
            name=MARK,
            language="ru",
            token_hash="guest",
            created_at=clock.now(),
        )
    )
    session.add(letter_to(forum, address, MARK))
    audit.record(
        "invitation:invite", subject="session:opening", forum=forum.slug, after={"email": address}, now=clock.now()
    )
    session.commit()
    return address


def test_somebody_who_never_registered_is_erased_by_their_address(
    browser: Browser, page: str, session: DatabaseSession, forum: Forum, guest: str
) -> None:
    answer = browser.fill(f"/forums/{forum.slug}/manage/privacy/mailbox", {"email": guest.upper()})
    row = session.scalars(select(Invitation)).one()

    assert (answer.status_code, traces()) == (303, set())
    assert row.revoked_at is not None
    assert session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()[-1] == "forum:erase-mailbox"


@pytest.mark.parametrize("address", ["mergen@example.org", "nobody@example.org", "head@example.org"])
def test_who_is_registered_or_leads_a_delegation_or_is_unknown_is_not_erased_by_address(
    browser: Browser, page: str, session: DatabaseSession, forum: Forum, guest: str, address: str
) -> None:
    session.add(
        Delegation(
            forum_id=forum.id,
            country="TM",
            quota=1,
            head_name="Head",
            head_email="head@example.org",
            head_language="ru",
            waiting_mode=WaitingMode.EACH,
            created_at=clock.now(),
        )
    )
    session.commit()
    answer = browser.fill(f"/forums/{forum.slug}/manage/privacy/mailbox", {"email": address})

    assert (answer.status_code, bool(traces())) == (422, True)
    assert session.scalars(select(AuditEntry.action)).all() == ["invitation:invite"]
