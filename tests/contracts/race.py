"""The forum of the race for places, and its form as clients of a real server fill it in."""

from contextlib import closing
from datetime import datetime, time, timedelta
from http.client import HTTPConnection
from urllib.parse import urlencode
from uuid import uuid4

from sqlalchemy import select

from forumapp.db import db
from forumapp.exchange import forumfile
from forumapp.exchange.document import Attendance, Document, ForumPart, Signup
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.questions import service as questions
from forumapp.questions.rules.parts import OptionPart, QuestionKind, QuestionPart
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service import token_of
from forumapp.schedule.models import Release
from tests import parts
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


def register_all(number: int, now: datetime) -> None:
    """Have so many confirmed delegates in the forum of the race."""
    forum = forum_by_slug("race")
    assert forum is not None
    for arrived in range(1, number + 1):
        registration = Registration(
            uid=uuid4(),
            forum_id=forum.id,
            arrived=arrived,
            status=RegistrationStatus.CONFIRMED,
            email=f"delegate{arrived}@example.org",
            email_key=f"delegate{arrived}@example.org",
            given_name="Айна",
            family_name="Атаева",
            country="TM",
            attendance=Attendance.ONSITE,
            language="en",
            created_at=now,
            verified_at=now,
            token_generation=1,
        )
        registration.token_hash = fingerprint(token_of(registration))
        db.session.add(registration)


def own_pages() -> list[str]:
    """Return the paths of the delegates' own programmes in the race, in order of arrival."""
    rows = db.session.scalars(select(Registration).order_by(Registration.arrived))
    return [f"/forums/race/registration/{token_of(row)}/programme/" for row in rows]


def open_page(port: int, path: str) -> tuple[str, str]:
    """Open somebody's own programme; return the browser's cookies and the page's token for forms."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=SECONDS)) as connection:
        connection.request("GET", path)
        page = connection.getresponse()
        reader = _Forms()
        reader.feed(page.read().decode())
        cookies = [value.partition(";")[0] for value in page.headers.get_all("Set-Cookie") or ()]
    return "; ".join(cookies), next(form for form in reader.forms if form.method == "post").values["csrf_token"]


def press(port: int, path: str, cookie: str, token: str) -> int:
    """Press a button of somebody's own programme; return the status of the answer."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    with closing(HTTPConnection("127.0.0.1", port, timeout=SECONDS)) as connection:
        connection.request("POST", path, urlencode({"csrf_token": token}), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def publish_race(now: datetime, *, places: int | None, in_course: int = 10) -> None:
    """Add the published forum of the race with so many places, None for as many as like, and a session with its own.

    The caller's transaction keeps it.
    """
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
    hour = datetime.combine(first, time(10))
    course = {"signup": Signup.OPEN, "capacity": in_course, "starts_at": hour, "ends_at": hour + timedelta(hours=1)}
    forum = Forum(
        **values,
        has_registration=True,
        registration_capacity=None if places is None else {"onsite": places},
        created_at=now,
    )
    db.session.add(forum)
    db.session.flush()
    document = Document(forum=ForumPart(**values), sessions=(parts.session("course", **course),))
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
