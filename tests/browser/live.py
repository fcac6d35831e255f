"""One instance that really serves: an embedded database with the demo, kept answers in front as in production."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from forumapp import clock, demo, serving
from forumapp.db import db, transaction
from forumapp.directory.service import load_countries
from forumapp.mail import queries as outbox
from tests.cli.instances import free_port
from tests.conftest import migrate, settings_for

COMING, PAST = demo.FORUMS
ADMIN, ORGANIZER, EDITOR, REGISTRAR = (member.email for member in demo.MEMBERS)


@dataclass(frozen=True)
class Live:
    """A serving instance: its address, and its application for what a test has to know of the database."""

    app: Flask
    address: str

    def letters_to(self, recipient: str) -> list[str]:
        """Return the texts of the letters to an address, newest first."""
        with self.app.app_context():
            return [letter.text for letter in outbox.letters(most=1000) if letter.recipient == recipient]

    def link_to(self, recipient: str, part: str) -> str:
        """Return the newest link with ``part`` in it that was mailed to an address."""
        texts = "\n".join(self.letters_to(recipient))
        return re.findall(rf"{re.escape(self.address)}\S*{re.escape(part)}\S*", texts)[0]


@contextmanager
def serving_demo(folder: Path) -> Iterator[Live]:
    """Serve the demo out of an empty folder."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    app = serving.application(settings_for(folder, FORUMAPP_BASE_URL=address))
    migrate(app)
    with app.app_context():
        with transaction():
            load_countries()
        demo.load(now=clock.now())
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Live(app, address)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()


class _Silent(WSGIRequestHandler):
    """The application logs its requests by itself."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *arguments: object) -> None:  # noqa: A002
        """Say nothing."""
