"""Registering: what is stored, what is written, what is refused."""

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.registration.models import Consent, Star
from tests import factories
from tests.browsing import Browser, forms_of
from tests.web.registration.conftest import Clock, Register, letters, own_page, registrations, statuses


def test_a_free_place_is_held_and_a_letter_written(register: Register, session: DatabaseSession, forum: Forum) -> None:
    response = register()

    assert (response.status_code, response.location) == (303, f"/forums/{forum.slug}/register/sent")
    (stored,) = registrations(session)
    assert (stored.status, stored.email, stored.arrived, stored.language) == ("unverified", "ayna@example.org", 1, "ru")
    assert letters(session) == [("ayna@example.org", "registration:confirm")]


def test_the_page_after_the_form_names_the_address_without_giving_it_away(register: Register, browser: Browser) -> None:
    page = browser.get(register().location)

    assert "We have written to a…@example.org." in page.text
    assert "ayna@example.org" not in page.text


def test_the_letter_speaks_the_delegates_language(register: Register, session: DatabaseSession) -> None:
    register(language="en")

    (letter,) = session.scalars(select(OutboxLetter)).all()
    assert letter.language == "en"
    assert letter.text.startswith("Dear Айна Мередовна,")


def test_when_no_place_is_free_delegates_wait_in_order_of_arrival(register: Register, session: DatabaseSession) -> None:
    for number in range(3):
        register(email=f"delegate{number}@example.org", attendance="onsite")

    assert statuses(session) == ["unverified", "waitlisted", "waitlisted"]
    assert letters(session)[1:] == [
        ("delegate1@example.org", "registration:wait"),
        ("delegate2@example.org", "registration:wait"),
    ]


def test_without_a_waiting_list_the_next_one_is_refused_and_nothing_is_stored(
    register: Register, session: DatabaseSession, forum: Forum
) -> None:
    forum.registration_waitlist = False
    session.flush()
    register(attendance="onsite")

    response = register(email="late@example.org", attendance="onsite")

    assert response.status_code == 422
    assert "All places are taken for this way of taking part. There is no waiting list." in response.text
    assert [each.email for each in registrations(session)] == ["ayna@example.org"]
    assert len(letters(session)) == 1


def test_a_country_whose_quota_is_used_up_waits(register: Register, session: DatabaseSession, forum: Forum) -> None:
    forum.registration_country_quota = {"TM": 1}
    session.flush()
    register()
    register(email="second@example.org")
    register(email="third@example.org", country="AM")

    assert statuses(session) == ["unverified", "waitlisted", "unverified"]


@pytest.mark.parametrize(
    "spelling", ["ayna@example.org", "Ayna@Example.ORG", "  ayna@example.org ", "ａｙｎａ@example.org"]
)
def test_a_registered_address_gets_a_letter_and_the_page_says_nothing(
    register: Register, session: DatabaseSession, browser: Browser, spelling: str
) -> None:
    first = browser.get(register().location).text
    second = browser.get(register(email=spelling, given_name="Other").location).text

    assert second.casefold() == first.casefold()
    assert [each.given_name for each in registrations(session)] == ["Айна"]
    assert letters(session) == [
        ("ayna@example.org", "registration:confirm"),
        ("ayna@example.org", "registration:remind"),
    ]


def test_what_follows_a_plus_sign_is_somebody_else(register: Register, session: DatabaseSession) -> None:
    register()
    register(email="ayna+friend@example.org")

    assert len(registrations(session)) == 2


def test_a_form_sent_twice_gives_one_row_one_letter_and_the_same_page(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum, register: Register
) -> None:
    address = f"/forums/{forum.slug}/register/"
    page = browser.get(address)
    values = {"submission_key": forms_of(page)[-1].values["submission_key"]}

    answers = [register(**values) for _time in range(3)]

    assert {(answer.status_code, answer.location) for answer in answers} == {(303, f"{address}sent")}
    assert len(registrations(session)) == 1
    assert letters(session) == [("ayna@example.org", "registration:confirm")]


def test_a_robot_gets_the_same_answer_and_nothing_is_stored(register: Register, session: DatabaseSession) -> None:
    response = register(website="https://spam.example")

    assert response.status_code == 303
    assert registrations(session) == []
    assert letters(session) == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("given_name", "", "Fill this in."),
        ("family_name", "   ", "Fill this in."),
        ("email", "nobody", "Write an e-mail address like name@library.org."),
        ("country", "XX", "Not a valid choice"),
        ("attendance", None, "Choose how you take part."),
        ("latin_name", "Атаева", "Use Latin letters, spaces, hyphens and apostrophes only."),
        ("phone", "call me", "Write the number with digits"),
        ("consent_data", None, "Without this consent we cannot register you."),
        ("post", "x" * 301, "Use at most 300 characters."),
        ("institution", "unknown", "Not a valid choice"),
    ],
)
def test_a_refused_form_keeps_what_was_typed_and_stores_nothing(
    register: Register, session: DatabaseSession, field: str, value: str | None, words: str
) -> None:
    response = register(**{"post": "Хранитель", field: value})

    assert response.status_code == 422
    assert words in response.text
    kept = next(form for form in forms_of(response) if "csrf_token" in form.values).values
    assert kept["patronymic"] == "Мередовна"
    assert kept["language"] == "ru"
    assert registrations(session) == []
    assert letters(session) == []


