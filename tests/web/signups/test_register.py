"""From the registration form to a place: wishes, the letter's answer, the calendar, the words of the letters."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.registration import queries as registrations
from forumapp.registration import service as registration
from forumapp.registration.models import RegistrationStatus, Star
from forumapp.signups import service
from tests.browsing import Browser
from tests.web.registration.conftest import ANSWERS
from tests.web.signups.conftest import NOW, Delegate, letters, sign_up, standing

pytestmark = pytest.mark.usefixtures("speaking")

LATER = NOW + timedelta(hours=1)


def test_sessions_of_the_form_are_wishes_until_the_letter_is_answered_and_marks_too(
    browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    answers = {**ANSWERS, "language": "en", "sessions": ["course", "chosen", "members", "closed", "talk"]}
    assert browser.fill("/forums/forum/register/", answers).status_code == 303
    assert [standing(session, key) for key in ("course", "chosen")] == [[(1, "waiting")], [(1, "asked")]]
    assert sorted(session.scalars(select(Star.session_key))) == ["chosen", "course"]

    row = registrations.registration_by_email_key(forum, "ayna@example.org")
    assert row is not None
    registration.verify(row, now=LATER)

    assert [standing(session, key) for key in ("course", "chosen", "members", "closed", "talk")] == [
        [(1, "signed")],
        [(1, "asked")],
        [],
        [],
        [],
    ]
    assert letters(session) == []


def test_the_personal_calendar_holds_places_and_not_what_is_waited_for(
    client: FlaskClient, session: DatabaseSession, delegate: Delegate
) -> None:
    first, second, third = (delegate() for _ in range(3))
    sign_up(first, second, third)
    sign_up(third, key="other")
    address = f"/calendar/{registration.renew_feed(third, now=NOW)}.ics"
    db.session.commit()
    before = client.get(address).get_data(as_text=True)

    service.take_back(first, "course", now=LATER)
    db.session.commit()
    after = client.get(address).get_data(as_text=True)

    assert ("Session other" in before, "Session course" in before) == (True, False)
    assert ("Session other" in after, "Session course" in after) == (True, True)


def test_letters_speak_the_delegate_s_language_and_lead_to_their_programme(
    session: DatabaseSession, delegate: Delegate
) -> None:
    first, second = delegate(), delegate()
    third = delegate(language="ru")
    sign_up(first, second, third)

    service.take_back(first, "course", now=LATER)

    letter = session.scalars(select(OutboxLetter)).one()
    assert letter.subject == "Вы получили место: Заседание course"
    assert "Понедельник, 12 апреля, 10:00–11:00 (Ашхабад)" in letter.text
    assert "/programme/" in letter.text


def test_who_has_no_address_gets_a_place_and_no_letter(session: DatabaseSession, delegate: Delegate) -> None:
    first, second = delegate(), delegate()
    silent = delegate(email=None, email_key=None)
    sign_up(first, second, silent)

    service.take_back(first, "course", now=LATER)

    assert standing(session) == [(2, "signed"), (3, "signed")]
    assert letters(session) == []


def test_a_substitute_takes_the_forum_s_place_and_none_in_sessions(
    session: DatabaseSession, delegate: Delegate
) -> None:
    """Whose place in a session came free is decided by the line, not by the delegation."""
    former, second, third = (delegate() for _ in range(3))
    sign_up(former, second, third)
    party = registration.Party(key="party", name={"en": "Party"}, is_together=False)
    answers = registration.Answers(given_name="Oleg", family_name="New", country="TM", language="en")
    nominee = registration.Nominee(mailbox=None, answers=answers, attendance=former.attendance)

    new = registration.substitute(former, party, nominee, now=LATER)

    assert new.status in {RegistrationStatus.CONFIRMED, RegistrationStatus.UNVERIFIED}
    assert [status for _number, status in standing(session)] == ["signed", "signed"]
    assert letters(session) == [("delegate3", "seat")]
