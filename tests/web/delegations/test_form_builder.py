"""Delegations and the forum's own form: its categories, its consents, its options with places."""

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.policy import TeamRole
from forumapp.questions import service as questions
from forumapp.questions.rules.parts import CategoryPart, OptionPart, QuestionKind, QuestionPart
from forumapp.registration import queries
from forumapp.registration.models import Consent
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.delegations.conftest import MERGEN, NOW, Place, enter, members, names, press
from tests.web.registration.conftest import own_page

TOUR = QuestionPart(
    key="tour",
    label={"en": "Tour"},
    kind=QuestionKind.CHOICE,
    categories=("delegate",),
    options=(OptionPart(key="museum", label={"en": "Museum"}, places=1),),
)


def categories(session: DatabaseSession, place: Place) -> None:
    """Give the forum a category for everybody and one for registrars only, beside those that it has."""
    questions.add(place.forum, CategoryPart(key="minister", title={"ru": "Министр", "en": "Minister"}), now=NOW)
    hidden = CategoryPart(key="crew", title={"ru": "Служба", "en": "Crew"}, is_offered=False)
    questions.add(place.forum, hidden, now=NOW)
    session.commit()


def choose(browser: Browser, session: DatabaseSession, page: str) -> None:
    """Confirm an address on the own page and choose the tour there."""
    browser.fill(page, {"consent_data": "y"}, form="confirm")
    assert browser.fill(f"{page}edit", {"q_tour": "museum"}).status_code == 303
    session.expire_all()


def test_a_head_chooses_among_the_forums_categories_that_everybody_may_choose(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place
) -> None:
    categories(session, place)
    page = client.get(f"{place.own}members/new?lang=en").text

    assert ('value="minister"' in page, 'value="crew"' in page) == (True, False)
    assert enter(browser, place, category="minister").status_code == 303
    assert enter(browser, place, family_name="Второй", email="", category="crew").status_code == 422
    assert [each.category for each in members(session, place)] == ["minister"]
    assert "Minister" in client.get(f"{place.own}?lang=en").text


def test_a_pasted_list_names_categories_in_any_language_of_the_forum(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    categories(session, place)
    rows = "Первый\tИван\tМинистр\nВторой\tИван\tMinister"
    page = browser.fill(f"{place.own}rows/", {"text": f"Фамилия\tИмя\tКатегория\n{rows}"})
    browser.send(page, f"{place.own}rows/check", {"enter": "1"}, form="check")

    found = [(each.family_name, each.category) for each in members(session, place)]
    assert found == [("Первый", "minister"), ("Второй", "minister")]


def test_who_was_entered_is_asked_for_all_consents_of_the_forum_and_needs_one(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    questions.ask_for(place.forum, "photo", is_on=True, now=NOW)
    session.commit()
    enter(browser, place)
    press(browser, place, "submit")
    page = own_page(session, "mergen@example.org")

    assert browser.fill(page, {"consent_photo": "y"}, form="confirm").status_code == 422
    assert browser.fill(page, {"consent_data": "y", "consent_photo": "y"}, form="confirm").status_code == 303

    given = session.scalars(select(Consent).order_by(Consent.id)).all()
    assert [(each.purpose, each.version) for each in given] == [("data", 1), ("photo", 1)]


def test_an_option_goes_back_when_somebody_else_comes_instead(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    questions.add(place.forum, TOUR, now=NOW)
    session.commit()
    enter(browser, place)
    press(browser, place, "submit")
    choose(browser, session, own_page(session, "mergen@example.org"))
    assert queries.options_taken(place.forum) == {("tour", "museum"): 1}

    (former,) = members(session, place)
    new = {**MERGEN, "family_name": "Новый", "email": "new@example.org"}
    browser.fill(f"{place.own}members/{former.uid}/substitute", new)

    assert (names(session, place), queries.options_taken(place.forum)) == (["Новый"], {})


def test_answers_that_are_asked_no_more_go_when_a_head_changes_the_category(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    questions.add(place.forum, TOUR, now=NOW)
    session.commit()
    enter(browser, place)
    press(browser, place, "submit")
    choose(browser, session, own_page(session, "mergen@example.org"))

    (member,) = members(session, place)
    browser.fill(f"{place.own}members/{member.uid}/", {"category": "guest"})

    (member,) = members(session, place)
    assert (member.category, queries.answers_of(member), queries.options_taken(place.forum)) == ("guest", {}, {})


def test_members_without_an_address_are_compared_by_their_names(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place
) -> None:
    enter(browser, place, email="", attendance="online")
    enter(browser, place, family_name="Второй", given_name="Иван", email="", attendance="online")
    press(browser, place, "submit")
    factories.Registration(forum=place.forum, arrived=9, given_name="Mergen", family_name="Berdyev")
    sign_in_as(client, session, place.forum, TeamRole.REGISTRAR)

    page = client.get(f"/forums/{place.forum.slug}/manage/registrations/doubles/?lang=en").text

    assert ("Berdyev" in page, "Второй" in page, "The same mailbox" in page) == (True, False, False)
