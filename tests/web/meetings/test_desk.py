"""The desk: who is invited, by list, file and out of the registrations; letters, taking back, files, roles."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp import clock
from forumapp.audit import AuditEntry
from forumapp.exchange.document import InstitutionKind, Visibility
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.mail.models import OutboxLetter
from forumapp.meetings import queries, service
from forumapp.meetings.models import InvitationState
from forumapp.policy import TeamRole
from forumapp.programme import service as programme
from tests import factories, parts, publishing
from tests.browsing import Browser
from tests.inviting import entry, find, invite
from tests.signing_in import sign_in_as
from tests.web.meetings.conftest import HEADS, document

LIST = f"{HEADS}list/?lang=en"
LETTERS = f"{HEADS}letters/?lang=en"
PEOPLE = "Ayna Ataeva <ayna@example.org>\nBoris Petrov; boris@example.org\nnobody"


def addresses(forum: Forum) -> list[str]:
    return sorted(each.email for each in queries.invitations_to(forum, "heads"))


def test_the_overview_counts_and_says_what_to_do_while_nothing_is_closed(
    desk: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    invite(forum, "heads", "ayna@example.org")
    service.invite(forum, "heads", [entry("boris@example.org")], language="en", now=factories.CREATED)
    session.commit()
    page = client.get("/forums/forum/manage/invitations/?lang=en")

    assert "Meeting of heads" in page.text
    assert "Session opening" not in page.text
    assert [f'data-label="{label}">{number}<' in page.text for label, number in (("Invited", 2), ("No answer", 1))] == [
        True,
        True,
    ]
    publishing.load(parts.document(parts.session("opening"), forum=parts.forum(slug="open")))
    sign_in_as(client, session, queries_forum("open"), TeamRole.OWNER)
    assert "No session is closed." in client.get("/forums/open/manage/invitations/?lang=en").text


def queries_forum(slug: str) -> Forum:
    found = forum_by_slug(slug)
    assert found is not None
    return found


def test_a_list_is_shown_before_anybody_is_on_it(desk: Browser, forum: Forum) -> None:
    page = desk.fill(LIST, {"people": PEOPLE, "step": "look"}, form="list-form")

    assert page.status_code == 200
    assert "Put 2 people on the list" in page.text
    assert "Line 3: no e-mail address." in page.text
    assert addresses(forum) == []


def test_a_list_puts_people_on_the_list_and_writes_no_letter(
    desk: Browser, session: DatabaseSession, forum: Forum
) -> None:
    page = desk.fill(LIST, {"people": PEOPLE, "step": "look"}, form="list-form")
    response = desk.send(page, LIST, {"step": "invite"}, form="list-form")

    assert response.status_code == 303
    assert addresses(forum) == ["ayna@example.org", "boris@example.org"]
    assert session.scalars(select(OutboxLetter)).all() == []
    assert find(forum, "heads", "ayna@example.org").state is InvitationState.PREPARED


def test_who_is_invited_already_is_told_and_not_doubled(desk: Browser, session: DatabaseSession, forum: Forum) -> None:
    ayna = invite(forum, "heads", "ayna@example.org")
    boris = invite(forum, "heads", "boris@example.org")
    service.revoke(forum, "heads", [boris.uid], now=factories.CREATED)
    session.commit()
    page = desk.fill(
        LIST, {"people": "AYNA@example.org\nboris@example.org\nc@example.org", "step": "look"}, form="list-form"
    )
    desk.send(page, LIST, {"step": "invite"}, form="list-form")

    assert "1 person is invited already" in page.text
    assert "1 invitation was taken back" in page.text
    assert addresses(forum) == ["ayna@example.org", "boris@example.org", "c@example.org"]
    assert find(forum, "heads", "ayna@example.org").id == ayna.id


@pytest.mark.parametrize("kind", ["xlsx", "csv", "cp1251"])
def test_a_file_is_read_and_stands_in_the_form_for_the_next_step(desk: Browser, forum: Forum, kind: str) -> None:
    rows = [["ФИО", "Должность", "E-mail"], ["Атаева Айна", "директор", "ayna@example.org"]]
    if kind == "xlsx":
        book = Workbook()
        for row in rows:
            book.active.append(row)
        octets = io.BytesIO()
        book.save(octets)
        octets.seek(0)
    else:
        text = "\n".join(";".join(row) for row in rows)
        octets = io.BytesIO(text.encode("cp1251" if kind == "cp1251" else "utf-8-sig"))
    page = desk.fill(LIST, {"file": (octets, f"list.{kind}"), "step": "look"}, form="list-form")
    desk.send(page, LIST, {"step": "invite", "file": None}, form="list-form")

    found = find(forum, "heads", "ayna@example.org")
    assert (found.name, found.post) == ("Атаева Айна", "директор")


@pytest.mark.parametrize("octets", [b"PK\x03\x04broken", b"%PDF-1.7", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"])
def test_a_file_that_is_no_table_is_refused(desk: Browser, forum: Forum, octets: bytes) -> None:
    page = desk.fill(LIST, {"file": (io.BytesIO(octets), "list.xlsx"), "step": "invite"}, form="list-form")

    assert (page.status_code, addresses(forum)) == (422, [])


def test_delegates_are_selected_by_filters_and_invited_in_their_language(
    desk: Browser, session: DatabaseSession, forum: Forum
) -> None:
    library = factories.Institution(kind=InstitutionKind.NATIONAL)
    ayna = factories.Registration(forum=forum, institution=library, country="TM", language="ru", post="director")
    factories.Registration(forum=forum, country="KZ", family_name="Zq-Other")
    factories.Registration(
        forum=forum, country="TM", family_name="Zq-Waiting", status="waitlisted", institution=library
    )
    session.commit()
    address = f"{HEADS}registrations/?lang=en&country=TM&institution=national"
    page = desk.get(address)
    response = desk.send(page, address, {"registration": [str(ayna.uid)]}, form="choose-form")

    assert ("Бердыев" in page.text, "Zq-" in page.text) == (True, False)
    assert response.status_code == 303
    found = find(forum, "heads", ayna.email)
    assert (found.language, found.name, found.institution) == ("ru", "Бердыев Мерген", "State Library")
    assert "On the list already" in desk.get(address).text


def test_a_delegate_of_another_forum_cannot_be_put_on_the_list(
    desk: Browser, session: DatabaseSession, forum: Forum
) -> None:
    factories.Registration(forum=forum)
    foreign = factories.Registration(email="foreign@example.org")
    session.commit()

    assert (
        desk.fill(f"{HEADS}registrations/", {"registration": str(foreign.uid)}, form="choose-form").status_code == 422
    )
    assert addresses(forum) == []


def test_who_has_no_address_is_no_candidate(desk: Browser, session: DatabaseSession, forum: Forum) -> None:
    silent = factories.Registration(forum=forum, family_name="Молчанов", email=None, email_key=None)
    factories.Registration(forum=forum, arrived=2)
    session.commit()
    page = f"{HEADS}registrations/"

    assert "Молчанов" not in desk.get(f"{page}?country=TM").text
    assert desk.fill(page, {"registration": str(silent.uid)}, form="choose-form").status_code == 422
    assert addresses(forum) == []


def test_a_programme_editor_invites_but_does_not_read_registrations(
    client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    invite(forum, "heads", "ayna@example.org")
    factories.Registration(forum=forum, email="ayna@example.org")
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)

    assert client.get(f"{HEADS}registrations/").status_code == 403
    page = client.get(HEADS).text
    assert ("ayna@example.org" in page, "/manage/registrations/" in page) == (True, False)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (TeamRole.OWNER, 200),
        (TeamRole.PROGRAMME_EDITOR, 200),
        (TeamRole.REGISTRAR, 200),
        (TeamRole.MODERATOR, 403),
        (TeamRole.CHECK_IN, 403),
        (TeamRole.READ_ONLY, 403),
        (None, 404),
    ],
)
@pytest.mark.parametrize("page", ["", "list/", "letters/"])
def test_who_may_open_the_desks_pages(
    client: FlaskClient, session: DatabaseSession, forum: Forum, role: TeamRole | None, status: int, page: str
) -> None:
    sign_in_as(client, session, forum, *([role] if role else []))

    assert client.get(f"{HEADS}{page}").status_code == status


def test_an_invitation_of_another_meeting_or_forum_is_not_found(
    desk: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    ayna = invite(forum, "heads", "ayna@example.org")
    token = desk.get(HEADS).text.split('name="csrf_token" value="')[1].split('"')[0]
    other = f"/forums/forum/manage/invitations/opening/{ayna.uid}/renew"

    assert client.post(other, data={"csrf_token": token}).status_code == 404
    assert client.get("/forums/forum/manage/invitations/no-such/").status_code == 404
    assert client.get("/forums/forum/manage/invitations/event:no-such/").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_disarms_formulas_and_is_noted(
    desk: Browser, session: DatabaseSession, forum: Forum, kind: str
) -> None:
    invite(forum, "heads", "ayna@example.org", name="=1+1", institution="@SUM(1)")
    response = desk.client.post(f"{HEADS}export?lang=en", data={**_token(desk.get(HEADS)), "format": kind})
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))
        assert [rows[1][0], rows[1][2]] == ["'=1+1", "'@SUM(1)"]
    else:
        cell = load_workbook(io.BytesIO(response.data)).active["A2"]
        assert (cell.value, cell.data_type) == ("=1+1", "s")
    exports = session.scalars(select(AuditEntry.after).where(AuditEntry.action == "invitation:export")).all()
    assert exports == [{"format": kind, "invitations": 1}]


def test_what_holds_for_all_keeps_what_was_typed_when_it_is_refused(
    desk: Browser, session: DatabaseSession, forum: Forum
) -> None:
    values = {"answer_by": "2027-05-01", "words-en": "Do come", "has_deputies": "y"}
    refused = desk.fill(HEADS, values, form="terms-form")
    stored = desk.fill(HEADS, {**values, "answer_by": "2027-04-01"}, form="terms-form")
    meeting = queries.meeting_of(forum, "heads")

    assert (refused.status_code, "Do come" in refused.text, stored.status_code) == (422, True, 303)
    assert meeting is not None
    assert (str(meeting.answer_by), meeting.has_deputies, meeting.words) == ("2027-04-01", True, {"en": "Do come"})


@pytest.mark.usefixtures("own_queries")
def test_the_list_asks_as_much_for_three_as_for_one(
    desk: Browser, session: DatabaseSession, forum: Forum, queries: list[str]
) -> None:
    numbers = []
    for count in (1, 3):
        for number in range(count):
            email = f"p{count}{number}@example.org"
            invite(forum, "heads", email)
            factories.Registration(forum=forum, email=email)
        session.commit()
        before = len(queries)
        assert desk.get(HEADS).status_code == 200
        numbers.append(len(queries) - before)

    assert numbers == [10, 10]


@pytest.mark.usefixtures("own_queries")
def test_the_overview_asks_as_much_for_three_as_for_one(
    client: FlaskClient, session: DatabaseSession, queries: list[str]
) -> None:
    numbers = []
    for count in (1, 3):
        slug = f"forum-of-{count}"
        closed = [parts.session(f"s{number}", visibility=Visibility.INVITED) for number in range(count)]
        forum = publishing.load(parts.document(*closed, forum=parts.forum(slug=slug)))
        for number in range(count):
            invite(forum, f"s{number}", "ayna@example.org")
        sign_in_as(client, session, forum, TeamRole.OWNER)
        before = len(queries)
        assert client.get(f"/forums/{slug}/manage/invitations/").status_code == 200
        numbers.append(len(queries) - before)

    assert numbers == [8, 8]


def test_the_page_of_a_closed_session_leads_to_its_invitations(
    client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    sign_in_as(client, session, forum, TeamRole.OWNER)
    pages = [client.get(f"/forums/forum/manage/programme/sessions/{key}/").text for key in ("heads", "opening")]

    assert [HEADS in page for page in pages] == [True, False]


def test_a_person_invited_to_two_meetings_at_one_time_is_found_by_the_checks(
    session: DatabaseSession, forum: Forum
) -> None:
    second = replace(document().sessions[1], key="second", room=None, people=(), join_url=None)
    forum = publishing.load(replace(document(), sessions=(*document().sessions, second)))
    ayna = [invite(forum, key, "ayna@example.org") for key in ("heads", "second")]

    def found() -> list[int]:
        return [each.count for each in programme.checked(forum).findings if each.check == "invited-twice"]

    with_both = found()
    service.revoke(forum, "second", [ayna[1].uid], now=clock.now())
    session.commit()

    assert (with_both, found()) == ([1], [])


def _token(page: Any) -> dict[str, str]:
    return {"csrf_token": page.text.split('name="csrf_token" value="')[1].split('"')[0]}


def test_an_empty_first_cell_of_a_pasted_list_is_kept_for_the_second_step(
    desk: Browser, session: DatabaseSession, forum: Forum
) -> None:
    page = desk.fill(
        LIST, {"people": "\tДиректор\tayna@example.org\nBoris\tДиректор\tboris@example.org"}, form="list-form"
    )

    desk.send(page, LIST, {"step": "invite"}, form="list-form")
    assert (find(forum, "heads", "ayna@example.org").name, find(forum, "heads", "ayna@example.org").post) == (
        "",
        "Директор",
    )
