"""A server of its own: fills a database once, and prints the ETags of all feeds of the demo forum."""

import json
import re
import sys
from html import unescape
from pathlib import Path

from forumapp.db import transaction
from forumapp.exchange import forumfile
from forumapp.paths import PACKAGE
from tests.conftest import create_app, migrate, settings_for
from tests.web.feeds.samples import released

DEMO = PACKAGE / "demo" / "data" / "library-community-2021.json"


def main(folder: Path) -> None:
    """Print ETag and Last-Modified by address."""
    app = create_app(settings_for(folder))
    if not (folder / "filled").exists():
        migrate(app)
        with app.app_context(), transaction():
            released(forumfile.read(DEMO.read_bytes()))
        (folder / "filled").touch()
    client = app.test_client()
    page = client.get("/forums/library-community-2021/calendar/").text
    found = [unescape(each) for each in re.findall(r'<code class="address[^"]*">https?://[^/]+([^<]+)</code>', page)]
    forum = "/forums/library-community-2021"
    found += ["/calendar.ics", "/sitemap.xml", *(f"{forum}/{name}" for name in ("schedule.json", "schedule.xml"))]
    found += [f"{forum}/calendar/", f"{forum}/programme.txt", f"{forum}/calendar.ics?lang=en"]
    answers = {path: client.get(path) for path in found}
    sys.stdout.write(
        json.dumps({path: [each.headers["ETag"], each.headers["Last-Modified"]] for path, each in answers.items()})
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
