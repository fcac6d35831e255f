"""Whether the application lives and is ready to serve, and what a monitoring system reads of it."""

import hmac
from collections.abc import Iterable
from datetime import datetime

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from forumapp import clock, paths
from forumapp.config import Settings
from forumapp.db import db
from forumapp.forums import queries as forums
from forumapp.mail import queries as mail
from forumapp.mail.models import LetterStatus
from forumapp.policy import Permission
from forumapp.registration import queries as registration
from forumapp.registration.models import RegistrationStatus
from forumapp.schedule import queries as schedule
from forumapp.web.guards import guard

blueprint = Blueprint("health", __name__)

LATE = 600
"""Seconds after which a due letter says that nobody sends."""
LOOPBACK = frozenset({"127.0.0.1", "::1"})
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


@blueprint.get("/healthz")
@guard(Permission.PUBLIC_READ)
def alive() -> ResponseReturnValue:
    """Say that the process answers."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/readyz")
@guard(Permission.PUBLIC_READ)
def ready() -> ResponseReturnValue:
    """Say whether the database answers and carries every migration (200 or 503), and how long letters wait (seconds)."""
    migrations = migrations_state()
    waiting = seconds_waiting(now=clock.now())
    answer = {
        "database": "ok",
        "migrations": migrations,
        "queue": "late" if waiting > LATE else "ok",
        "oldest_due_seconds": waiting,
    }
    return jsonify(answer), 503 if migrations == "behind" else 200


@blueprint.get("/metrics")
@guard(Permission.PUBLIC_READ)
def metrics() -> ResponseReturnValue:
    """Return counts as Prometheus text, to this machine and to those who hold the token."""
    if not _may_measure():
        abort(403)
    lines = [*_letters(now=clock.now()), *_registrations(), *_releases()]
    return Response("\n".join(lines) + "\n", content_type=PROMETHEUS, headers={"Cache-Control": "no-store"})


def migrations_state() -> str:
    """Return "ok", "behind" (migrations are to be run) or "ahead" (a later version ran its own)."""
    stored, newest = stored_revision(), newest_revision()
    if stored == newest:
        return "ok"
    known = {script.revision for script in ScriptDirectory(str(paths.MIGRATIONS)).walk_revisions()}
    return "behind" if stored is None or stored in known else "ahead"


def stored_revision() -> str | None:
    """Return the migration at which the database stands, None for an empty one."""
    return MigrationContext.configure(db.session.connection()).get_current_revision()


def newest_revision() -> str | None:
    """Return the newest migration that this version carries."""
    return ScriptDirectory(str(paths.MIGRATIONS)).get_current_head()


def seconds_waiting(*, now: datetime) -> int:
    """Return how long the oldest due letter waits, in seconds; 0 where no letter is to leave from here."""
    settings: Settings = current_app.extensions["forumapp.settings"]
    oldest = mail.oldest_due(now=now) if settings.smtp_url is not None else None
    return 0 if oldest is None else int((now - oldest).total_seconds())


def _may_measure() -> bool:
    """Say whether the asker holds the token or is on this machine; what a proxy hands on is not."""
    settings: Settings = current_app.extensions["forumapp.settings"]
    if settings.metrics_token is not None:
        given = request.headers.get("Authorization", "").encode("latin-1", "replace")
        return hmac.compare_digest(given, f"Bearer {settings.metrics_token}".encode())
    is_handed_on = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.remote_addr in LOOPBACK and not is_handed_on


def _letters(*, now: datetime) -> Iterable[str]:
    counts = mail.counts()
    yield "# HELP forumapp_letters Letters in the outbox by state."
    yield "# TYPE forumapp_letters gauge"
    for status in LetterStatus:
        yield f'forumapp_letters{{status="{status.value}"}} {counts.get(status, 0)}'
    yield "# HELP forumapp_oldest_due_letter_seconds How long the oldest due letter waits."
    yield "# TYPE forumapp_oldest_due_letter_seconds gauge"
    yield f"forumapp_oldest_due_letter_seconds {seconds_waiting(now=now)}"


def _registrations() -> Iterable[str]:
    yield "# HELP forumapp_registrations Registrations by forum and status."
    yield "# TYPE forumapp_registrations gauge"
    for forum in forums.all_forums():
        counts = registration.counts_by_status(forum)
        for status in RegistrationStatus:
            labels = f'forum="{forum.slug}",status="{status.value}"'
            yield f"forumapp_registrations{{{labels}}} {counts.get(status, 0)}"


def _releases() -> Iterable[str]:
    yield "# HELP forumapp_releases Releases of all forums."
    yield "# TYPE forumapp_releases gauge"
    yield f"forumapp_releases {schedule.published_stamp()[1]}"
