"""What an instance runs on."""

from dataclasses import dataclass
from importlib import metadata

from flask import current_app

from forumapp.config import Settings
from forumapp.db import db
from forumapp.health import newest_revision, stored_revision


@dataclass(frozen=True, kw_only=True)
class About:
    """Versions and state of an instance."""

    version: str
    time_zones: str
    database: str
    stored_migration: str | None
    newest_migration: str | None
    mail_server: str | None
    base_url: str


def about() -> About:
    """Return what this instance runs on."""
    settings: Settings = current_app.extensions["forumapp.settings"]
    dialect = db.engine.dialect
    server = ".".join(str(part) for part in dialect.server_version_info or ())
    return About(
        version=metadata.version("forumapp"),
        time_zones=metadata.version("tzdata"),
        database=f"{'SQLite' if dialect.name == 'sqlite' else 'PostgreSQL'} {server}".strip(),
        stored_migration=stored_revision(),
        newest_migration=newest_revision(),
        mail_server=settings.smtp_url.rpartition("@")[2].partition("?")[0] if settings.smtp_url else None,
        base_url=settings.base_url,
    )
