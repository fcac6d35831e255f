"""The desk of sign-ups: who may, what the lists say, decisions, taking out, adding, files."""

import html
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.policy import TeamRole
from forumapp.registration.models import Registration, RegistrationStatus
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.signups.conftest import Delegate, letters, sign_up, standing

pytestmark = pytest.mark.usefixtures("speaking")

DESK = "/forums/forum/manage/signups/"


@pytest.fixture
def registrar(browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum) -> Browser:
    """Give the browser of a registrar."""
    sign_in_as(client, session, forum, TeamRole.REGISTRAR)
    return browser


def choose(browser: Browser, key: str, deed: str, *registrations: Registration) -> str:
    """Select people of a session and press a button; return the page that follows."""
    uids = [str(each.uid) for each in registrations]
    answer = browser.fill(f"{DESK}{key}/", {"registration": uids, "deed": deed}, form="people")
    assert answer.status_code == 303
    return html.unescape(browser.get(str(answer.location)).get_data(as_text=True))


@pytest.mark.parametrize(
    ("role", "seen", "done"),
    [
        (TeamRole.REGISTRAR, 200, 303),
        (TeamRole.CHECK_IN, 200, 403),
        (TeamRole.PROGRAMME_EDITOR, 403, 403),
        (TeamRole.READ_ONLY, 403, 403),
    ],
)
def test_registrars_decide_and_check_in_looks(
    role: TeamRole,
    seen: int,
    done: int,
    client: FlaskClient,
    session: DatabaseSession,
    forum: Forum,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", False)
    sign_in_as(client, session, forum, role)

    assert [client.get(address).status_code for address in (DESK, f"{DESK}course/")] == [seen, seen]
    assert client.post(f"{DESK}course/decide", data={"registration": "x"}).status_code == done


def test_the_list_says_how_full_sessions_are(registrar: Browser, delegate: Delegate) -> None:
    sign_up(*(delegate() for _ in range(3)), delegate(RegistrationStatus.PENDING))

    page = html.unescape(registrar.get(f"{DESK}?lang=en").get_data(as_text=True))

    assert 'data-label="Have a place">2<' in page
    assert 'data-label="Waiting">1<' in page
    assert 'data-label="Not confirmed yet">1<' in page
    assert "With 3 places all who wait could come." in page
    assert "Session closed" in page
    assert "Session talk" not in page


def test_letting_in_gives_the_places_in_the_order_of_asking_and_tells_everybody(
    registrar: Browser, session: DatabaseSession, delegate: Delegate
) -> None:
    first, second, third = (delegate() for _ in range(3))
    sign_up(first, second, third, key="chosen")

    page = choose(registrar, "chosen", "agree", second, third)

    assert standing(session, "chosen") == [(1, "asked"), (2, "signed"), (3, "waiting")]
    assert letters(session) == [("delegate2", "let-in"), ("delegate3", "let-in")]
    assert "2 people are let in." in page


def test_turning_down_writes_and_can_be_undone_by_letting_in(
    registrar: Browser, session: DatabaseSession, delegate: Delegate
) -> None:
    first = delegate()
    sign_up(first, key="chosen")

    choose(registrar, "chosen", "decline", first)
    assert standing(session, "chosen") == [(1, "declined")]
    choose(registrar, "chosen", "agree", first)

    assert standing(session, "chosen") == [(1, "signed")]
    assert letters(session) == [("delegate1", "let-in"), ("delegate1", "turn-away")]


def test_deciding_where_nobody_asked_changes_nothing(
    registrar: Browser, session: DatabaseSession, delegate: Delegate
) -> None:
    first = delegate()
    sign_up(first)

    page = choose(registrar, "course", "decline", first)

    assert "None of those selected waits for a decision." in page
    assert standing(session) == [(1, "signed")]
    assert letters(session) == []


def test_who_is_taken_out_makes_room_for_the_next(
    registrar: Browser, session: DatabaseSession, delegate: Delegate
) -> None:
    first, second, third = (delegate() for _ in range(3))
    sign_up(first, second, third)

    choose(registrar, "course", "take-out", first)

    assert standing(session) == [(2, "signed"), (3, "signed")]
    assert letters(session) == [("delegate1", "take-out"), ("delegate3", "seat")]


def test_somebody_of_another_forum_cannot_be_chosen(
    registrar: Browser, session: DatabaseSession, delegate: Delegate
) -> None:
    sign_up(delegate())
    stranger = factories.Registration(forum=factories.Forum())
    session.commit()

    choose(registrar, "course", "take-out", stranger)

    assert standing(session) == [(1, "signed")]


@pytest.mark.parametrize("who", ["2", "delegate2@example.org"])
def test_adding_gives_a_free_place_and_a_letter(
    who: str, registrar: Browser, session: DatabaseSession, delegate: Delegate
) -> None:
    sign_up(delegate())
    delegate()

    answer = registrar.fill(f"{DESK}course/", {"who": who}, form="add-form")

    assert answer.status_code == 303
    assert standing(session) == [(1, "signed"), (2, "signed")]
    assert letters(session) == [("delegate2", "put-in")]


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("3", "No place is free."),
        ("1", "This delegate stands in the list already."),
        ("4", "Only confirmed delegates get places in sessions."),
        ("99999999999999999999", "No registration has this number or address."),
        ("nobody@example.org", "No registration has this number or address."),
        ("", "Fill this in."),
    ],
)
def test_adding_is_refused_with_a_sentence_and_changes_nothing(
    who: str, sentence: str, registrar: Browser, session: DatabaseSession, delegate: Delegate
) -> None:
    sign_up(delegate(), delegate())
    delegate()
    delegate(RegistrationStatus.PENDING)

    answer = registrar.fill(f"{DESK}course/?lang=en", {"who": who}, form="add-form")

    assert answer.status_code == 422
    assert sentence in html.unescape(answer.get_data(as_text=True))
    assert standing(session) == [(1, "signed"), (2, "signed")]
    assert session.scalars(select(OutboxLetter)).all() == []


def test_files_hold_everybody_in_order_and_no_formula(registrar: Browser, delegate: Delegate) -> None:
    sign_up(delegate(family_name="=cmd()"), delegate(), delegate())

    csv = registrar.fill(f"{DESK}course/?lang=en", {"format": "csv"}, form="export").get_data(as_text=True)
    xlsx = registrar.fill(f"{DESK}course/?lang=en", {"format": "xlsx"}, form="export").get_data()

    rows = [line.split(",") for line in csv.splitlines()]
    assert [row[0] for row in rows[1:]] == ["1", "2", "3"]
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert load_workbook(BytesIO(xlsx)).active.max_row == 4


def test_the_lists_take_the_same_few_queries_for_one_and_for_many(
    registrar: Browser, delegate: Delegate, queries: list[str]
) -> None:
    counts = []
    sign_up(delegate())
    for _ in range(2):
        for address in (DESK, f"{DESK}course/"):
            registrar.get(address)
            queries.clear()
            registrar.get(address)
            counts.append(len(queries))
        sign_up(*(delegate() for _ in range(4)))

    assert counts[:2] == counts[2:]
