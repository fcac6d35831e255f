"""``python -m benchmarks.papers``: how long a programme of 200 sessions with reports takes as PDF, Word and Excel."""

import os
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import flask_migrate

import forumapp
from benchmarks.sample import DAYS, PLACES, ROOMS, large_forum
from forumapp.config import Settings
from forumapp.db import db, write_intent
from forumapp.documents.presentation import Edition, octets_of
from forumapp.documents.rules import Kind
from forumapp.exchange.document import Document, Part, ReportPart, Role, SessionPart

SESSIONS = 200
GOAL = 3.0
"""Seconds for each document."""
EDITION = Edition(release=7, made_at=datetime(2027, 3, 1, 9, 0, tzinfo=UTC), address="https://forum.example.org/")
CASES = (
    ("PDF", Kind.PDF, ("ru",)),
    ("Word", Kind.WORD, ("ru",)),
    ("Word in two languages", Kind.WORD, ("ru", "en")),
    ("Excel", Kind.EXCEL, ("ru",)),
)


def main() -> int:
    """Measure and print; the exit status says whether every document was ready in time."""
    document = programme()
    with tempfile.TemporaryDirectory(prefix="forumapp-papers-") as folder:
        app = forumapp.create_app(Settings.from_environment({"FORUMAPP_INSTANCE_DIR": folder}))
        with app.test_request_context():
            token = write_intent.set(True)
            flask_migrate.upgrade()
            write_intent.reset(token)
            seconds = {name: _seconds(document, kind, languages) for name, kind, languages in CASES}
            db.session.remove()
            db.engine.dispose()
    for name, (wall, processor, octets) in seconds.items():
        print(f"{name:<24}{wall:>6.2f} s, {processor:.2f} s of the processor (goal {GOAL:.0f}), {octets:>9,} bytes")
    return 0 if all(wall < GOAL for wall, _processor, _octets in seconds.values()) else 1


def programme() -> Document:
    """Return a forum of 200 sessions, as many on each day, with three reports each."""
    whole = large_forum()
    of_a_day, chosen = ROOMS * PLACES, SESSIONS // DAYS
    sessions = [
        session
        for day in range(DAYS)
        for session in whole.sessions[day * of_a_day : (day + 1) * of_a_day : of_a_day // chosen]
    ]
    return replace(whole, sessions=tuple(_with_reports(number, each) for number, each in enumerate(sessions)))


def _with_reports(number: int, session: SessionPart) -> SessionPart:
    reports = tuple(
        ReportPart(
            key=f"report-{number}-{place}",
            title={
                "ru": f"Доклад {place + 1}: сохранность рукописных и старопечатных книг в фондах региональных библиотек",
                "en": f"Report {place + 1}: the preservation of manuscripts and early printed books in regional libraries",
            },
            minutes=15,
            people=(f"person-{(number + place) % 400}", f"person-{(number + place + 50) % 400}"),
        )
        for place in range(3)
    )
    moderator = Part(person=f"person-{number + 100}", role=Role.MODERATOR)
    return replace(session, reports=reports, people=(moderator, *session.people))


def _seconds(document: Document, kind: Kind, languages: tuple[str, ...]) -> tuple[float, float, int]:
    """Return how long a document takes, by the wall and by the processor, and its size in bytes."""
    wall, processor = time.perf_counter(), _processor()
    octets = octets_of(document, EDITION, kind, languages=languages)
    taken = time.perf_counter() - wall, _processor() - processor
    if octets_of(document, EDITION, kind, languages=languages) != octets:
        raise RuntimeError(f"{kind}: the same programme gave other octets")
    if len(sys.argv) > 1:
        Path(sys.argv[1], f"programme-{'-'.join(languages)}.{kind}").write_bytes(octets)
    return *taken, len(octets)


def _processor() -> float:
    """Return the processor's seconds of this process and of those that it started."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    sys.exit(main())
