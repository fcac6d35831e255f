"""A registrar brings in a list: nothing is stored before it is confirmed, a bad row loses nothing, a second time changes nothing."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.policy import TeamRole
from forumapp.questions import service as questions
from forumapp.questions.models import Question
from forumapp.questions.rules.parts import OptionPart, QuestionKind, QuestionPart
from forumapp.registration.models import Answer, ChosenOption, Consent
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.registration.conftest import NOW, registrations
from tests.web.secretariat.importing import BAD, GULNARA, HEADS, MERGEN, SEATED, Bring, bring, desk, letters

__all__ = ["bring", "desk"]


def test_nothing_is_stored_before_the_button_and_a_bad_row_says_what_is_wrong(
    browser: Browser, session: DatabaseSession, desk: str
) -> None:
    page = browser.fill(desk, {"text": HEADS + MERGEN + GULNARA + BAD})

    assert "2 people can be entered" in page.text
    assert "Country: “Атлантида” is no name of a country that we know." in page.text
    assert 'value="not-an-address"' in page.text
    assert registrations(session) == []


def test_people_get_places_as_many_as_there_are_and_the_others_wait(session: DatabaseSession, bring: Bring) -> None:
    second = "3\tАтаева Айна\tдиректор\tayna@example.org\t\tТуркмения\tочно\n"

    response = bring(HEADS + MERGEN + GULNARA + second, **SEATED)

    assert response.status_code == 303
    assert [
        (
            each.arrived,
            each.family_name,
            each.patronymic,
            each.phone,
            each.country,
            each.attendance.value,
            each.status.value,
        )
        for each in registrations(session)
    ] == [
        (1, "Бердыев", "Атаевич", "+993 12 345678", "TM", "online", "confirmed"),
        (2, "Оразова", None, None, "UZ", "onsite", "confirmed"),
        (3, "Атаева", None, None, "TM", "onsite", "waitlisted"),
    ]
    assert letters(session) == [
        ("ayna@example.org", "registration:wait"),
        ("gulnara@example.org", "registration:register"),
        ("mergen@example.org", "registration:register"),
    ]
    assert len(session.scalars(select(Consent).where(Consent.purpose == "data")).all()) == 3


def test_the_same_list_again_changes_nothing_and_says_so(
    client: FlaskClient, session: DatabaseSession, bring: Bring
) -> None:
    bring(HEADS + MERGEN + GULNARA, **SEATED)
    before = [(each.id, each.status) for each in registrations(session)], letters(session)

    response = bring(HEADS + MERGEN + GULNARA, **SEATED)

    assert "Nothing was changed: 2 rows are registered already." in client.get(response.location).text
    assert ([(each.id, each.status) for each in registrations(session)], letters(session)) == before


def test_pressing_the_button_twice_enters_once(browser: Browser, session: DatabaseSession, desk: str) -> None:
    page = browser.fill(desk, {"text": HEADS + MERGEN})
    values = {"enter": "1", **SEATED}

    first = browser.send(page, f"{desk}check", values, form="check")
    second = browser.send(page, f"{desk}check", values, form="check")

    assert (first.status_code, second.status_code) == (303, 303)
    assert len(registrations(session)) == len(letters(session)) == 1


def test_good_rows_come_in_and_the_bad_one_stays_on_the_page_with_what_was_typed(
    browser: Browser, session: DatabaseSession, desk: str, bring: Bring
) -> None:
    page = bring(HEADS + MERGEN + BAD, **SEATED, **{"row-3-post": "начальник отдела"})

    assert page.status_code == 200
    assert "1 person is entered." in page.text
    assert 'value="начальник отдела"' in page.text
    assert [each.family_name for each in registrations(session)] == ["Бердыев"]
    corrected = {"row-3-given_name": "Сердар", "row-3-email": "serdar@example.org", "row-3-country": "UZ"}
    browser.send(page, f"{desk}check", {"enter": "1", **corrected}, form="check")
    assert [(each.family_name, each.post) for each in registrations(session)] == [
        ("Бердыев", "директор"),
        ("Атаев", "начальник отдела"),
    ]


def test_whoever_withdrew_is_left_out_and_shown_with_their_number(
    browser: Browser, session: DatabaseSession, forum: Forum, desk: str
) -> None:
    factories.Registration(forum=forum, email="mergen@example.org", arrived=7, status="withdrawn")
    session.flush()

    page = browser.fill(desk, {"text": HEADS + MERGEN})

    assert "number 7" in page.text
    assert "0 people can be entered" in page.text


def test_each_confirms_by_a_letter_and_consents_on_their_own_page(
    browser: Browser, session: DatabaseSession, bring: Bring
) -> None:
    bring(HEADS + MERGEN, coming="asked", letters=None)

    (registration,) = registrations(session)
    assert (registration.status.value, registration.verified_at) == ("unverified", None)
    assert (registration.hold_until - registration.created_at).days == 7
    assert session.scalars(select(Consent)).all() == []
    (letter,) = session.scalars(select(OutboxLetter))
    link = next(word for word in letter.text.split() if "/registration/" in word)
    path = "/" + link.split("/", 3)[3]
    assert browser.fill(path, form="confirm").status_code == 422
    browser.fill(path, {"consent_data": "y"}, form="confirm")
    assert [each.status.value for each in registrations(session)] == ["confirmed"]
    assert [each.purpose for each in session.scalars(select(Consent))] == ["data"]


def test_waiting_for_approval_takes_no_place_and_writes_only_where_asked(
    session: DatabaseSession, bring: Bring
) -> None:
    bring(HEADS + MERGEN, coming="pending", written="y", letters=None)

    assert [each.status.value for each in registrations(session)] == ["pending"]
    assert letters(session) == []


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({}, "Choose how they come in."),
        ({"coming": "seated"}, "Without this consent nobody can be registered."),
        ({"coming": "pending"}, "Without this consent nobody can be registered."),
    ],
)
def test_how_they_come_in_is_asked(
    session: DatabaseSession, bring: Bring, choices: dict[str, str], sentence: str
) -> None:
    response = bring(HEADS + MERGEN, **choices)

    assert response.status_code == 422
    assert sentence in response.text
    assert registrations(session) == []


def test_without_a_waiting_list_all_come_in_or_none(session: DatabaseSession, forum: Forum, bring: Bring) -> None:
    forum.registration_waitlist = False
    session.flush()
    second = "3\tАтаева Айна\tдиректор\tayna@example.org\t\tTM\tочно\n"

    response = bring(HEADS + GULNARA + second, **SEATED)

    assert response.status_code == 422
    assert "There is no waiting list, and 1 of them fits at the moment." in response.text
    assert registrations(session) == []


def test_own_questions_are_answered_by_columns_with_their_names(
    session: DatabaseSession, forum: Forum, bring: Bring
) -> None:
    options = (OptionPart(key="veg", label={"en": "Vegetarian", "ru": "Без мяса"}, places=1),)
    questions.add(
        forum, QuestionPart(key="meal", label={"en": "Meal"}, kind=QuestionKind.CHOICE, options=options), now=NOW
    )
    questions.add(forum, QuestionPart(key="arrival", label={"en": "Arrival"}, kind=QuestionKind.DATE), now=NOW)
    session.flush()
    text = "Name\tE-mail\tCountry\tq_meal\tArrival\nAna Li\tana@example.org\tKZ\tбез мяса\t12.04.2027\n"

    bring(text, **SEATED)

    keyed = select(Question.key, Answer.value).join(Question, Question.id == Answer.question_id)
    assert sorted(map(tuple, session.execute(keyed))) == [("arrival", "2027-04-12"), ("meal", "veg")]
    assert [(each.option_key, each.holds_place) for each in session.scalars(select(ChosenOption))] == [("veg", True)]
    response = bring(text.replace("ana@", "bo@").replace("Ana Li", "Bo Wu"), **SEATED)
    assert "has 0 places left; the list takes more" in response.text


def test_the_same_address_twice_in_a_list_is_said_at_the_second_row(browser: Browser, desk: str) -> None:
    page = browser.fill(desk, {"text": HEADS + MERGEN + "2\tМурадов Мурад\t\tMERGEN@example.org\t\tTM\tочно\n"})

    assert "E-mail: row 2 has the same address." in page.text


def test_possible_doubles_are_marked(browser: Browser, session: DatabaseSession, forum: Forum, desk: str) -> None:
    factories.Registration(forum=forum, family_name="Berdyyew", given_name="Mergen", email="other@example.org")
    session.flush()

    page = browser.fill(desk, {"text": HEADS + MERGEN})

    assert "May be the same person as Berdyyew Mergen (registered already)." in page.text


@pytest.mark.parametrize("cells", ["", "!", "eJyrVgIAAXUA+Q==", "é"])
def test_a_list_that_was_tampered_with_is_asked_for_again(browser: Browser, desk: str, cells: str) -> None:
    page = browser.fill(desk, {"text": HEADS + MERGEN})

    response = browser.send(page, f"{desk}check", {"cells": cells, "enter": "1"}, form="check")

    assert (response.status_code, response.location) == (303, desk)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (TeamRole.OWNER, 200),
        (TeamRole.REGISTRAR, 200),
        (TeamRole.CHECK_IN, 403),
        (TeamRole.PROGRAMME_EDITOR, 403),
        (TeamRole.READ_ONLY, 403),
    ],
)
def test_lists_are_brought_in_by_those_who_register_people(
    client: FlaskClient, session: DatabaseSession, forum: Forum, role: TeamRole, expected: int
) -> None:
    sign_in_as(client, session, forum, role)

    assert client.get(f"/forums/{forum.slug}/manage/registrations/import/").status_code == expected


def test_a_registrar_of_another_forum_finds_no_import(
    client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    sign_in_as(client, session, factories.Forum(), TeamRole.REGISTRAR)
    address = f"/forums/{forum.slug}/manage/registrations/import/"

    assert client.get(address).status_code == 404
