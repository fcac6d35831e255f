"""Settings from the environment; see docs/operations.md for what each does."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from forumapp.errors import ConfigurationError

EMBEDDED = "sqlite:///"
PRIVATE = 0o700
"""The folder of an instance holds people's data and the secret: it is its owner's alone."""
LANGUAGES = ("en", "ru")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything an operator decides."""

    database_url: str
    secret_key: str
    base_url: str
    """Public address without a slash at the end; used in letters and feeds, never the Host header."""
    smtp_url: str | None
    mail_from: str
    redis_url: str | None
    storage_dir: Path
    instance_dir: Path
    trusted_proxies: int
    rate_limits: bool
    default_language: str
    metrics_token: str | None = None
    """What a monitoring system sends as bearer token; without it, /metrics answers this machine only."""

    @property
    def is_embedded(self) -> bool:
        """Say whether the database is the embedded one."""
        return self.database_url.startswith("sqlite")

    @property
    def is_secure(self) -> bool:
        """Say whether people reach the application by https."""
        return self.base_url.startswith("https://")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings from ``environment`` (default: the process's, over a ``.env`` file).

        Raises ConfigurationError with a sentence when something needed is missing or wrong.
        """
        values = _from_process() if environment is None else environment
        instance_dir = Path(values.get("FORUMAPP_INSTANCE_DIR") or "instance").resolve()
        database_url = _database_url(values, instance_dir)
        return cls(
            database_url=database_url,
            secret_key=_secret_key(values, instance_dir, is_embedded=database_url.startswith("sqlite")),
            base_url=_base_url(values, is_embedded=database_url.startswith("sqlite")),
            smtp_url=_smtp_url(values),
            mail_from=values.get("FORUMAPP_MAIL_FROM") or "forumapp@localhost",
            redis_url=values.get("FORUMAPP_REDIS_URL") or None,
            storage_dir=Path(values.get("FORUMAPP_STORAGE_DIR") or instance_dir / "storage").resolve(),
            instance_dir=instance_dir,
            trusted_proxies=_count(values, "FORUMAPP_TRUSTED_PROXIES"),
            rate_limits=_switch(values, "FORUMAPP_RATE_LIMITS"),
            default_language=_language(values),
            metrics_token=values.get("FORUMAPP_METRICS_TOKEN") or None,
        )


def _from_process() -> Mapping[str, str]:
    """Return the process's environment over the ``.env`` file of the working directory."""
    stored = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    return {**stored, **os.environ}


def _database_url(values: Mapping[str, str], instance_dir: Path) -> str:
    url = values.get("FORUMAPP_DATABASE_URL")
    if not url:
        instance_dir.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
        return f"{EMBEDDED}{instance_dir / 'forumapp.sqlite3'}"
    if url.startswith("postgresql://"):
        return url.replace("postgresql://", "postgresql+psycopg://", 1)
    if not url.startswith(("postgresql+psycopg://", "sqlite://")):
        raise ConfigurationError("FORUMAPP_DATABASE_URL must begin with postgresql+psycopg:// or sqlite://.")
    return url


def _secret_key(values: Mapping[str, str], instance_dir: Path, *, is_embedded: bool) -> str:
    key = values.get("FORUMAPP_SECRET_KEY")
    if key:
        if len(key) < 16:
            raise ConfigurationError("FORUMAPP_SECRET_KEY is too short: use at least 16 random characters.")
        return key
    if not is_embedded:
        raise ConfigurationError(
            "FORUMAPP_SECRET_KEY is not set. Every process needs the same one: set it to 32 or more random characters."
        )
    return _kept_secret(instance_dir)


def _kept_secret(instance_dir: Path) -> str:
    """Return the secret kept beside the embedded database, making it once; several processes may ask at once."""
    instance_dir.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
    path = instance_dir / "secret-key"
    if not path.exists():
        draft = instance_dir / f"secret-key.{secrets.token_hex(8)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def _base_url(values: Mapping[str, str], *, is_embedded: bool) -> str:
    url = values.get("FORUMAPP_BASE_URL")
    if not url:
        if is_embedded:
            return "http://127.0.0.1:8000"
        raise ConfigurationError(
            "FORUMAPP_BASE_URL is not set. Set it to the public address, for example https://forum.example.org."
        )
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise ConfigurationError("FORUMAPP_BASE_URL must be an address like https://forum.example.org.")
    return url.rstrip("/")


def _smtp_url(values: Mapping[str, str]) -> str | None:
    url = values.get("FORUMAPP_SMTP_URL")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ConfigurationError("FORUMAPP_SMTP_URL must be like smtp://user:password@host:587?tls=starttls.")
    return url


def _count(values: Mapping[str, str], name: str) -> int:
    text = values.get(name) or "0"
    if not text.isdecimal() or int(text) > 10:
        raise ConfigurationError(f"{name} must be a whole number from 0 to 10.")
    return int(text)


def _switch(values: Mapping[str, str], name: str) -> bool:
    text = values.get(name) or "on"
    if text not in {"on", "off"}:
        raise ConfigurationError(f"{name} must be on or off.")
    return text == "on"


def _language(values: Mapping[str, str]) -> str:
    language = values.get("FORUMAPP_DEFAULT_LANGUAGE") or "en"
    if language not in LANGUAGES:
        raise ConfigurationError(f"FORUMAPP_DEFAULT_LANGUAGE must be one of {', '.join(LANGUAGES)}.")
    return language