def test_consents_are_kept_with_their_words_one_purpose_each(register: Register, session: DatabaseSession) -> None:
    register(consent_list="y")

    consents = session.scalars(select(Consent).order_by(Consent.id)).all()
    assert [(each.purpose, each.language, len(each.text_hash)) for each in consents] == [
        ("data", "en", 64),
        ("list", "en", 64),
    ]


def test_consents_are_never_ticked_beforehand(browser: Browser, forum: Forum) -> None:
    page = browser.get(f"/forums/{forum.slug}/register/")

    assert [name for name in forms_of(page)[-1].values if name.startswith("consent")] == []


def test_sessions_with_sign_up_are_marked(register: Register, session: DatabaseSession) -> None:
    register(sessions=["workshop", "council", "unknown"])

    assert [star.session_key for star in session.scalars(select(Star))] == ["workshop"]


def test_a_library_of_the_list_is_linked(register: Register, session: DatabaseSession) -> None:
    register(institution="state-library")

    assert registrations(session)[0].institution_id is not None


@pytest.mark.parametrize("page", ["register/", "register/sent", "register/link", "my/stars.json", "programme/x/star"])
def test_a_forum_without_a_release_is_unknown(browser: Browser, session: DatabaseSession, page: str) -> None:
    forum = factories.Forum()

    assert browser.get(f"/forums/{forum.slug}/{page}").status_code == 404


def test_an_unpublished_title_does_not_leak(browser: Browser, session: DatabaseSession, forum: Forum) -> None:
    forum.title = {"ru": "Тайна", "en": "A secret"}
    session.flush()

    assert "A secret" not in browser.get(f"/forums/{forum.slug}/register/").text


def test_registration_that_is_not_open_yet_says_when(browser: Browser, session: DatabaseSession, forum: Forum) -> None:
    forum.registration_opens_at = datetime_of(2027, 3, 1, 14, 1)
    session.flush()

    page = browser.get(f"/forums/{forum.slug}/register/")

    assert "Registration opens on 1 March 2027, 14:01 (Ashgabat)." in page.text
    assert "given_name" not in page.text


def test_registration_opens_by_the_clock_of_the_forum(
    register: Register, session: DatabaseSession, forum: Forum, hours: Clock
) -> None:
    forum.registration_opens_at = datetime_of(2027, 3, 1, 14, 0)
    session.flush()
    register()

    assert len(registrations(session)) == 1


def test_a_form_sent_after_closing_is_refused_and_kept(
    browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    page = browser.get(f"/forums/{forum.slug}/register/")
    forum.registration_closes_at = datetime_of(2027, 3, 1, 12, 0)
    session.flush()

    response = browser.send(page, f"/forums/{forum.slug}/register/", {"given_name": "A", "family_name": "B"})

    assert response.status_code == 422
    assert registrations(session) == []


def test_private_pages_are_neither_kept_nor_indexed(
    register: Register, browser: Browser, session: DatabaseSession
) -> None:
    register()

    headers = browser.get(own_page(session)).headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_lost_link_is_sent_again_and_strangers_get_the_same_answer(
    register: Register, browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    register()
    address = f"/forums/{forum.slug}/register/link"

    known = browser.fill(address, {"email": "AYNA@example.org"})
    unknown = browser.fill(address, {"email": "else@example.org"})

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert letters(session)[1:] == [("ayna@example.org", "registration:remind")]


def datetime_of(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


@pytest.mark.parametrize("has_confirmed", [False, True])
def test_who_registers_once_more_is_asked_to_confirm_while_that_is_due(
    register: Register, browser: Browser, session: DatabaseSession, has_confirmed: bool
) -> None:
    register()
    if has_confirmed:
        browser.fill(own_page(session), form="/confirm")

    register()

    newest = session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "registration:remind")).one()
    assert ("Адрес пока не подтверждён" in newest.text) is not has_confirmed
    assert ("\nПодтвердить адрес:\n" in newest.text) is not has_confirmed


def test_a_letter_s_signature_is_set_apart_as_mail_programs_expect(
    register: Register, session: DatabaseSession
) -> None:
    register()

    letter = session.scalars(select(OutboxLetter)).one()
    assert letter.text.splitlines()[-2:] == ["-- ", "Организаторы форума «Содружество библиотек»"]


def test_the_name_in_latin_letters_is_suggested_and_nothing_is_stored(
    browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    address = f"/forums/{forum.slug}/register/?lang=en"
    typed = {"family_name": "Щукина", "given_name": "Юлия", "country": "RU", "email": "yulia@example.org", "spell": "1"}

    page = browser.fill(address, typed)

    text = page.get_data(as_text=True)
    assert (page.status_code, registrations(session)) == (200, [])
    assert 'value="SHCHUKINA IULIIA"' in text
    assert "A suggestion. Compare it with your passport" in text
    assert 'value="yulia@example.org"' in text
    nothing = browser.fill(address, {**typed, "family_name": "", "given_name": ""})
    assert "Fill in family name and given name first" in nothing.get_data(as_text=True)
