"""The forum of the race for places, and its form as clients of a real server fill it in."""

from contextlib import closing
from datetime import datetime, timedelta
from http.client import HTTPConnection
from urllib.parse import urlencode

from forumapp.db import db
from forumapp.exchange import forumfile
from forumapp.exchange.document import Attendance, Document, ForumPart
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.questions import service as questions
from forumapp.questions.rules.parts import OptionPart, QuestionKind, QuestionPart
from forumapp.schedule.models import Release
from tests.browsing import _Forms
from tests.cli.instances import SECONDS


def open_form(port: int) -> tuple[str, dict[str, str]]:
    """Open the form; return the browser's cookie and the form filled in, but for the address."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=SECONDS)) as connection:
        connection.request("GET", "/forums/race/register/")
        page = connection.getresponse()
        reader = _Forms()
        reader.feed(page.read().decode())
        cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
    values = next(form for form in reader.forms if form.method == "post").values.to_dict()
    names = {"given_name": "Айна", "family_name": "Атаева", "country": "TM"}
    return cookie, {**values, **names, "attendance": "onsite", "consent_data": "y"}


def send_form(port: int, cookie: str, values: dict[str, str]) -> int:
    """Send the form; return the status of the answer."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    with closing(HTTPConnection("127.0.0.1", port, timeout=SECONDS)) as connection:
        connection.request("POST", "/forums/race/register/", urlencode(values), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def offer_trip(now: datetime, *, places: int) -> None:
    """Ask in the forum of the race for an excursion with so many places."""
    forum = forum_by_slug("race")
    assert forum is not None
    option = OptionPart(key="museum", label={"en": "Museum"}, places=places)
    part = QuestionPart(key="trip", label={"en": "Excursion"}, kind=QuestionKind.CHOICE, options=(option,))
    questions.add(forum, part, now=now)


def publish_race(now: datetime, *, places: int | None) -> None:
    """Add the published forum of the race with so many places, None for as many as like; the caller's transaction keeps it."""
    first = (now + timedelta(days=60)).date()
    values = {
        "slug": "race",
        "title": {"en": "The race"},
        "timezone": "Asia/Ashgabat",
        "starts_on": first,
        "ends_on": first,
        "attendance": Attendance.ONSITE,
        "languages": ("en",),
    }
    forum = Forum(
        **values,
        has_registration=True,
        registration_capacity=None if places is None else {"onsite": places},
        created_at=now,
    )
    db.session.add(forum)
    db.session.flush()
    document = Document(forum=ForumPart(**values))
    db.session.add(
        Release(
            forum_id=forum.id,
            number=1,
            published_at=now,
            published_by="test",
            document=forumfile.write(document),
            uids={},
            changes=[],
        )
    )
