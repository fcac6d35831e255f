"""Reports at the desk: their order, their own times, and what happens when they take too long."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import ReportPart
from forumapp.policy import TeamRole
from forumapp.programme import queries as programme
from forumapp.programme import service
from forumapp.programme.models import Report
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as

SESSION = "/forums/forum/manage/programme/sessions/one/"


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give a forum with a session of an hour and two reports."""
    forum = factories.Forum(slug="forum")
    factories.ForumPerson(forum_id=forum.id, key="ayna")
    one = factories.Session(forum=forum, key="one")
    for position, key in enumerate(("first", "second")):
        session.add(Report(session_id=one.id, key=key, title={"en": key.title()}, minutes=20, position=position))
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    return forum


def reports(session: DatabaseSession) -> tuple[ReportPart, ...]:
    session.expire_all()
    found = programme.session_by_key("forum", "one")
    assert found is not None
    return service.part_of(found).reports or ()


def test_a_new_report_stands_last_with_its_people(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    response = browser.fill(
        f"{SESSION}add-report/",
        {"title-en": "Third", "minutes": "10", "people-0-person": "ayna", "abstract-ru": "О чем"},
    )

    last = reports(session)[-1]
    assert (response.status_code, response.location) == (303, f"{SESSION}#reports")
    assert last == ReportPart(
        key=last.key, title={"en": "Third"}, minutes=10, people=("ayna",), abstract={"ru": "О чем"}
    )


def test_the_running_order_shows_each_reports_own_time(browser: Browser, forum: Any) -> None:
    page = browser.get(f"{SESSION}?lang=en").get_data(as_text=True)

    assert re.findall(r'<span class="times">(.*?)</span>', page) == ["10:00–10:20", "10:20–10:40"]


def test_reports_that_take_longer_than_the_session_are_warned_of(browser: Browser, forum: Any) -> None:
    browser.fill(f"{SESSION}reports/second/", {"minutes": "50"})

    page = browser.get(f"{SESSION}?lang=en").get_data(as_text=True)
    assert re.findall(r'<p class="clash">(.*?)</p>', page) == ["The reports take 10 minutes longer than the session."]


def test_a_report_changes_places_with_its_neighbor(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    browser.fill(SESSION, form="/reports/first/later")
    moved = [report.key for report in reports(session)]
    browser.fill(SESSION, form="/reports/first/earlier")

    assert (moved, [report.key for report in reports(session)]) == (["second", "first"], ["first", "second"])


def test_a_removed_report_leaves_the_others(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    browser.fill(SESSION, form="/reports/first/remove")

    assert [report.key for report in reports(session)] == ["second"]


@pytest.mark.parametrize("minutes", ["0", "1441", "soon", ""])
def test_a_report_without_a_length_is_refused(
    browser: Browser, session: DatabaseSession, forum: Any, minutes: str
) -> None:
    response = browser.fill(f"{SESSION}add-report/", {"title-en": "Third", "minutes": minutes})

    assert response.status_code == 422
    assert len(reports(session)) == 2


def test_a_stale_report_is_merged_where_it_does_not_touch(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    address = f"{SESSION}reports/first/?lang=en"
    page = browser.get(address)
    browser.send(browser.get(address), address, {"minutes": "30"})

    browser.send(page, address, {"title-en": "Mine"})

    first = reports(session)[0]
    assert (first.title, first.minutes) == ({"en": "Mine"}, 30)


def test_a_stale_report_is_held_against_what_stands_now(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    address = f"{SESSION}reports/first/?lang=en"
    page = browser.get(address)
    browser.send(browser.get(address), address, {"title-en": "Theirs"})

    response = browser.send(page, address, {"title-en": "Mine"})

    text = response.get_data(as_text=True)
    assert response.status_code == 409
    assert re.findall(r'<th scope="row">(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>', text) == [
        ("Title", "Theirs", "Mine")
    ]
    browser.send(response, address)
    assert reports(session)[0].title == {"en": "Mine"}


def test_an_unknown_report_is_not_found(client: FlaskClient, forum: Any) -> None:
    assert client.get(f"{SESSION}reports/third/").status_code == 404


def test_order_and_lengths_are_stored_together_as_one_step(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    browser.fill(f"{SESSION}?lang=en", {"report": ["second", "first"], "minutes-first": "40"}, form="order-form")
    changed = [(report.key, report.minutes) for report in reports(session)]
    browser.fill("/forums/forum/manage/programme/timetable/", form="/undo")

    assert changed == [("second", 20), ("first", 40)]
    assert [(report.key, report.minutes) for report in reports(session)] == [("first", 20), ("second", 20)]


@pytest.mark.parametrize("minutes", ["0", "1441", "soon", ""])
def test_a_length_that_cannot_be_changes_nothing(
    browser: Browser, session: DatabaseSession, forum: Any, minutes: str
) -> None:
    answer = browser.fill(f"{SESSION}?lang=en", {"minutes-first": minutes, "minutes-second": "30"}, form="order-form")

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert re.findall(r'name="minutes-(\w+)" value="([^"]*)" form="order-form"( aria-invalid="true")?', page) == [
        ("first", minutes, ' aria-invalid="true"'),
        ("second", "30", ""),
    ]
    assert [report.minutes for report in reports(session)] == [20, 20]


def test_time_that_the_reports_leave_is_shown(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    page = browser.get(f"{SESSION}?lang=en").get_data(as_text=True)

    assert re.findall(r"(\d+) minutes of the session are left", page) == ["20"]


def test_lengths_that_somebody_else_changed_meanwhile_stay(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    page = browser.get(SESSION)
    browser.fill(SESSION, {"minutes-first": "40"}, form="order-form")

    answer = browser.send(page, SESSION, {"report": ["second", "first"]}, form="order-form")

    assert answer.status_code == 303
    assert [(report.key, report.minutes) for report in reports(session)] == [("second", 20), ("first", 40)]


@pytest.mark.parametrize("is_report_gone", [False, True])
def test_lengths_that_both_changed_are_asked_for_again_with_what_was_typed(
    browser: Browser, session: DatabaseSession, forum: Any, is_report_gone: bool
) -> None:
    page = browser.get(SESSION)
    if is_report_gone:
        browser.fill(SESSION, form="/second/remove")
    else:
        browser.fill(SESSION, {"minutes-first": "40"}, form="order-form")

    answer = browser.send(page, SESSION, {"minutes-first": "50"}, form="order-form")

    assert answer.status_code == 409
    assert 'name="minutes-first" value="50"' in answer.get_data(as_text=True)
    again = {} if not is_report_gone else {"report": ["first"], "minutes-second": None}
    assert browser.send(answer, SESSION, again, form="order-form").status_code == 303
    assert reports(session)[0].minutes == 50


def test_a_report_that_somebody_else_took_out_comes_back_with_what_was_typed(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    address = f"{SESSION}reports/first/?lang=en"
    page = browser.get(address)
    browser.fill(SESSION, form="/first/remove")

    answer = browser.send(page, address, {"title-en": "Mine"})

    assert answer.status_code == 409
    assert "Save again to bring it back with what you typed." in answer.get_data(as_text=True)
    browser.send(answer, address)
    assert [(report.key, report.title) for report in reports(session)][-1] == ("first", {"en": "Mine"})
