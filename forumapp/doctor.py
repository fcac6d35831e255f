"""What an operator should know of an instance: each part with how it is and what to do."""

import os
import smtplib
import tempfile
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from importlib import resources
from pathlib import Path

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from forumapp import clock, health, paths, serving
from forumapp.config import LANGUAGES, Settings
from forumapp.db import db
from forumapp.mail import queries as mail
from forumapp.mail import transport
from forumapp.mail.models import LetterStatus
from forumapp.schedule import queries as schedule
from forumapp.web.limits import limiter

PLANS_LATE = timedelta(minutes=2)
"""How long after its time a planned release shows that no worker runs."""


@dataclass(frozen=True)
class Finding:
    """How one part is; ``advice`` says what to do when it is not well."""

    part: str
    words: str
    advice: str | None = None

    @property
    def is_well(self) -> bool:
        """Say whether nothing is to be done."""
        return self.advice is None


def examine(app: Flask) -> list[Finding]:
    """Look at every part of an instance; parts that rest on the database are left out while it is away."""
    settings: Settings = app.extensions["forumapp.settings"]
    with app.app_context():
        findings = [_settings(settings), _database(settings)]
        if findings[-1].is_well:
            findings += [_durability(), _migrations()]
        if findings[-1].part == "migrations" and findings[-1].is_well:
            findings += [_letters(settings), _plans()]
        db.session.remove()
    findings += [_mail(settings), _zones(), _assets(), _translations(), _storage(settings.storage_dir)]
    return [*findings, *_redis(settings)]


def _settings(settings: Settings) -> Finding:
    kind = "embedded SQLite" if settings.is_embedded else "PostgreSQL"
    words = f"{settings.base_url}, {kind}, instance folder {settings.instance_dir}"
    if settings.is_secure and not settings.trusted_proxies:
        return Finding(
            "settings",
            words,
            "Set FORUMAPP_TRUSTED_PROXIES to the number of proxies in front, or limits count them as one visitor.",
        )
    return Finding("settings", words)


def _database(settings: Settings) -> Finding:
    try:
        with db.engine.connect() as connection:
            version = connection.dialect.server_version_info or ()
    except SQLAlchemyError as failed:
        reason = str(getattr(failed, "orig", failed)).splitlines()[0]
        return Finding(
            "database", f"cannot be reached: {reason}", "Start the database, or correct FORUMAPP_DATABASE_URL."
        )
    words = f"{db.engine.dialect.name} {'.'.join(map(str, version))}"
    if not settings.is_embedded and version < (15,):
        return Finding("database", words, "Use PostgreSQL 15 or later.")
    return Finding("database", words)


def _migrations() -> Finding:
    state = health.migrations_state()
    words = f"at {health.stored_revision() or 'none'}, newest {health.newest_revision()}"
    if state == "behind":
        return Finding("migrations", words, "Run forumapp db upgrade.")
    return Finding("migrations", words if state == "ok" else f"{words}: a later version was here")


def _durability() -> Finding:
    if db.engine.dialect.name == "sqlite":
        weakness = serving.durability_weakness(db.engine)
        if weakness is not None:
            return Finding("durability", weakness, "Put FORUMAPP_INSTANCE_DIR on a local disk.")
        return Finding("durability", "journal_mode=wal, synchronous=full")
    with db.engine.connect() as connection:
        weak = [
            name
            for name in ("fsync", "synchronous_commit", "full_page_writes")
            if connection.exec_driver_sql(f"SHOW {name}").scalar_one() == "off"
        ]
    if weak:
        return Finding("durability", f"{', '.join(weak)} off", "Switch them on: a power cut could lose registrations.")
    return Finding("durability", "fsync, synchronous_commit and full_page_writes on")


def _letters(settings: Settings) -> Finding:
    counts = mail.counts()
    words = ", ".join(f"{counts.get(status, 0)} {status.value}" for status in LetterStatus)
    waiting = health.seconds_waiting(now=clock.now()) if settings.smtp_url else 0
    if waiting > health.LATE:
        return Finding(
            "letters", f"{words}; the oldest waits {waiting} s", "Run forumapp worker, or serve without --no-worker."
        )
    return Finding("letters", words)


def _plans() -> Finding:
    """Say whether a worker carries planned releases out."""
    late = schedule.due_plans(now=clock.now() - PLANS_LATE)
    if not late:
        return Finding("planned releases", "none is late")
    words = ", ".join(f"{plan.forum.slug} was due {plan.due_at:%Y-%m-%d %H:%M} UTC" for plan in late)
    return Finding("planned releases", words, "Run forumapp worker, or serve without --no-worker.")


def _mail(settings: Settings) -> Finding:
    if settings.smtp_url is None:
        return Finding("mail", "no server set: letters stay in the outbox, readable under /admin/letters")
    try:
        with transport.connection(settings.smtp_url) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as failed:
        return Finding(
            "mail", f"the server cannot be used: {failed}", "Correct FORUMAPP_SMTP_URL, or start the server."
        )
    return Finding("mail", f"the server answers; letters come from {settings.mail_from}")


def _zones() -> Finding:
    version = (
        (resources.files("tzdata") / "zoneinfo" / "tzdata.zi").read_text().splitlines()[0].removeprefix("# version ")
    )
    if zoneinfo.TZPATH:
        return Finding(
            "time zones",
            f"the system's, from {zoneinfo.TZPATH[0]}",
            "Unset PYTHONTZPATH: the bundled data is to be used.",
        )
    return Finding("time zones", f"tzdata {version}, bundled")


def _assets() -> Finding:
    if not (paths.ASSETS / "manifest.json").is_file():
        return Finding("assets", "not built", "Run python3 dev.py build.")
    return Finding("assets", "built")


def _translations() -> Finding:
    missing = [code for code in LANGUAGES if not (paths.TRANSLATIONS / code / "LC_MESSAGES" / "messages.mo").is_file()]
    if missing:
        return Finding("translations", f"not compiled: {', '.join(missing)}", "Run python3 dev.py build.")
    return Finding("translations", f"compiled: {', '.join(LANGUAGES)}")


def _storage(folder: Path) -> Finding:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"probe")
            free = os.statvfs(folder)
    except OSError as failed:
        return Finding(
            "storage", f"{folder}: {failed.strerror}", "Make the folder writable, or set FORUMAPP_STORAGE_DIR."
        )
    megabytes = free.f_bavail * free.f_frsize // 1_000_000
    if megabytes < 200:
        return Finding("storage", f"{folder}, {megabytes} MB free", "Make room on this disk.")
    return Finding("storage", f"{folder}, {megabytes} MB free")


def _redis(settings: Settings) -> Iterable[Finding]:
    if settings.redis_url is None:
        return
    if not settings.rate_limits:
        yield Finding("redis", "not in use while FORUMAPP_RATE_LIMITS is off")
    elif limiter.storage.check():
        yield Finding("redis", "answers")
    else:
        advice = "Correct FORUMAPP_REDIS_URL, or start the server; meanwhile limits count in each process."
        yield Finding("redis", "cannot be used", advice)
