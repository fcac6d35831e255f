"""Tables and calendars on the command line: a forum out of a file, and a file into a forum."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.cli.forums import group
from forumapp.exchange.document import Document
from forumapp.forums.queries import forum_by_slug
from forumapp.programme import service

GOLDEN = Path(__file__).parents[1] / "unit" / "exchange" / "tables" / "golden"
CALENDAR = GOLDEN / "calendar.ics"


@pytest.fixture
def run(app: Flask, session: DatabaseSession) -> Any:
    session.commit()

    def invoke(*arguments: str, given: bytes | None = None) -> Result:
        return app.test_cli_runner().invoke(group, list(arguments), input=given)

    return invoke


def standing(session: DatabaseSession, slug: str) -> Document:
    session.expire_all()
    forum = forum_by_slug(slug)
    assert forum is not None
    return service.document_of(forum)


def test_a_calendar_becomes_a_forum_with_its_title_days_and_zone(run: Any, session: DatabaseSession) -> None:
    result = run("import", str(CALENDAR), "--format", "ics", "--slug", "days", "--timezone", "Europe/Moscow")

    forum = standing(session, "days").forum
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "days: created.",
            "  institutions: 1 added",
            "  people: 1 added",
            "  tracks: 1 added",
            "  rooms: 1 added",
            "  sessions: 4 added",
        ],
    )
    assert (forum.title, forum.timezone, forum.starts_on.isoformat(), forum.ends_on.isoformat()) == (
        {"ru": "Дни библиотек"},
        "Europe/Moscow",
        "2021-03-11",
        "2021-03-12",
    )


def test_the_zone_that_a_calendar_names_is_taken_without_the_option(run: Any, session: DatabaseSession) -> None:
    run("import", str(CALENDAR), "--slug", "days")

    made = standing(session, "days")
    assert made.forum.timezone == "Asia/Ashgabat"
    assert f"{made.sessions[0].starts_at:%H:%M}" == "12:00"


def test_a_spreadsheet_says_what_it_left_open(run: Any, session: DatabaseSession) -> None:
    result = run(
        "import", str(GOLDEN / "sheets.xlsx"), "--format", "xlsx", "--slug", "two-days", "--timezone", "Europe/Minsk"
    )

    made = standing(session, "two-days")
    assert result.exit_code == 0, result.stderr
    assert [session.title["ru"] for session in made.sessions] == [
        "Открытие",
        "Пленарное заседание «Знание как общее благо»",
        "Кофе-брейк",
        "Мастер-класс «Оцифровка газет»",
        "Панельная дискуссия «Кому нужна каталогизация»",
        "Закрытие",
        "Библионочь",
    ]
    assert (made.forum.starts_on.isoformat(), made.forum.ends_on.isoformat()) == ("2021-03-11", "2021-03-12")


def test_a_table_that_names_no_zone_needs_one(run: Any) -> None:
    result = run("import", str(GOLDEN / "sheets.xlsx"))

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        1,
        f"{GOLDEN / 'sheets.xlsx'}: The file names no time zone. Say it: --timezone Europe/Moscow.",
    )


def test_a_table_that_names_no_year_makes_no_forum(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Время;Тема\n10.00;Открытие\n11.00;Доклад\n", encoding="utf-8")

    result = run("import", str(path), "--format", "csv", "--timezone", "Europe/Minsk")

    assert result.exit_code == 1
    assert "The file names no days with a year" in result.stderr


def test_a_calendar_brought_in_twice_doubles_nothing(run: Any, session: DatabaseSession) -> None:
    run("import", str(CALENDAR), "--slug", "days")
    once = standing(session, "days")

    without = run("import", str(CALENDAR), "--slug", "days")
    again = run("import", str(CALENDAR), "--slug", "days", "--update")

    assert (without.exit_code, "Say --update" in without.stderr) == (1, True)
    assert again.stdout == "days: nothing changes.\n"
    assert standing(session, "days") == once


def test_an_update_adds_and_changes_and_leaves_the_rest_alone(
    run: Any, session: DatabaseSession, tmp_path: Path
) -> None:
    run("import", str(CALENDAR), "--slug", "days")
    changed = CALENDAR.read_text(encoding="utf-8").replace("20210311T120000\nDTEND", "20210311T113000\nDTEND")
    path = tmp_path / "b.ics"
    first, _rest = changed.split("BEGIN:VEVENT\nUID:plenary-1")
    path.write_text(f"{first}END:VCALENDAR\n", encoding="utf-8")

    result = run("import", str(path), "--slug", "days", "--update")

    made = standing(session, "days")
    assert result.stdout.splitlines() == ["days: changed.", "  sessions: 1 changed"]
    assert (len(made.sessions), f"{made.sessions[0].starts_at:%H:%M}") == (4, "11:30")


def test_a_dry_run_changes_nothing(run: Any, session: DatabaseSession) -> None:
    result = run("import", str(CALENDAR), "--slug", "days", "--dry-run")

    assert result.stdout.splitlines()[0] == "days: would be created."
    assert forum_by_slug("days") is None
