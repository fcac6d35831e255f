"""A table at the desk: read, checked, taken in; again without doubling, and without losing what organizers wrote."""

import html
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp import clock
from forumapp.exchange.document import Document, Kind, Role
from forumapp.forums.models import Forum
from forumapp.intake import service as intake
from forumapp.policy import TeamRole
from forumapp.programme import queries as programme
from forumapp.programme import service
from tests import parts
from tests.browsing import Browser, forms_of
from tests.publishing import load
from tests.signing_in import sign_in_as

DESK = "/forums/forum/manage/programme/"
QUERIES = 29
INTAKE = f"{DESK}intake/?lang=en"
GOLDEN = Path(__file__).parents[2] / "unit" / "exchange" / "tables" / "golden"
TABLE = """
<table>
<tr><th>Время</th><th>Мероприятие</th><th>Место</th></tr>
<tr><td colspan="3"><b>12 апреля, понедельник</b></td></tr>
<tr><td>10.00–10.40</td><td>Торжественное открытие форума<br>Модератор: Соколова Марина Викторовна, директор Национальной библиотеки Беларуси</td><td>Большой зал</td></tr>
<tr><td>10.40–11.00</td><td>Кофе-пауза</td><td></td></tr>
<tr><td>11.00–12.30</td><td>Круглый стол «Книгообмен»</td><td>Большой зал</td></tr>
</table>
"""


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give a stored forum without sessions, whose owner is at the desk."""
    forum = load(parts.document())
    sign_in_as(client, session, forum, TeamRole.OWNER)
    return forum


def standing(session: DatabaseSession) -> Document:
    session.expire_all()
    return service.document_of(session.scalars(select(Forum).where(Forum.slug == "forum")).one())


def paste(browser: Browser, table: str) -> TestResponse:
    return browser.fill(INTAKE, {"html": table})


def take_in(browser: Browser, page: TestResponse, **choices: Any) -> TestResponse:
    return browser.send(page, INTAKE, choices)


def upload(browser: Browser, octets: bytes, name: str) -> TestResponse:
    token = forms_of(browser.get(INTAKE))[-1].values["csrf_token"]
    return browser.client.post(
        INTAKE, data={"csrf_token": token, "html": "", "text": "", "file": (io.BytesIO(octets), name)}
    )


def revise(session: DatabaseSession, number: int, **changes: Any) -> None:
    """Change a session at the desk."""
    session.expire_all()
    forum = session.scalars(select(Forum).where(Forum.slug == "forum")).one()
    row = programme.sessions(forum)[number]
    service.revise_session(row, replace(service.part_of(row), **changes), version=None, now=clock.now())
    session.commit()


def states(page: TestResponse) -> list[tuple[str, str]]:
    text = html.unescape(page.get_data(as_text=True))
    return re.findall(
        r'name="take" value="[^"]*"[^>]*> ([^<]*)</label>.*?<li class="word[^"]*">([^<]*)</li>', text, re.DOTALL
    )


def test_a_pasted_table_is_shown_first_and_changes_nothing(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    before = standing(session)

    page = paste(browser, TABLE)

    assert page.status_code == 200
    assert states(page) == [
        ("Торжественное открытие форума", "New"),
        ("Кофе-пауза", "New"),
        ("Круглый стол «Книгообмен»", "New"),
    ]
    assert standing(session) == before


def test_what_was_checked_is_taken_in_with_rooms_people_and_institutions(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    page = paste(browser, TABLE)

    response = take_in(browser, page)

    after = standing(session)
    assert (response.status_code, response.location) == (303, f"{DESK}?lang=en")
    assert [(s.title["ru"], s.kind, s.starts_at, s.ends_at, s.room) for s in after.sessions] == [
        (
            "Торжественное открытие форума",
            Kind.CEREMONY,
            parts.at("2027-04-12T10:00"),
            parts.at("2027-04-12T10:40"),
            "bolshoi-zal",
        ),
        ("Кофе-пауза", Kind.BREAK, parts.at("2027-04-12T10:40"), parts.at("2027-04-12T11:00"), None),
        (
            "Круглый стол «Книгообмен»",
            Kind.ROUND_TABLE,
            parts.at("2027-04-12T11:00"),
            parts.at("2027-04-12T12:30"),
            "bolshoi-zal",
        ),
    ]
    assert [(p.family_name, p.post, p.institution) for p in after.people] == [
        ({"ru": "Соколова"}, {"ru": "директор"}, "natsionalnaia-biblioteka-belarusi")
    ]
    assert [(i.name, i.country) for i in after.institutions] == [({"ru": "Национальная библиотека Беларуси"}, "BY")]
    assert [(p.person, p.role) for p in after.sessions[0].people] == [("marina-sokolova", Role.MODERATOR)]


def test_what_was_added_is_taken_back_by_the_button_of_the_notice(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    take_in(browser, paste(browser, TABLE))
    notice = browser.get(f"{DESK}?lang=en")

    response = browser.send(notice, DESK, form=0)

    assert response.status_code == 303
    assert standing(session).sessions == ()
    assert len(programme.deleted_sessions(forum)) == 3


def test_bringing_the_same_table_in_again_changes_nothing(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    take_in(browser, paste(browser, TABLE))
    once = standing(session)

    page = paste(browser, TABLE)
    take_in(browser, page)

    assert {state for _title, state in states(page)} == {"Unchanged"}
    assert standing(session) == once


def test_a_changed_table_updates_its_sessions_and_leaves_the_others_alone(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    take_in(browser, paste(browser, TABLE))
    own = parts.session("own")
    service.add_session(forum, own, now=clock.now())
    session.commit()

    page = paste(browser, TABLE.replace("11.00–12.30", "11.15–12.45"))
    take_in(browser, page)

    after = standing(session)
    assert [state for _title, state in states(page)] == ["Unchanged", "Unchanged", "Changed"]
    assert [(s.title["ru"], s.starts_at, s.ends_at) for s in after.sessions[2:]] == [
        ("Круглый стол «Книгообмен»", parts.at("2027-04-12T11:15"), parts.at("2027-04-12T12:45")),
        ("Заседание own", own.starts_at, own.ends_at),
    ]


def test_a_title_changed_at_the_desk_is_known_again_and_kept(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    take_in(browser, paste(browser, TABLE))
    revise(session, 2, title={"ru": "Книгообмен сегодня", "en": "Book exchange"})

    page = paste(browser, TABLE)
    take_in(browser, page)

    after = standing(session)
    assert len(after.sessions) == 3
    assert after.sessions[2].title == {"ru": "Книгообмен сегодня", "en": "Book exchange"}
    assert "Changed at the desk since, and kept: title." in page.get_data(as_text=True)


def test_what_table_and_desk_both_changed_is_asked(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    take_in(browser, paste(browser, TABLE))
    revise(session, 2, starts_at=parts.at("2027-04-12T15:00"), ends_at=parts.at("2027-04-12T16:00"))
    changed = TABLE.replace("11.00–12.30", "11.15–12.45")

    page = paste(browser, changed)
    take_in(browser, page)
    kept = standing(session).sessions[2].starts_at
    revise(session, 2, abstract={"ru": "О посылках"})
    again = paste(browser, changed.replace("11.15–12.45", "11.30–13.00"))
    name = re.findall(r'name="overwrite" value="([^"]*)"', again.get_data(as_text=True))
    take_in(browser, again, overwrite=name)

    assert kept == parts.at("2027-04-12T15:00")
    assert standing(session).sessions[2].starts_at == parts.at("2027-04-12T11:30")


def test_a_session_that_is_not_ticked_is_left_out(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    page = paste(browser, TABLE)

    take_in(browser, page, take=["1-3", "1-5"])

    assert [s.title["ru"] for s in standing(session).sessions] == [
        "Торжественное открытие форума",
        "Круглый стол «Книгообмен»",
    ]


def test_somebody_who_may_be_known_is_asked_and_never_merged_silently(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    known = parts.person("sokolova", given_name={"en": "Marina"}, family_name={"en": "Sokolova"})
    load(parts.document(people=(known,)))
    table = TABLE.replace("Соколова Марина Викторовна, директор Национальной библиотеки Беларуси", "Соколова М.")

    page = paste(browser, table)
    refused = take_in(browser, page)
    asked = re.findall(r'<li><a href="#(person-[^"]*)">([^<]*)</a></li>', refused.get_data(as_text=True))
    before = standing(session)
    response = browser.send(refused, INTAKE, {asked[0][0]: "key:sokolova"})

    after = standing(session)
    assert (refused.status_code, asked) == (422, [("person-sokolova-m", "Соколова М.")])
    assert before.sessions == ()
    assert response.status_code == 303
    assert after.people == (known,)
    assert [(p.person, p.role) for p in after.sessions[0].people] == [("sokolova", Role.MODERATOR)]


def test_a_known_person_and_library_are_found_in_the_other_script(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    library = parts.institution(
        "nlb", name={"en": "National Library of Belarus", "ru": "Национальная библиотека Беларуси"}
    )
    known = parts.person(
        "marina", given_name={"en": "Marina"}, family_name={"en": "Sokolova"}, patronymic={"en": "Viktorovna"}, institution="nlb"
    )  # fmt: skip
    load(parts.document(people=(known,), institutions=(library,)))

    take_in(browser, paste(browser, TABLE))

    after = standing(session)
    assert (after.people, after.institutions) == ((known,), (library,))
    assert [part.person for part in after.sessions[0].people] == ["marina"]


def test_initials_mean_who_is_named_in_full_elsewhere_in_the_table(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    table = TABLE.replace("«Книгообмен»", "«Книгообмен»<br>Участники: Соколова М. В.; Лебедев Д. О.")

    take_in(browser, paste(browser, table))

    after = standing(session)
    assert [person.family_name["ru"] for person in after.people] == ["Соколова", "Лебедев"]
    assert [part.person for part in after.sessions[2].people] == ["marina-sokolova", "d-lebedev"]


def test_columns_can_be_said_otherwise(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    page = paste(browser, TABLE)

    again = browser.send(page, INTAKE, {"column-1-2": "notes", "again": "columns"})
    take_in(browser, again)

    after = standing(session)
    assert (after.rooms, after.sessions[2].abstract) == ((), {"ru": "Большой зал"})


def test_a_column_cannot_be_what_is_not_offered(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    page = paste(browser, TABLE)

    take_in(browser, page, **{"column-1-2": "room:!!", "column-1-0": "nonsense"})

    assert [room.title for room in standing(session).rooms] == [{"ru": "Большой зал"}]


def test_days_that_are_not_the_forums_are_asked_for(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    page = paste(browser, TABLE.replace("12 апреля, понедельник", "11 марта 2021 г."))

    again = browser.send(page, INTAKE, {"moved-2021-03-11": "2027-04-13", "again": "columns"})
    take_in(browser, again)

    assert {state for _title, state in states(page)} == {"Cannot be taken in"}
    assert {s.starts_at.date().isoformat() for s in standing(session).sessions if s.starts_at} == {"2027-04-13"}


def test_a_place_of_the_table_can_be_a_room_of_the_forum(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    load(parts.document(rooms=(parts.room("hall"),)))

    page = paste(browser, TABLE)
    take_in(browser, page, **{"place-bolshoi-zal": "key:hall"})

    after = standing(session)
    assert ([room.key for room in after.rooms], after.sessions[0].room) == (["hall"], "hall")


@pytest.mark.parametrize(
    "name", ["list.docx", "sheets.xlsx", "old.csv", "calendar.ics", "letter.txt", "bilingual.html"]
)
def test_files_of_all_kinds_come_to_the_check_screen(browser: Browser, forum: Any, name: str) -> None:
    page = upload(browser, (GOLDEN / name).read_bytes(), name)

    assert page.status_code == 200
    assert "What was understood" in page.get_data(as_text=True)


def test_a_calendar_brought_in_again_is_known_by_its_uids(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    first = (GOLDEN / "calendar.ics").read_bytes().replace(b"20210311", b"20270412").replace(b"20210312", b"20270413")
    second = first.replace("Торжественное открытие".encode(), "Начало форума".encode())

    browser.send(upload(browser, first, "calendar.ics"), INTAKE)
    once = standing(session)
    browser.send(upload(browser, second, "calendar.ics"), INTAKE)

    assert [s.key for s in standing(session).sessions] == [s.key for s in once.sessions]
    assert standing(session).sessions[0].title == {"ru": "Начало форума"}


@pytest.mark.parametrize(
    ("octets", "sentence"),
    [
        (b"%PDF-1.7", "Files of this kind are not read. Save it as .docx or .xlsx, or paste the table."),
        (b"PK\x03\x04nonsense", "This archive is neither a .docx nor a .xlsx file."),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "The calendar has no events."),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    browser: Browser, forum: Any, octets: bytes, sentence: str
) -> None:
    page = upload(browser, octets, "file")

    assert page.status_code == 422
    assert f">{sentence}</p>" in html.unescape(page.get_data(as_text=True))


def test_nothing_pasted_is_refused(browser: Browser, forum: Any) -> None:
    page = paste(browser, "")

    assert page.status_code == 422
    assert "Paste a table or choose a file." in page.get_data(as_text=True)


def test_a_programme_that_changed_since_is_shown_again(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    page = paste(browser, TABLE)
    service.add_session(forum, parts.session("own"), now=clock.now())
    session.commit()

    again = take_in(browser, page)

    assert again.status_code == 409
    assert [s.key for s in standing(session).sessions] == ["own"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_check_screen_takes_the_same_number_of_queries_for_any_number_of_sessions(
    browser: Browser, forum: Any, queries: list[str], own_queries: None, count: int
) -> None:
    rows = "".join(f"<tr><td>{hour}.00–{hour}.30</td><td>Доклад {hour}</td></tr>" for hour in range(10, 10 + count))
    first = forms_of(browser.get(INTAKE))[-1].values
    queries.clear()

    browser.client.post(INTAKE, data={**first, "html": f"<table><tr><th>Время</th><th>Тема</th></tr>{rows}</table>"})

    assert len([statement for statement in queries if statement.startswith("SELECT")]) == QUERIES


def test_a_table_that_could_not_be_stored_now_is_kept_for_another_try(
    browser: Browser, session: DatabaseSession, forum: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = paste(browser, TABLE)

    def busy(*_given: object, **_named: object) -> None:
        raise PoolTimeout("too many writers")

    with monkeypatch.context() as patch:
        patch.setattr(intake, "bring_in", busy)
        assert take_in(browser, page).status_code == 503
    assert (take_in(browser, page).status_code, len(standing(session).sessions)) == (303, 3)
