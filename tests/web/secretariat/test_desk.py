"""The registrars' desk: who may, what the list finds, what decisions do, what exports hold."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.cli import registrations as registrations_command
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from forumapp.registration.models import RegistrationStatus
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.registration.conftest import letters, registrations, statuses
from tests.web.secretariat.conftest import Store

PENDING, WAITLISTED = RegistrationStatus.PENDING, RegistrationStatus.WAITLISTED


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (TeamRole.OWNER, 200),
        (TeamRole.REGISTRAR, 200),
        (TeamRole.CHECK_IN, 200),
        (TeamRole.PROGRAMME_EDITOR, 403),
        (TeamRole.READ_ONLY, 403),
    ],
)
def test_the_list_is_for_those_who_register_people(
    client: FlaskClient, session: DatabaseSession, forum: Forum, role: TeamRole, expected: int
) -> None:
    sign_in_as(client, session, forum, role)

    assert client.get(f"/forums/{forum.slug}/manage/registrations/").status_code == expected


def test_a_registrar_of_another_forum_knows_nothing_of_it(
    client: FlaskClient, session: DatabaseSession, forum: Forum, somebody: Store
) -> None:
    delegate = somebody()
    sign_in_as(client, session, factories.Forum(), TeamRole.REGISTRAR)
    address = f"/forums/{forum.slug}/manage/registrations/"

    assert [client.get(address).status_code, client.get(f"{address}{delegate.uid}/").status_code] == [404, 404]


def test_a_delegate_of_another_forum_is_not_found_here(browser: Browser, desk: str, session: DatabaseSession) -> None:
    elsewhere = factories.Registration()
    session.flush()

    assert browser.get(f"{desk}{elsewhere.uid}/").status_code == 404


def test_check_in_reads_and_changes_nothing(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum, somebody: Store
) -> None:
    delegate = somebody(status=PENDING)
    sign_in_as(client, session, forum, TeamRole.CHECK_IN)
    address = f"/forums/{forum.slug}/manage/registrations/"

    answers = [
        client.get(f"{address}{delegate.uid}/").status_code,
        client.get(f"{address}new").status_code,
        client.get(f"{address}{delegate.uid}/edit").status_code,
        client.get(f"{address}{delegate.uid}/decline").status_code,
    ]

    assert answers == [200, 403, 403, 403]
    assert "/approve" not in client.get(f"{address}{delegate.uid}/").text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ковалёва", "Aşyrow", "Bağirov"]),
        ("?q=ковалева", ["Ковалёва"]),
        ("?q=kovaleva", ["Ковалёва"]),
        ("?q=АШЫРОВ", ["Aşyrow"]),
        ("?q=second@example", ["Aşyrow"]),
        ("?status=pending", ["Aşyrow"]),
        ("?country=AZ", ["Bağirov"]),
        ("?attendance=onsite&status=confirmed", ["Bağirov"]),
        ("?category=press", ["Ковалёва"]),
        ("?q=nobody", []),
        ("?status=nonsense", ["Ковалёва", "Aşyrow", "Bağirov"]),
    ],
)
def test_the_list_finds_by_words_and_filters(
    browser: Browser, desk: str, somebody: Store, query: str, names: list[str]
) -> None:
    somebody(family_name="Ковалёва", category="press")
    somebody(family_name="Aşyrow", email="second@example.org", status=PENDING)
    somebody(family_name="Bağirov", country="AZ", attendance=Attendance.ONSITE)

    page = browser.get(desk + query).text

    assert [name for name in ("Ковалёва", "Aşyrow", "Bağirov") if name in page] == names


def test_a_long_list_comes_in_pages(browser: Browser, desk: str, somebody: Store) -> None:
    for number in range(51):
        somebody(family_name=f"Delegate-{number:02}")

    assert "Delegate-50" not in browser.get(desk).text
    assert "Delegate-50" in browser.get(desk + "?page=2").text
    assert browser.get(desk + "?page=3").status_code == 404
    assert browser.get(desk + "?page=99999999999999999999").status_code == 404


def test_the_list_takes_the_same_number_of_queries_however_long(
    browser: Browser, desk: str, somebody: Store, queries: list[str]
) -> None:
    somebody()
    browser.get(desk)
    queries.clear()
    browser.get(desk)
    one = len(queries)
    somebody(country="AM", institution=factories.Institution())
    somebody(country="AZ", status=PENDING)
    queries.clear()

    browser.get(desk)

    assert len(queries) == one


def test_approving_gives_a_place_while_there_is_one(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store, tell: Callable[[], None]
) -> None:
    first = somebody(status=PENDING, attendance=Attendance.ONSITE)
    second = somebody(status=PENDING, attendance=Attendance.ONSITE)

    for delegate in (first, second):
        browser.fill(f"{desk}{delegate.uid}/", form="approve")
    tell()

    assert statuses(session) == ["confirmed", "waitlisted"]
    assert letters(session) == [(first.email, "registration:approve"), (second.email, "registration:wait")]


def test_declining_needs_a_reason_tells_it_and_gives_the_place_on(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store, tell: Callable[[], None]
) -> None:
    first = somebody(attendance=Attendance.ONSITE)
    somebody(attendance=Attendance.ONSITE, status=WAITLISTED)
    address = f"{desk}{first.uid}/decline"

    assert browser.fill(address, {"reason": " "}).status_code == 422
    assert browser.fill(address, {"reason": "Зал закрыт."}).status_code == 303
    tell()

    assert statuses(session) == ["declined", "confirmed"]
    assert registrations(session)[0].decision_reason == "Зал закрыт."


def test_a_place_is_given_by_hand_only_where_one_is_free(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store
) -> None:
    somebody(attendance=Attendance.ONSITE)
    second = somebody(attendance=Attendance.ONSITE, status=WAITLISTED)

    answer = browser.fill(f"{desk}{second.uid}/", form="/confirm")

    assert "No place is free. Raise the number of places first, or free one." in browser.get(answer.location).text
    assert statuses(session) == ["confirmed", "waitlisted"]


def test_a_registrar_enters_a_delegate(browser: Browser, desk: str, session: DatabaseSession) -> None:
    values = {
        "given_name": "Мерген",
        "family_name": "Бердыев",
        "email": "mergen@example.org",
        "country": "TM",
        "attendance": "onsite",
        "language": "ru",
        "consent_data": "y",
    }

    assert browser.fill(f"{desk}new", {**values, "consent_data": None}).status_code == 422
    assert browser.fill(f"{desk}new", values).status_code == 303
    assert browser.fill(f"{desk}new", values).status_code == 422

    assert statuses(session) == ["confirmed"]
    assert letters(session) == [("mergen@example.org", "registration:register")]


def test_a_delegates_page_tells_history_and_letters_but_no_secret_link(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store, tell: Callable[[], None]
) -> None:
    delegate = somebody(status=PENDING)
    browser.fill(f"{desk}{delegate.uid}/", form="approve")
    tell()

    page = browser.get(f"{desk}{delegate.uid}/").text

    assert "Approved" in page
    assert "Ваша" in page or "approved: The Library Community" in page
    assert "/registration/" not in page


def test_an_export_holds_all_columns_and_is_written_down(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store, forum: Forum
) -> None:
    somebody(family_name="=HYPERLINK(1)", phone="+99312353535")
    somebody(status=PENDING)

    answer = browser.fill(desk + "?status=confirmed", {"format": "csv"}, form="export")

    assert answer.headers["Content-Disposition"] == f'attachment; filename="{forum.slug}-registrations.csv"'
    heading, row, rest = answer.get_data(as_text=True).split("\r\n")
    assert heading.startswith("\ufeffNumber,State,Family name")
    assert row.startswith("1,confirmed,'=HYPERLINK(1),Мерген,,,")
    assert ",'+99312353535," in row
    assert rest == ""
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "registration:export")).one()
    assert entry.after == {"format": "csv", "rows": 1, "status": "confirmed"}


def test_a_russian_export_is_cut_by_semicolons(browser: Browser, desk: str, somebody: Store) -> None:
    somebody()

    answer = browser.fill(desk + "?lang=ru", {"format": "csv"}, form="export")

    assert answer.get_data(as_text=True).count(";") == 34


def test_json_and_workbook(browser: Browser, desk: str, somebody: Store) -> None:
    somebody()

    rows = json.loads(browser.fill(desk, {"format": "json"}, form="export").data)
    workbook = browser.fill(desk, {"format": "xlsx"}, form="export")

    assert [row["status"] for row in rows] == ["confirmed"]
    assert workbook.data[:2] == b"PK"
    assert browser.fill(desk, {"format": "exe"}, form="export").status_code == 400


def test_the_command_prints_registrations_in_order_of_arrival(
    session: DatabaseSession, forum: Forum, somebody: Store
) -> None:
    somebody(email="first@example.org")
    somebody(email="second@example.org", status=WAITLISTED)
    session.commit()

    printed = command("list", forum.slug, "--format", "json")

    rows = json.loads(printed)
    assert [(row["email"], row["status"], row["attendance"], row["country"]) for row in rows] == [
        ("first@example.org", "confirmed", "online", "TM"),
        ("second@example.org", "waitlisted", "online", "TM"),
    ]
    assert {"given_name", "family_name", "created_at"} <= rows[0].keys()
    assert datetime.fromisoformat(rows[0]["created_at"]).tzinfo is not None


def test_the_command_prints_a_table_and_a_sheet(session: DatabaseSession, forum: Forum, somebody: Store) -> None:
    somebody(email="first@example.org")
    session.commit()

    assert command("list", forum.slug).splitlines()[0].split()[:3] == ["arrived", "status", "attendance"]
    assert command("list", forum.slug, "--format", "csv").startswith("\ufeffarrived,status,")


def command(*words: str) -> str:
    """Run ``forumapp registration …`` on the test's own session and return what it prints."""
    result = CliRunner().invoke(registrations_command.group, list(words))
    assert result.exit_code == 0, result.output
    return result.output
