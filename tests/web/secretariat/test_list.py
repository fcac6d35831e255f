"""The list: what a search finds, what filters and orders do, saved views."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from forumapp.questions import queries as question_rows
from forumapp.questions import service as questions
from forumapp.questions.rules.parts import CategoryPart, OptionPart, QuestionKind, QuestionPart
from forumapp.registration.models import Answer, ChosenOption, Consent, Registration, RegistrationStatus
from forumapp.registration.rules.names import search_text
from forumapp.secretariat.models import SavedView
from forumapp.secretariat.service.views import MOST
from tests import factories
from tests.browsing import Browser, forms_of
from tests.signing_in import sign_in_as
from tests.web.registration.conftest import Clock
from tests.web.secretariat.conftest import Store

PENDING, WAITLISTED = RegistrationStatus.PENDING, RegistrationStatus.WAITLISTED


def shown(page: str, *names: str) -> list[str]:
    """Return which of these names a page shows, in its order."""
    return sorted((name for name in names if name in page), key=page.index)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Атаева", ["Атаева", "Ataýewa"]),
        ("ataeva", ["Атаева", "Ataýewa"]),
        ("Ataýewa", ["Атаева", "Ataýewa"]),
        ("Ivanov", ["Иванов"]),
        ("ИВАНОВ", ["Иванов"]),
        ("harutyunyan", ["Հարությունյան"]),
        ("Беридзе", ["ბერიძე"]),
        ("4", ["Հարությունյան"]),
        ("+993 (12) 35-35-35", ["Ataýewa"]),
        ("8 916 123-45-67", ["Иванов"]),
        ("9161234567", ["Иванов"]),
        ("353535", ["Ataýewa"]),
        ("%", []),
    ],
)
def test_a_search_finds_names_in_any_script_numbers_and_telephones(
    browser: Browser, desk: str, somebody: Store, words: str, names: list[str]
) -> None:
    every = ["Атаева", "Ataýewa", "Иванов", "Հարությունյան", "ბერიძე"]
    phones = [None, "+993 12 353535", "+7 (916) 123-45-67", None, None]
    for number, (name, phone) in enumerate(zip(every, phones, strict=True)):
        somebody(family_name=name, phone=phone, email=f"person-{'abcde'[number]}@example.org")

    page = browser.get(desk, query_string={"q": words}).text.partition("<tbody>")[2]

    assert shown(page, *every) == (names if words != "%" else every)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("status=pending&status=waitlisted", ["Bek", "Cem"]),
        ("country=AM&country=AZ&status=pending", ["Bek"]),
        ("address=unconfirmed", ["Dur"]),
        ("waits=7", ["Bek"]),
        ("list=yes", ["Ada"]),
        ("list=no&status=confirmed", []),
        ("needs=1", ["Cem"]),
        ("option=trip:museum", ["Ada"]),
        ("option=trip:museum&option=trip:park", ["Ada", "Bek"]),
        ("option=trip:museum&option=meal:fish", []),
        ("delegation=party-one", ["Dur"]),
        ("waits=x&option=x&sort=x&status=x&list=x", ["Ada", "Bek", "Cem", "Dur"]),
    ],
)
def test_filters_take_several_values_and_all_of_them_must_fit(
    browser: Browser, desk: str, people: list[Registration], query: str, names: list[str]
) -> None:
    assert shown(browser.get(f"{desk}?{query}").text, "Ada", "Bek", "Cem", "Dur") == names


@pytest.fixture
def people(session: DatabaseSession, forum: Forum, somebody: Store, hours: Clock) -> list[Registration]:
    """Store four people of whom each differs in something."""
    now = hours.now()
    options = (OptionPart(key="museum", label={"en": "Museum"}), OptionPart(key="park", label={"en": "Park"}))
    trip = QuestionPart(key="trip", label={"en": "Excursion"}, kind=QuestionKind.CHOICE, options=options)
    questions.add(forum, trip, now=now)
    questions.add(forum, QuestionPart(key="diet", label={"en": "Diet"}, is_special=True), now=now)
    ids = {row.key: row.id for row in question_rows.questions_by_id(forum).values()}
    rows = [
        somebody(family_name="Ada", country="AM"),
        somebody(family_name="Bek", country="AZ", status=PENDING, created_at=now - timedelta(days=8)),
        somebody(family_name="Cem", country="TM", status=WAITLISTED, created_at=now - timedelta(days=2)),
        somebody(family_name="Dur", country="TM", status=RegistrationStatus.UNVERIFIED, verified_at=None),
    ]
    rows[3].party = "party-one"
    for row, key in ((rows[0], "museum"), (rows[1], "park")):
        session.add(ChosenOption(registration_id=row.id, question_id=ids["trip"], option_key=key, holds_place=True))
    session.add(Answer(registration_id=rows[2].id, question_id=ids["diet"], value="No nuts"))
    session.add(Consent(registration_id=rows[0].id, purpose="list", language="en", text_hash="0" * 64, given_at=now))
    session.flush()
    return rows


def test_who_may_not_see_special_answers_cannot_filter_by_them(
    client: FlaskClient, session: DatabaseSession, forum: Forum, people: list[Registration]
) -> None:
    sign_in_as(client, session, forum, TeamRole.CHECK_IN)

    page = client.get(f"/forums/{forum.slug}/manage/registrations/?needs=1").text

    assert shown(page, "Ada", "Bek", "Cem", "Dur") == ["Ada", "Bek", "Cem", "Dur"]
    assert 'name="needs"' not in page


def test_who_may_not_see_special_answers_gets_no_list_and_no_count_by_their_options(
    client: FlaskClient,
    session: DatabaseSession,
    forum: Forum,
    people: list[Registration],
    browser: Browser,
    desk: str,
    hours: Clock,
) -> None:
    ramp = (OptionPart(key="ramp", label={"en": "Ramp"}),)
    access = QuestionPart(key="access", label={"en": "Access"}, kind=QuestionKind.CHOICE, options=ramp, is_special=True)
    questions.add(forum, access, now=hours.now())
    ids = {row.key: row.id for row in question_rows.questions_by_id(forum).values()}
    session.add(
        ChosenOption(registration_id=people[0].id, question_id=ids["access"], option_key="ramp", holds_place=True)
    )
    session.flush()
    for asked, name in (("option=access:ramp", "Ramps"), ("needs=1", "Cared for"), ("option=trip:park", "Parks")):
        browser.fill(f"{desk}views/?{asked}", {"name": name, "is_shared": "y"}, form="save")
    names = ("Ramps <", "Cared for <", "Parks <")
    assert shown(browser.get(f"{desk}?option=access:ramp").text, "Ada", "Bek", "Cem", "Dur", *names) == [
        *names,
        "Ada",
    ]
    sign_in_as(client, session, forum, TeamRole.CHECK_IN)

    page = browser.get(f"{desk}?option=access:ramp").text

    assert shown(page, "Ada", "Bek", "Cem", "Dur", *names) == ["Parks <", "Ada", "Bek", "Cem", "Dur"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ёлкина", "Егоров", "Agayev", "Яшина"]),
        ("sort=name&lang=ru", ["Егоров", "Ёлкина", "Яшина", "Agayev"]),
        ("sort=name&lang=en", ["Agayev", "Егоров", "Ёлкина", "Яшина"]),
        ("sort=country&lang=ru", ["Agayev", "Егоров", "Ёлкина", "Яшина"]),
        ("sort=state", ["Егоров", "Ёлкина", "Agayev", "Яшина"]),
    ],
)
def test_the_list_stands_in_the_order_that_is_asked_for(
    browser: Browser, desk: str, somebody: Store, query: str, names: list[str]
) -> None:
    somebody(family_name="Ёлкина", country="TM")
    somebody(family_name="Егоров", country="RU", status=PENDING)
    somebody(family_name="Agayev", country="AZ", status=WAITLISTED)
    somebody(family_name="Яшина", country="UZ", status=RegistrationStatus.WITHDRAWN)

    assert shown(browser.get(f"{desk}?{query}").text, *names) == names


def test_a_view_is_saved_shown_with_its_count_renamed_deleted_and_brought_back(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store
) -> None:
    somebody(status=PENDING)
    browser.fill(f"{desk}views/?status=pending&sort=name", {"name": "To decide", "is_shared": "y"}, form="save")

    view = session.query(SavedView).one()
    assert (view.asked, view.is_shared) == ({"status": "pending", "sort": "name"}, True)
    page = browser.get(desk + "?status=pending&sort=name").text
    assert 'aria-current="page">To decide <span class="count">1</span>' in page
    browser.fill(f"{desk}views/", {"name": "Waiting"}, form="/rename")
    assert "Waiting" in browser.get(desk).text
    answer = browser.fill(f"{desk}views/", form="/delete")
    page = browser.get(answer.location)
    assert "Waiting <span" not in browser.get(desk).text
    browser.send(page, desk, form="/return")
    assert "Waiting" in browser.get(desk).text


def test_a_view_is_neither_brought_back_nor_renamed_where_that_cannot_be(
    browser: Browser, desk: str, session: DatabaseSession
) -> None:
    browser.fill(f"{desk}views/?status=pending", {"name": "Mine"}, form="save")
    view = session.query(SavedView).one()
    nameless = browser.fill(f"{desk}views/", {"name": " "}, form="/rename")
    assert "Fill this in." in browser.get(nameless.location).text
    page = browser.get(f"{desk}views/")
    browser.fill(f"{desk}views/", form="/delete")
    session.commit()
    deleted = browser.send(page, f"{desk}views/", {"name": "Other"}, form="/rename")
    assert "This view is deleted." in browser.get(deleted.location).text
    browser.fill(f"{desk}views/?status=waitlisted", {"name": "mine"}, form="save")
    session.commit()
    token = dict(forms_of(page)[-1].values)

    answer = browser.client.post(f"{desk}views/{view.uid}/return", data=token)

    assert "A view of this name is there already." in browser.get(answer.location).text
    session.expire_all()
    assert (view.name, view.deleted_at is None) == ("Mine", False)


def test_a_view_for_oneself_is_nobody_elses(
    browser: Browser, client: FlaskClient, desk: str, session: DatabaseSession, forum: Forum
) -> None:
    browser.fill(f"{desk}views/?status=pending", {"name": "Mine"}, form="save")
    view = session.query(SavedView).one()
    sign_in_as(client, session, forum, TeamRole.OWNER)

    assert "Mine" not in browser.get(desk).text
    token = dict(forms_of(browser.get(f"{desk}views/?status=pending"))[-1].values)
    assert client.post(f"{desk}views/{view.uid}/delete", data=token).status_code == 404


def test_the_views_of_the_team_are_changed_by_those_who_may_change_registrations(
    browser: Browser, client: FlaskClient, desk: str, session: DatabaseSession, forum: Forum
) -> None:
    browser.fill(f"{desk}views/?status=pending", {"name": "Ours", "is_shared": "y"}, form="save")
    view = session.query(SavedView).one()
    sign_in_as(client, session, forum, TeamRole.CHECK_IN)
    page = browser.get(f"{desk}views/?status=pending")
    token = dict(forms_of(page)[-1].values)

    assert client.post(f"{desk}views/{view.uid}/delete", data=token).status_code == 403
    browser.fill(f"{desk}views/?status=waitlisted", {"name": "Other", "is_shared": "y"}, form="save")
    assert [each.is_shared for each in session.query(SavedView).order_by(SavedView.id)] == [True, False]


@pytest.mark.parametrize(
    ("asked", "name", "sentence"),
    [
        ("?status=pending", "taken", "A view of this name is there already."),
        ("?status=pending", "", "Fill this in."),
        ("", "New", "404"),
    ],
)
def test_a_view_needs_a_name_of_its_own_and_something_to_keep(
    browser: Browser, desk: str, session: DatabaseSession, asked: str, name: str, sentence: str
) -> None:
    browser.fill(f"{desk}views/?status=waitlisted", {"name": "Taken"}, form="save")
    page = browser.get(f"{desk}views/{asked}")
    if not asked:
        assert 'id="save"' not in page.text
        return

    answer = browser.send(page, f"{desk}views/{asked}", {"name": name}, form="save")

    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert session.query(SavedView).count() == 1


def test_there_are_so_many_views_and_no_more(browser: Browser, desk: str, session: DatabaseSession) -> None:
    for number in range(MOST):
        browser.fill(f"{desk}views/?status=pending", {"name": f"View {number}"}, form="save")

    answer = browser.fill(f"{desk}views/?status=pending", {"name": "One more"}, form="save")

    assert "There are 20 views already. Delete one first." in answer.text
    assert session.query(SavedView).count() == MOST


def test_a_view_says_what_is_gone_from_the_form(
    browser: Browser, desk: str, forum: Forum, hours: Clock, session: DatabaseSession, somebody: Store
) -> None:
    somebody()
    questions.add(forum, CategoryPart(key="pilot", title={"en": "Pilots"}), now=hours.now())
    browser.fill(f"{desk}views/?category=pilot", {"name": "Pilots only"}, form="save")
    questions.remove(forum, CategoryPart, "pilot", now=hours.now())
    session.commit()

    sentence = "The category “Pilots” is gone from the form."
    assert sentence in browser.get(f"{desk}views/").text
    assert sentence in browser.get(f"{desk}?category=pilot").text


def test_views_cost_the_same_number_of_queries_however_many(
    browser: Browser, desk: str, queries: list[str], somebody: Store
) -> None:
    somebody()
    browser.fill(f"{desk}views/?status=pending", {"name": "One"}, form="save")
    browser.get(desk)
    queries.clear()
    browser.get(desk)
    one = len(queries)
    for name in ("Two", "Three"):
        browser.fill(f"{desk}views/?status=waitlisted&q=a", {"name": name}, form="save")
    browser.get(desk)
    queries.clear()

    browser.get(desk)

    assert len(queries) == one


def test_the_list_by_name_takes_the_same_number_of_queries_however_long(
    browser: Browser, desk: str, somebody: Store, queries: list[str]
) -> None:
    somebody()
    address = desk + "?sort=name&q=a"
    browser.get(address)
    queries.clear()
    browser.get(address)
    one = len(queries)
    somebody(institution=factories.Institution())
    somebody(country="AM")
    queries.clear()

    browser.get(address)

    assert len(queries) == one


def test_what_is_searched_follows_the_telephone(session: DatabaseSession, somebody: Store) -> None:
    row = somebody(phone="+7 916 123-45-67")
    assert row.phone_digits == "9161234567"
    row.phone = None

    assert row.phone_digits is None
    assert search_text("Ոսկանյան") == search_text("Voskanyan")


def test_the_history_tells_of_an_export_with_every_filter(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum, people: list[Registration]
) -> None:
    sign_in_as(client, session, forum, TeamRole.OWNER)
    asked = (
        "q=a&status=pending&status=confirmed&country=AM&country=TM&attendance=online&attendance=onsite&category=press"
    )
    more = "&category=delegate&delegation=x&option=trip:park&address=unconfirmed&list=no&needs=1&waits=3&sort=name"
    desk = f"/forums/{forum.slug}/manage/"
    address = f"{desk}registrations/export?{asked}{more}"
    token = {
        "csrf_token": browser.get(f"{desk}registrations/").text.partition('csrf_token" value="')[2].partition('"')[0]
    }

    assert client.post(address, data={**token, "format": "csv"}).status_code == 200
    page = browser.get(f"{desk}audit/")

    assert page.status_code == 200
    assert "Waits for approval, Registered" in page.text
