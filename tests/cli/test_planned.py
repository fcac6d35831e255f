"""Planned releases with real workers: several at once make one, and the one inside the server makes it too."""

import threading
import time
from datetime import timedelta

from flask import Flask
from sqlalchemy import update

from forumapp import clock
from forumapp.accounts import service as accounts
from forumapp.db import db, transaction
from forumapp.forums.models import Membership
from forumapp.forums.queries import forum_by_slug
from forumapp.policy import TeamRole
from forumapp.programme import service as programme
from forumapp.schedule import queries
from forumapp.schedule.models import PlannedRelease
from forumapp.worker import Worker
from tests import parts
from tests.cli.instances import SECONDS, Instance
from tests.cli.letters import application

EMAIL = "organizer@example.org"


def plan() -> None:
    """Store a forum with a programme and a release of it that is due."""
    now = clock.now()
    with transaction():
        owner = accounts.add(EMAIL, name="Olga", now=now)
        forum = programme.apply_document(parts.document(parts.session("talk")), forum=None, owner=owner, now=now).forum
        if not db.session.query(Membership).count():
            db.session.add(Membership(forum_id=forum.id, account_id=owner.id, role=TeamRole.OWNER, created_at=now))
        due = PlannedRelease(
            forum_id=forum.id, due_at=now - timedelta(seconds=1), planned_by=EMAIL, planned_at=now, note=""
        )
        db.session.add(due)


def outcome() -> tuple[list[int], list[int | None]]:
    """Return the numbers of the releases and those that the plans led to."""
    db.session.rollback()
    forum = forum_by_slug("forum")
    assert forum is not None
    plans = db.session.query(PlannedRelease).all()
    return [release.number for release in queries.releases(forum)], [plan.number for plan in plans]


def test_workers_that_wake_at_once_make_one_release(instance: Instance) -> None:
    def turn(app: Flask, ready: threading.Barrier) -> None:
        worker = Worker(app)
        ready.wait()
        worker.turn()

    with application(instance) as app:
        plan()
        db.session.remove()
        ready = threading.Barrier(4)
        threads = [threading.Thread(target=turn, args=(app, ready)) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert outcome() == ([1], [1])


def test_the_worker_inside_the_server_makes_it(instance: Instance) -> None:
    with application(instance):
        plan()
        db.session.remove()
        with instance.serving():
            deadline = time.monotonic() + SECONDS
            while outcome() != ([1], [1]) and time.monotonic() < deadline:
                db.session.remove()
                time.sleep(0.2)

        assert outcome() == ([1], [1])


def test_the_doctor_tells_of_a_plan_that_nobody_carries_out(instance: Instance) -> None:
    with application(instance):
        plan()
        with transaction():
            db.session.execute(update(PlannedRelease).values(due_at=clock.now() - timedelta(minutes=5)))
        done = instance.run("doctor")

    assert (done.returncode, done.stdout.count("forum was due")) == (1, 1)
