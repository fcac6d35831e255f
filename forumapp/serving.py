"""The application as a server runs it: kept answers in front, and granian around it."""

import logging
import socket
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

import forumapp
from forumapp import health, worker
from forumapp.config import Settings
from forumapp.db import db
from forumapp.errors import ConfigurationError
from forumapp.lanes import Lanes
from forumapp.web.kept import KeptAnswers

logger = logging.getLogger("forumapp.serving")

BLOCKING_THREADS = 32
"""More than there are lanes, for requests that wait for a lock or find a kept answer (forumapp.lanes)."""
KILL_AFTER = 25
"""Seconds a process has to end its requests when the server stops."""
UNHEALTHY = 1.5
"""Seconds after its start within which a process that dies counts as broken."""

OWN_PARTS = frozenset({"manage", "register", "registration", "delegation", "invitation", "join", "my"})
"""Parts of a forum whose pages are somebody's own: never kept."""
INSTANCE_PAGES = frozenset({"/", "/calendar.ics", "/sitemap.xml"})

FORUM_STAMP = (
    "SELECT max(releases.id), forums.version FROM forums LEFT JOIN releases ON releases.forum_id = forums.id "
    "WHERE forums.slug = {slug} GROUP BY forums.id, forums.version"
)
INSTANCE_STAMP = (
    "SELECT (SELECT max(id) FROM releases), (SELECT count(*) FROM releases), "
    "(SELECT sum(version) FROM forums), (SELECT count(*) FROM forums)"
)


def application(settings: Settings | None = None) -> Flask:
    """Return the application with the kept answers in front of it."""
    app = forumapp.create_app(settings)
    given: Settings = app.extensions["forumapp.settings"]
    with app.app_context():
        stamps = Stamps(db.engine)
    app.wsgi_app = KeptAnswers(  # type: ignore[method-assign]
        app.wsgi_app, stamp=stamps, default_language=given.default_language, is_secure=given.is_secure
    )
    app.wsgi_app = Lanes(app.wsgi_app)  # type: ignore[method-assign]
    return app


class Stamps:
    """Tells by path what a kept answer depends on: one tiny read on a plain connection of the driver."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._forum = FORUM_STAMP.format(slug="?" if engine.dialect.paramstyle == "qmark" else "%s")

    def __call__(self, path: str) -> str | None:
        """Return the stamp of a path, None for paths that are never kept and while the database is away."""
        if path in INSTANCE_PAGES:
            return self._read(INSTANCE_STAMP)
        slug = public_forum(path)
        return None if slug is None else self._read(self._forum, slug)

    def _read(self, statement: str, *values: str) -> str | None:
        try:
            connection = self._engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute(statement, values)
                row = cursor.fetchone()
                cursor.close()
            finally:
                connection.close()
        except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error):
            return None
        return None if row is None else ":".join(map(str, row))


def public_forum(path: str) -> str | None:
    """Return the slug of the forum to whose public pages and feeds a path belongs, None for all others."""
    parts = path.split("/", 4)
    if len(parts) < 4 or parts[1] != "forums" or parts[0] or parts[3] in OWN_PARTS:
        return None
    return parts[2]


@dataclass(frozen=True, kw_only=True)
class Serving:
    """How the server runs."""

    host: str
    port: int
    workers: int = 1
    with_worker: bool = True
    """Whether letters are sent from here."""
    is_quiet: bool = False
    """Whether requests go without a line in the log."""
    settings: Settings | None = None
    """Settings in the place of the environment's."""


def check(app: Flask) -> None:
    """Refuse (ConfigurationError) to serve a database that is behind or would lose what it acknowledged."""
    with app.app_context():
        try:
            if health.migrations_state() == "behind":
                raise ConfigurationError("The database is behind this version: run forumapp db upgrade.")
            weakness = durability_weakness(db.engine)
        except DBAPIError as failed:
            raise ConfigurationError(f"The database cannot be reached: {str(failed.orig).splitlines()[0]}") from failed
        except PoolTimeout as failed:
            raise ConfigurationError("The database has no free connection.") from failed
        finally:
            db.session.remove()
            db.engine.dispose()
    if weakness is not None:
        raise ConfigurationError(weakness)


def durability_weakness(engine: Engine) -> str | None:
    """Return in words what would let an acknowledged registration be lost in a power cut, read off a live connection."""
    if engine.dialect.name != "sqlite":
        return None
    with engine.connect() as connection:
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    if synchronous < 2:
        return f"SQLite runs with synchronous={synchronous}: a power cut could lose registrations."
    if journal != "wal":
        return f"SQLite runs with journal_mode={journal} instead of wal: the folder of the database does not allow it."
    return None


def refuse_taken_port(host: str, port: int) -> None:
    """Refuse (ConfigurationError) an address on which something listens; the server itself would share it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            words = taken.strerror or str(taken)
            raise ConfigurationError(
                f"Port {port} of {host} cannot be used: {words}. Choose another: --port."
            ) from taken


def serve(serving: Serving) -> None:
    """Serve until SIGTERM or SIGINT; requests that are under way are answered first."""
    server = _PatientServer(
        "forumapp",
        address=serving.host,
        port=serving.port,
        interface=Interfaces.WSGI,
        workers=serving.workers,
        blocking_threads=BLOCKING_THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_AFTER,
        log_level=LogLevels.error,
        log_dictconfig=_log_configuration(),
        websockets=False,
    )
    server.serve(target_loader=partial(_load, serving), wrap_loader=False)


class _PatientServer(MPServer):
    """Begins a killed process anew as often as needed, and gives up on one only that dies as soon as it starts."""

    def _respawn_workers(self, workers: list[int], *arguments: Any, **options: Any) -> None:
        super()._respawn_workers(workers, *arguments, **options)
        for number in workers:
            self.respawned_wrks[number] -= CRASH_WINDOW - UNHEALTHY


CRASH_WINDOW = 5.5
"""Seconds that the server itself would wait (granian.server.common)."""


def _load(serving: Serving) -> Flask:
    """Return the application of one serving process."""
    app = application(serving.settings)
    if serving.is_quiet:
        logging.getLogger("forumapp.requests").setLevel(logging.WARNING)
    if serving.with_worker:
        worker.embed(app)
    return app


def _log_configuration() -> dict[str, Any]:
    """Have the server's own warnings as lines of JSON like all others."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "forumapp.web.logs.JsonLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "loggers": {"_granian": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
    }
