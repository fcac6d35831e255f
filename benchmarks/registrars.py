"""``python -m benchmarks.registrars``: how long the registrars' desk takes with many people (seconds of one request each).

With FORUMAPP_TEST_DATABASE=postgresql on a PostgreSQL of its own.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from flask import Flask
from sqlalchemy import event, insert

from forumapp import create_app
from forumapp.db import db, write_intent
from forumapp.policy import TeamRole
from forumapp.questions import service as questions
from forumapp.questions.models import Question
from forumapp.questions.rules.parts import OptionPart, QuestionKind, QuestionPart
from forumapp.registration.models import Answer, Registration
from tests import factories
from tests.browsing import Browser
from tests.conftest import migrate, settings_for
from tests.provision.postgresql import new_database
from tests.signing_in import sign_in_as

COUNTRIES = ("AZ", "AM", "BY", "KZ", "KG", "MD", "RU", "TJ", "TM", "UZ")
STATUSES = ("confirmed", "confirmed", "confirmed", "pending", "declined", "unverified", "withdrawn")


def main() -> None:
    """Fill a forum, ask, and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.registrars", description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--rows", type=int, default=1_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="forumapp-registrars-") as folder, _database(folder) as address:
        app = create_app(settings_for(Path(folder), address))
        migrate(app)
        with app.app_context():
            write_intent.set(True)
            _measure(app, people=options.people, rows=options.rows)


@contextmanager
def _database(folder: str) -> Iterator[str]:
    if os.environ.get("FORUMAPP_TEST_DATABASE") == "postgresql":
        with new_database() as address:
            yield address
    else:
        yield f"sqlite:///{folder}/desk.sqlite3"


def _measure(app: Flask, *, people: int, rows: int) -> None:
    forum = factories.Forum()
    key, now = forum.slug, factories.CREATED
    options = (OptionPart(key="veg", label={"en": "Vegetarian"}), OptionPart(key="any", label={"en": "Anything"}))
    questions.add(
        forum, QuestionPart(key="meal", label={"en": "Meal"}, kind=QuestionKind.CHOICE, options=options), now=now
    )
    questions.add(forum, QuestionPart(key="wish", label={"en": "Wish"}), now=now)
    db.session.flush()
    _fill(forum, people)
    client = app.test_client()
    sign_in_as(client, db.session(), forum, TeamRole.REGISTRAR)
    desk, browser = f"/forums/{key}/manage/registrations/", Browser(client)
    for name in ("", "figures/"):
        _timed(f"page {name}", lambda name=name: client.get(desk + name))
        _timed(f"page {name} again", lambda name=name: client.get(desk + name))
    page = client.get(f"{desk}export/")
    for kind in ("csv", "xlsx", "json") if page.status_code == 200 else ():
        _timed(f"export {kind}", lambda kind=kind: browser.send(page, f"{desk}export", {"format": kind}, form="export"))
    text = "ФИО;E-mail;Страна;Участие;Meal\n" + "".join(
        f"Фамилия{number} Имя{number % 97};p{number}@list.example.org;TM;онлайн;veg\n" for number in range(rows)
    )
    page = _timed("import: read", lambda: browser.fill(f"{desk}import/", {"file": (BytesIO(text.encode()), "a.csv")}))
    values = {"enter": "1", "coming": "seated", "written": "y"}
    _timed("import: enter with letters", lambda: browser.send(page, f"{desk}import/check", values, form="check"))


def _fill(forum: object, people: int) -> None:
    number = forum.id
    question = {row.key: row.id for row in db.session.query(Question).filter_by(forum_id=number)}
    common = {"country": "TM", "language": "ru", "category": "delegate", "search_text": "", "token_generation": 1}
    rows = [
        {
            **common,
            "forum_id": number,
            "arrived": at,
            "status": STATUSES[at % len(STATUSES)],
            "email": f"somebody{at}@example.org",
            "email_key": f"somebody{at}@example.org",
            "given_name": f"Имя{at % 211}",
            "family_name": f"Семья{at % 4999}",
            "country": COUNTRIES[at % len(COUNTRIES)],
            "attendance": ("online", "onsite")[at % 2],
            "created_at": factories.CREATED,
            "token_hash": f"{at:064d}",
        }
        for at in range(1, people + 1)
    ]
    db.session.execute(insert(Registration), rows)
    ids = db.session.scalars(db.select(Registration.id).where(Registration.forum_id == number)).all()
    db.session.execute(
        insert(Answer),
        [
            {"registration_id": each, "question_id": question[key], "value": value}
            for each in ids
            for key, value in (("meal", "veg"), ("wish", "=1+1"))
        ],
    )
    db.session.commit()


def _timed(name: str, ask):
    count = 0

    def counted(*_arguments: object) -> None:
        nonlocal count
        count += 1

    db.session.commit()
    event.listen(db.engine, "before_cursor_execute", counted)
    began, worked = time.perf_counter(), time.process_time()
    answer = ask()
    spent, working = time.perf_counter() - began, time.process_time() - worked
    event.remove(db.engine, "before_cursor_execute", counted)
    print(
        f"{name:32} {answer.status_code} {spent:8.2f} s ({working:.2f} s of the processor) {count:6} queries {len(answer.data):10} octets",
        flush=True,
    )
    return answer


if __name__ == "__main__":
    main()
