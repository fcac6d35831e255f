"""Makes the picture in the README again: `.venv/bin/python -m devtools.picture`."""

import os
import tempfile
import threading
from pathlib import Path

import flask_migrate
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from forumapp import clock, create_app
from forumapp.config import Settings
from forumapp.db import transaction, write_intent
from forumapp.exchange import forumfile
from forumapp.paths import PACKAGE
from forumapp.programme import service as programme
from forumapp.schedule import service as schedule
from tests.provision.chromium import NODE, chromium

PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "programme.png"
FORUM = PACKAGE / "demo" / "data" / "library-community-2021.json"
PAGE = "/forums/library-community-2021/programme/?lang=en&day=2021-03-11"


def main() -> None:
    """Serve the demo forum from an empty folder and photograph the first day of its programme."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_environment({"FORUMAPP_INSTANCE_DIR": folder}))
        with app.app_context():
            write_intent.set(True)
            flask_migrate.upgrade()
            write_intent.set(False)
            with transaction():
                document = forumfile.read(FORUM.read_bytes())
                applied = programme.apply_document(document, forum=None, owner=None, now=clock.now())
                schedule.publish(applied.forum, by="demo", now=clock.now())
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        photograph(f"http://127.0.0.1:{server.server_port}{PAGE}")
        server.shutdown()


def photograph(address: str) -> None:
    """Save what a wide window shows of a page."""
    found = chromium()
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=str(found.executable),
            env={**os.environ, **found.environment},
            args=[*found.arguments, "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1280, "height": 960}, timezone_id="Asia/Ashgabat", locale="en-GB")
        page.goto(address)
        page.wait_for_load_state("networkidle")
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
