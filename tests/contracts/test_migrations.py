"""Migrations run up, down and up, and end at the tables that the code describes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text

from forumapp import create_app
from forumapp.db import Model, db, write_intent
from forumapp.exchange import forumfile
from tests import parts, publishing
from tests.conftest import settings_for

AT = "'2027-04-12 10:00:00'"
UUID = "'00000000-0000-0000-0000-000000000001'"
TEXT = """'{"en": "x"}'"""
ROWS_OF_0010 = (
    (
        "INSERT INTO forums (id, slug, title, timezone, starts_on, ends_on, attendance, languages, has_registration, "
        "registration_approval, registration_waitlist, created_at, version) "
        f"VALUES (1, 'x', {TEXT}, 'UTC', '2027-04-12', '2027-04-12', 'online', '[\"en\"]', true, false, true, {AT}, 1)"
    ),
    f"INSERT INTO rooms (id, forum_id, key, title, attendance, position) VALUES (1, 1, 'x', {TEXT}, 'online', 0)",
    (
        "INSERT INTO sessions (id, forum_id, key, uid, title, kind, status, visibility, languages, signup, position, version) "
        f"VALUES (1, 1, 'x', {UUID}, {TEXT}, 'panel', 'confirmed', 'public', '[\"en\"]', 'none', 0, 1)"
    ),
    f"INSERT INTO people (id, given_name, family_name, search_text) VALUES (1, {TEXT}, {TEXT}, '')",
    "INSERT INTO forum_people (id, forum_id, person_id, key, position) VALUES (1, 1, 1, 'x', 0)",
    "INSERT INTO session_people (id, session_id, forum_person_id, role, position) VALUES (1, 1, 1, 'speaker', 0)",
    f"INSERT INTO reports (id, session_id, key, title, minutes, position) VALUES (1, 1, 'x', {TEXT}, 15, 0)",
    "INSERT INTO report_people (id, report_id, forum_person_id, position) VALUES (1, 1, 1, 0)",
    (
        "INSERT INTO registrations (id, uid, forum_id, arrived, status, email, email_key, given_name, family_name, country, "
        "category, attendance, language, created_at, search_text, token_generation, token_hash) "
        f"VALUES (1, {UUID}, 1, 1, 'confirmed', 'x', 'x', 'x', 'x', 'TM', 'delegate', 'online', 'en', {AT}, '', 1, 'x')"
    ),
    f"INSERT INTO stars (id, registration_id, session_key, created_at) VALUES (1, 1, 'x', {AT})",
    (
        "INSERT INTO consents (id, registration_id, purpose, language, text_hash, given_at) "
        f"VALUES (1, 1, 'data', 'en', 'x', {AT})"
    ),
)
"""One row of each table that holds what people entered, as the tables were then."""

KEPT = (
    "forums", "rooms", "sessions", "people", "forum_people", "session_people", "reports", "report_people", "registrations",
    "stars", "consents",
)  # fmt: skip


def rows() -> dict[str, int]:
    """Count the rows of the tables that hold what people entered."""
    with db.engine.connect() as connection:
        counted = {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}") for name in KEPT}
        return {name: found.scalar_one() for name, found in counted.items()}


@pytest.fixture
def empty_app(tmp_path: Path, request: pytest.FixtureRequest, database_url: str) -> Iterator[Flask]:
    """Give an application over an empty database of the kind under test."""
    is_embedded = database_url.startswith("sqlite")
    address = f"sqlite:///{tmp_path / 'empty.sqlite3'}" if is_embedded else request.getfixturevalue("new_postgresql")
    app = create_app(settings_for(tmp_path, address))
    with app.app_context():
        token = write_intent.set(True)
        yield app
        write_intent.reset(token)
        db.session.remove()
        db.engine.dispose()


def test_migrations_run_up_down_and_up(empty_app: Flask) -> None:
    flask_migrate.upgrade()
    flask_migrate.downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    flask_migrate.upgrade()

    assert set(Model.metadata.tables) <= set(inspect(db.engine).get_table_names())


def test_no_row_is_lost_on_the_way_up_and_down_again(empty_app: Flask) -> None:
    flask_migrate.upgrade()
    flask_migrate.downgrade(revision="0010")
    with db.engine.begin() as connection:
        for statement in ROWS_OF_0010:
            connection.exec_driver_sql(statement)

    flask_migrate.upgrade()
    up = rows()
    flask_migrate.downgrade(revision="0010")

    assert (up, rows()) == (dict.fromkeys(KEPT, 1), dict.fromkeys(KEPT, 1))


def test_going_back_gives_those_without_an_address_one_that_nobody_has(empty_app: Flask) -> None:
    flask_migrate.upgrade()
    with db.engine.begin() as connection:
        connection.exec_driver_sql(
            ROWS_OF_0010[0]
            .replace("created_at, version", "created_at, has_event_list, version")
            .replace(f"{AT}, 1)", f"{AT}, false, 1)")
        )
        connection.exec_driver_sql(ROWS_OF_0010[8].replace("'x', 'x', 'x', 'x', 'TM'", "NULL, NULL, 'x', 'x', 'TM'"))

    flask_migrate.downgrade(revision="0051")

    with db.engine.connect() as connection:
        emails = connection.execute(text("SELECT email, email_key FROM registrations")).all()
    assert emails == [("registration-1@no-address.invalid",) * 2]


def test_going_back_before_further_events_takes_them_out_of_releases_and_nothing_else(empty_app: Flask) -> None:
    flask_migrate.upgrade()
    with_events = publishing.publish(parts.document(parts.session("one"), events=(parts.event(),)))
    without = publishing.publish(parts.document(parts.session("one")), later=timedelta(hours=1))
    assert with_events is not None
    assert without is not None
    expected = forumfile.write(parts.document(parts.session("one")))
    db.session.remove()

    flask_migrate.downgrade(revision="0047")

    with db.engine.connect() as connection:
        documents = connection.scalars(text("SELECT document FROM releases ORDER BY number")).all()
        revisions = connection.scalars(text("SELECT session_key FROM event_revisions")).all()
    assert [bytes(document) for document in documents] == [expected, expected]
    assert set(revisions) == {"one"}
    flask_migrate.upgrade()
    with db.engine.connect() as connection:
        assert connection.scalars(text("SELECT document FROM releases ORDER BY number")).all() == documents


def test_stars_on_sessions_that_take_sign_ups_become_sign_ups_in_the_order_of_marking(empty_app: Flask) -> None:
    flask_migrate.upgrade()
    flask_migrate.downgrade(revision="0055")
    delegates = [(1, "confirmed"), (2, "pending"), (3, "confirmed"), (4, "confirmed"), (5, "withdrawn")]
    with db.engine.begin() as connection:
        connection.exec_driver_sql(
            ROWS_OF_0010[0]
            .replace("created_at, version", "created_at, has_event_list, version")
            .replace(f"{AT}, 1)", f"{AT}, false, 1)")
        )
        for number, (key, signup) in enumerate((("open", "open"), ("asked", "approval"), ("none", "none")), start=1):
            session = ROWS_OF_0010[2].replace("signup, position", "signup, capacity, position")
            uid = UUID.replace("0001'", f"000{number}'")
            session = session.replace(f"(1, 1, 'x', {UUID}", f"({number}, 1, '{key}', {uid}")
            connection.exec_driver_sql(session.replace("'none', 0", f"'{signup}', 2, 0"))
        for number, status in delegates:
            registration = ROWS_OF_0010[8].replace(f"(1, {UUID}", f"({number}, {UUID.replace('0001', f'100{number}')}")
            registration = registration.replace("token_hash) ", "token_hash, is_together) ").replace(
                "1, 'x')", f"1, '{number}', false)"
            )
            registration = registration.replace("'confirmed', 'x', 'x'", f"'{status}', '{number}', '{number}'")
            connection.exec_driver_sql(registration)
        for number, (who, key) in enumerate(
            [(4, "open"), (2, "open"), (3, "open"), (1, "open"), (5, "open"), (1, "asked"), (1, "none")]
        ):
            connection.exec_driver_sql(f"INSERT INTO stars VALUES ({number + 1}, {who}, '{key}', {AT})")

    flask_migrate.upgrade()

    with db.engine.connect() as connection:
        found = (
            "SELECT session_key, registration_id, status, arrived FROM session_signups ORDER BY session_key, arrived"
        )
        rows = [tuple(row) for row in connection.execute(text(found))]
        stars = connection.execute(text("SELECT count(*) FROM stars")).scalar_one()
    assert rows == [
        ("asked", 1, "asked", 1),
        ("open", 4, "signed", 1),
        ("open", 2, "waiting", 2),
        ("open", 3, "signed", 3),
        ("open", 1, "waiting", 4),
    ]
    assert stars == 7


def test_the_migrated_tables_are_those_of_the_models(empty_app: Flask) -> None:
    flask_migrate.upgrade()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = compare_metadata(context, Model.metadata)

    assert differences == []


@pytest.mark.once
def test_migrations_are_numbered_in_one_line() -> None:
    files = sorted(path.name for path in (Path(__file__).parents[2] / "migrations" / "versions").glob("*.py"))
    numbers = [name.partition("_")[0] for name in files]

    assert all(len(number) == 4 and number.isdecimal() for number in numbers)
    assert len(set(numbers)) == len(numbers)
