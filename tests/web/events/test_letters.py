"""Letters name the further events that are still to come and that their reader may know of."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import Attendance, Visibility
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.mail import Wording
from forumapp.mail.models import OutboxLetter
from forumapp.registration import mails, service
from forumapp.registration.models import RegistrationStatus
from forumapp.registration.service.released import MOST_EVENTS, write
from tests import factories, parts
from tests.publishing import publish

NOW = datetime(2027, 4, 20, 18, 59, tzinfo=UTC)
"""The 20th of April is not over yet in Ashgabat."""
READINGS = parts.event(
    "readings",
    title={"ru": "Чтения", "en": "Readings"},
    attendance=Attendance.HYBRID,
    place={"ru": "Ашхабад", "en": "Ashgabat"},
    link="https://events.example.org/readings",
    starts_on=date(2027, 5, 25),
    ends_on=date(2027, 5, 26),
)
FORUM = parts.document(
    events=(
        READINGS,
        parts.event("past", title={"en": "Past"}, starts_on=date(2027, 4, 1), ends_on=date(2027, 4, 19)),
        parts.event("today", title={"en": "Today"}, starts_on=date(2027, 4, 20), ends_on=None, forum="other"),
        parts.event("members", title={"en": "Members"}, audience=Visibility.REGISTERED),
        parts.event("closed", title={"en": "Closed"}, audience=Visibility.INVITED),
    )
)


@pytest.fixture
def forum(session: DatabaseSession) -> Forum:
    """Give a published forum with events, one of which leads to another published forum."""
    publish(parts.document(forum=parts.forum(slug="other")))
    publish(FORUM)
    found = forum_by_slug("forum")
    assert found is not None
    return found


def letter(session: DatabaseSession, kind: str) -> OutboxLetter:
    return session.scalars(select(OutboxLetter).where(OutboxLetter.kind == kind)).one()


def told(text: str, heading: str) -> list[str]:
    """The lines of what a letter also tells of, without blank ones."""
    lines = text.partition(f"{heading}:\n")[2].splitlines()
    return [line for line in lines[: lines.index("-- ")] if line.startswith(("- ", "  "))]


def test_a_registered_delegate_reads_of_them_in_the_order_of_time(session: DatabaseSession, forum: Forum) -> None:
    registration = factories.Registration(
        forum=forum, status=RegistrationStatus.UNVERIFIED, verified_at=None, hold_until=NOW, language="en"
    )

    service.verify(registration, now=NOW)

    assert told(letter(session, "registration:register").text, "Participants are also invited") == [
        "- Today",
        "  20 April 2027; on site",
        "  http://127.0.0.1:8000/forums/other/",
        "- Members",
        "  20–21 April 2027; on site",
        "  http://127.0.0.1:8000/forums/forum/#event-members",
        "- Readings",
        "  25–26 May 2027; Ashgabat, on site and online",
        "  https://events.example.org/readings",
    ]


def test_they_are_named_in_the_delegates_language_in_both_forms_of_the_letter(
    session: DatabaseSession, forum: Forum
) -> None:
    publish(replace(FORUM, events=(READINGS,)))
    registration = factories.Registration(forum=forum, language="ru")

    write(registration, mails.CONFIRMED, forum=forum, now=NOW)

    written = letter(session, "registration:register")
    assert told(written.text, "Участников также приглашают") == [
        "- Чтения",
        "  25–26 мая 2027; Ашхабад, очно и онлайн",
        "  https://events.example.org/readings",
    ]
    assert '<a href="https://events.example.org/readings" style="color:inherit">Чтения</a>' in written.html


@pytest.mark.parametrize(
    ("wording", "is_told"),
    [
        (mails.CONFIRMED, True),
        (mails.APPROVED, True),
        (mails.PLACE_FREE, True),
        (mails.ALREADY_REGISTERED, True),
        (mails.ALREADY_UNCONFIRMED, False),
        (mails.CONFIRM_ADDRESS, False),
        (mails.WAITING, False),
        (mails.DECLINED, False),
        (mails.WITHDRAWN, False),
        (mails.EMAIL_CHANGED, False),
    ],
)
def test_letters_that_confirm_or_remind_tell_of_them(
    session: DatabaseSession, forum: Forum, wording: Wording, is_told: bool
) -> None:
    registration = factories.Registration(forum=forum, language="en")

    write(registration, wording, forum=forum, now=NOW)

    assert ("Readings" in letter(session, wording.kind).text) == is_told


def test_somebody_who_waits_reads_of_what_everybody_may_know_only(session: DatabaseSession, forum: Forum) -> None:
    registration = factories.Registration(forum=forum, status=RegistrationStatus.WAITLISTED, language="en")

    write(registration, mails.ALREADY_REGISTERED, forum=forum, now=NOW)

    lines = told(letter(session, "registration:remind").text, "Participants are also invited")
    assert [line for line in lines if line.startswith("- ")] == ["- Today", "- Readings"]


def test_a_letter_names_few_events(session: DatabaseSession, forum: Forum) -> None:
    publish(replace(FORUM, events=tuple(parts.event(f"event-{number}") for number in range(MOST_EVENTS + 3))))
    registration = factories.Registration(forum=forum, language="en")

    write(registration, mails.CONFIRMED, forum=forum, now=NOW)

    lines = told(letter(session, "registration:register").text, "Participants are also invited")
    assert len([line for line in lines if line.startswith("- ")]) == MOST_EVENTS


def test_a_forum_without_events_to_come_writes_as_ever(session: DatabaseSession, forum: Forum) -> None:
    registration = factories.Registration(forum=forum, language="en")

    write(registration, mails.CONFIRMED, forum=forum, now=datetime(2028, 1, 1, tzinfo=UTC))

    written = letter(session, "registration:register")
    assert "also invited" not in written.text + written.html
