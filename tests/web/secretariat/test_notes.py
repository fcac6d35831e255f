"""Notes about delegates: for the team only."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from forumapp.registration import service
from forumapp.registration.models import Registration
from forumapp.registration.rules.tokens import fingerprint
from forumapp.secretariat.models import Note
from tests import factories
from tests.browsing import Browser, forms_of
from tests.signing_in import sign_in_as
from tests.web.secretariat.conftest import Store

SECRET = "Calls every day"


@pytest.fixture
def noted(browser: Browser, desk: str, somebody: Store) -> Registration:
    """Store a delegate about whom the registrar wrote a note."""
    row = somebody()
    browser.fill(f"{desk}{row.uid}/notes/new", {"text": SECRET}, form="note")
    return row


def test_a_note_is_written_changed_and_deleted(
    browser: Browser, desk: str, session: DatabaseSession, noted: Registration
) -> None:
    address = f"{desk}{noted.uid}/"
    note = session.query(Note).one()
    assert SECRET in browser.get(address).text

    browser.fill(f"{address}notes/{note.uid}/", {"text": "Calls no more"}, form="note")
    assert ("Calls no more" in browser.get(address).text, SECRET in browser.get(address).text) == (True, False)
    assert browser.fill(f"{address}notes/{note.uid}/", {"text": " "}, form="note").status_code == 422
    browser.fill(address, form="/delete")

    assert session.query(Note).all() == []
    done = [each.action for each in session.query(AuditEntry).order_by(AuditEntry.id)]
    assert done == ["registration:write-note", "registration:change-note", "registration:delete-note"]
    assert SECRET not in str([(each.before, each.after) for each in session.query(AuditEntry)])


def test_the_note_of_somebody_else_is_read_only(
    browser: Browser, client: FlaskClient, desk: str, session: DatabaseSession, forum: Forum, noted: Registration
) -> None:
    sign_in_as(client, session, forum, TeamRole.OWNER)
    note = session.query(Note).one()
    address = f"{desk}{noted.uid}/"

    answer = browser.fill(f"{address}notes/{note.uid}/", {"text": "Other"}, form="note")
    token = dict(forms_of(browser.get(f"{address}notes/new"))[-1].values)
    client.post(f"{address}notes/{note.uid}/delete", data=token)

    assert "Only who wrote a note changes or deletes it." in answer.text
    assert [each.text for each in session.query(Note)] == [SECRET]


def test_a_note_of_another_delegate_is_not_there(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store, noted: Registration
) -> None:
    note, other = session.query(Note).one(), somebody()

    assert browser.get(f"{desk}{other.uid}/notes/{note.uid}/").status_code == 404


def test_neither_the_delegate_nor_a_file_nor_the_search_knows_of_notes(
    browser: Browser, desk: str, session: DatabaseSession, noted: Registration
) -> None:
    noted.token_hash = fingerprint(service.token_of(noted))
    session.flush()
    own = f"/forums/{noted.forum.slug}/registration/{service.token_of(noted)}/"

    assert SECRET not in browser.get(own).text
    assert SECRET not in browser.fill(desk, {"format": "json"}, form="export").text
    assert noted.family_name not in browser.get(f"{desk}?q=calls").text


def test_notes_take_the_same_number_of_queries_however_many(
    browser: Browser, desk: str, noted: Registration, queries: list[str], write: Callable[[], None]
) -> None:
    address = f"{desk}{noted.uid}/"
    browser.get(address)
    queries.clear()
    browser.get(address)
    one = len(queries)
    write()
    write()
    browser.get(address)
    queries.clear()

    browser.get(address)

    assert len(queries) == one


@pytest.fixture
def write(session: DatabaseSession, noted: Registration) -> Callable[[], None]:
    """Give what writes one more note about the delegate."""

    def add() -> None:
        session.add(Note(registration_id=noted.id, author="a@example.org", text="More", written_at=factories.CREATED))
        session.flush()

    return add
