"""The demo: everything at work, in one command."""

from dataclasses import replace

import click
import flask_migrate

import forumapp
from forumapp import clock, demo, health, serving
from forumapp.config import Settings
from forumapp.db import db, transaction, write_intent
from forumapp.directory.service import load_countries
from forumapp.errors import ConfigurationError

HOST = "127.0.0.1"
USUAL_ADDRESS = "http://127.0.0.1:8000"


@click.command("demo")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
def demonstrate(port: int) -> None:
    """Migrate the embedded database, load the demo forums if they are absent, and serve them on this machine."""
    settings = _settings(port)
    serving.refuse_taken_port(HOST, port)
    app = forumapp.create_app(settings)
    with app.app_context():
        _load()
        db.session.remove()
        db.engine.dispose()
    serving.check(app)
    click.echo(welcome(settings))
    serving.serve(serving.Serving(host=HOST, port=port, is_quiet=True, settings=settings))


def welcome(settings: Settings) -> str:
    """Return what a newcomer wants to know: addresses, logins, feeds, where letters are read."""
    site = settings.base_url
    lines = ["", f"The demo is at {site}/", ""]
    for slug in demo.FORUMS:
        lines += [f"  {site}/forums/{slug}/", f"      calendar: {site}/forums/{slug}/calendar.ics"]
    lines += [
        "",
        f"Register as a delegate: {site}/forums/{demo.FORUMS[0]}/register/",
        f"Organize: {site}/account/login, password {demo.PASSWORD}",
        *(f"  {member.email:<24}{member.deeds}" for member in demo.MEMBERS),
        f"Read the letters: {site}/admin/letters (as {demo.MEMBERS[0].email})",
        "",
        "Ctrl+C stops it. Anybody at this machine can sign in: load no real forum here.",
    ]
    return "\n".join(lines)


def _settings(port: int) -> Settings:
    """Return the instance's settings, with the address on which the demo is reached."""
    settings = Settings.from_environment()
    if not settings.is_embedded:
        raise ConfigurationError("The demo has passwords that everybody knows: unset FORUMAPP_DATABASE_URL to run it.")
    if settings.base_url == USUAL_ADDRESS:
        return replace(settings, base_url=f"http://{HOST}:{port}")
    return settings


def _load() -> None:
    if health.migrations_state() == "behind":
        db.session.remove()
        _migrate()
    with transaction():
        load_countries()
    demo.load(now=clock.now())


def _migrate() -> None:
    token = write_intent.set(True)
    try:
        flask_migrate.upgrade()
    finally:
        write_intent.reset(token)
