"""A later edition of a table: what was moved and renamed a little is the same session, what only sounds alike is not."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.policy import TeamRole
from tests import parts
from tests.browsing import Browser
from tests.publishing import load
from tests.signing_in import sign_in_as
from tests.web.intake.test_desk import paste, standing, states, take_in


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give a stored forum without sessions, whose owner is at the desk."""
    forum = load(parts.document())
    sign_in_as(client, session, forum, TeamRole.OWNER)
    return forum


def table(**days: str) -> str:
    """Return a table with the rows of each day, «10.00–11.00 | Тема | Зал»; days are called ``april_12``."""
    rows = "".join(
        f"<tr><td colspan=3>{day.removeprefix('april_')} апреля</td></tr>"
        + "".join(f"<tr><td>{'</td><td>'.join(row.split(' | '))}</td></tr>" for row in said.split("; "))
        for day, said in days.items()
    )
    return f"<table><tr><th>Время</th><th>Мероприятие</th><th>Место</th></tr>{rows}</table>"


def edition(browser: Browser, session: DatabaseSession, said: str) -> tuple[list[str], dict[str, str]]:
    """Bring a table in; returns the states of its rows, and when each session stands, by its title."""
    page = paste(browser, said)
    take_in(browser, page)
    sessions = standing(session).sessions
    assert len({each.title["ru"] for each in sessions}) == len(sessions)
    return [state for _title, state in states(page)], {
        each.title["ru"]: f"{each.starts_at:%d %H:%M}" for each in sessions if each.starts_at
    }


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ("10.15–11.15 | Круглый стол «Книгообмен сегодня» | Зал 1", "Круглый стол «Книгообмен сегодня»"),
        ("9.30–10.30 | Дискуссия «Книгообмен» | Зал 1", "Дискуссия «Книгообмен»"),
        ("10.15–11.15 | Круглый стол «Книгаобмен» | Зал 1", "Круглый стол «Книгаобмен»"),
    ],
)
def test_a_session_that_begins_later_under_a_changed_title_is_the_same(
    browser: Browser, session: DatabaseSession, forum: Any, row: str, title: str
) -> None:
    law = "12.00–13.00 | Секция «Право» | Зал 1"
    edition(browser, session, table(april_12=f"10.00–11.00 | Круглый стол «Книгообмен» | Зал 1; {law}"))

    found, after = edition(browser, session, table(april_12=f"{row}; {law}"))

    assert found == ["Changed", "Unchanged"]
    assert sorted(after) == sorted([title, "Секция «Право»"])


@pytest.mark.parametrize(
    "row",
    [
        "10.15–11.15 | Круглый стол «Книгоиздание» | Зал 1",
        "10.15–11.15 | Круглый стол «Книгообмен сегодня» | Зал 2",
        "14.00–15.00 | Круглый стол «Книгообмен сегодня» | Зал 1",
        "10.15–11.15 | Круглый стол «Книгообмен», часть 2 | Зал 1",
    ],
    ids=["another matter", "another room", "much later", "another number"],
)
def test_a_session_that_only_sounds_alike_is_new(
    browser: Browser, session: DatabaseSession, forum: Any, row: str
) -> None:
    edition(browser, session, table(april_12="10.00–11.00 | Круглый стол «Книгообмен» | Зал 1"))

    found, after = edition(browser, session, table(april_12=row))

    assert (found, len(after)) == (["New"], 2)


def test_sessions_with_alike_titles_that_both_stand_in_the_table_are_two(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    first = "10.00–10.30 | Секция «Чтение» | Зал 1"
    edition(browser, session, table(april_12=first))

    found, after = edition(browser, session, table(april_12=f"10.30–11.00 | Секция «Чтение сегодня» | Зал 1; {first}"))

    assert sorted(found) == ["New", "Unchanged"]
    assert after == {"Секция «Чтение»": "12 10:00", "Секция «Чтение сегодня»": "12 10:30"}


def test_a_break_that_is_on_another_day_now_was_moved(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    edition(
        browser,
        session,
        table(april_12="10.00–11.00 | Открытие | ; 12.00–13.00 | Обед | ", april_13="10.00–11.00 | Секция «Право» | "),
    )

    found, after = edition(
        browser,
        session,
        table(april_12="10.00–11.00 | Открытие | ", april_13="10.00–11.00 | Секция «Право» | ; 12.00–13.00 | Обед | "),
    )

    assert found == ["Unchanged", "Unchanged", "Changed"]
    assert after == {"Открытие": "12 10:00", "Секция «Право»": "13 10:00", "Обед": "13 12:00"}


def test_a_day_that_was_moved_takes_its_breaks_along(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    rows = "10.00–11.00 | Открытие | ; 11.00–12.00 | Круглый стол «Книгообмен» | ; 12.00–13.00 | Обед | "
    edition(browser, session, table(april_12=rows))

    found, after = edition(browser, session, table(april_13=rows))

    assert found == ["Changed", "Changed", "Changed"]
    assert after == {"Открытие": "13 10:00", "Круглый стол «Книгообмен»": "13 11:00", "Обед": "13 12:00"}


def test_a_table_of_the_second_day_moves_no_break_of_the_first(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    take_in(browser, paste(browser, table(april_12="10.00–11.00 | Секция «Право» | ; 12.00–13.00 | Обед | ")))

    page = paste(browser, table(april_13="10.00–11.00 | Секция «Наука» | ; 12.00–13.00 | Обед | "))
    take_in(browser, page)

    assert [state for _title, state in states(page)] == ["New", "New"]
    assert len(standing(session).sessions) == 4


def test_what_the_file_hides_is_said_on_the_check_screen(browser: Browser, forum: Any) -> None:
    page = paste(browser, table(april_12="10.00–11.00 | <s>Секция</s> Открытие | Зал 1"))

    assert "Text that is struck out in the file was left out." in page.get_data(as_text=True)
