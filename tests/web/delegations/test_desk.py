"""The registrars' desk of delegations."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.delegations import queries as delegations
from forumapp.delegations import service
from forumapp.delegations.models import Delegation, WaitingMode
from forumapp.directory import queries as directory
from forumapp.mail.models import OutboxLetter
from forumapp.policy import TeamRole
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.delegations.conftest import NOW, Place, deeds, enter, letters, members, press, statuses, terms
from tests.web.registration.conftest import Clock

FORM = {
    "country": "KZ",
    "quota": "12",
    "waiting_mode": "together",
    "head_name": "Ержан Серіков",
    "head_email": "Head@Example.org",
    "head_language": "ru",
    "deadline": "2027-04-01",
}


def list_of(place: Place) -> str:
    return f"/forums/{place.forum.slug}/manage/delegations/"


def test_delegations_stand_in_protocol_order(client: FlaskClient, session: DatabaseSession, place: Place) -> None:
    for country in ("UZ", "AZ", "KG"):
        service.add(place.forum, terms(country=country), now=NOW)
    sign_in_as(client, session, place.forum, TeamRole.REGISTRAR)

    page = client.get(f"{list_of(place)}?lang=ru").text

    countries = directory.country_names("ru")
    titles = [name for code, name in countries.items() if code in {"AZ", "KG", "TM", "UZ"}]
    assert sorted(titles, key=page.index) == titles


def test_a_delegation_is_made_and_its_head_gets_the_link(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place
) -> None:
    sign_in_as(client, session, place.forum, TeamRole.REGISTRAR)

    response = browser.fill(f"{list_of(place)}new", FORM)
    made = session.scalars(select(Delegation).order_by(Delegation.id.desc())).first()
    assert made is not None
    assert response.location == f"{list_of(place)}{made.uid}/"
    assert (made.quota, made.waiting_mode, made.state.value) == (12, WaitingMode.TOGETHER, "draft")
    browser.fill(response.location, form="send-link")

    letter = session.scalars(select(OutboxLetter).where(OutboxLetter.recipient == "Head@example.org")).one()
    assert (letter.language, letter.kind) == ("ru", "delegation:invite")
    link = next(line for line in letter.text.splitlines() if "/delegation/" in line)
    assert client.get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_a_refused_delegation_keeps_what_was_typed(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place
) -> None:
    sign_in_as(client, session, place.forum, TeamRole.REGISTRAR)

    response = browser.fill(f"{list_of(place)}new", {**FORM, "quota": "0", "head_email": "nobody"})

    assert response.status_code == 422
    assert 'value="nobody"' in response.text
    assert len(session.scalars(select(Delegation)).all()) == 1


def test_the_quota_cannot_fall_below_the_members(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place
) -> None:
    for name in ("Первый", "Второй"):
        enter(browser, place, family_name=name, email="")
    sign_in_as(client, session, place.forum, TeamRole.REGISTRAR)

    response = browser.fill(f"{place.desk}edit?lang=en", {"quota": "1"})

    assert response.status_code == 422
    assert "The delegation has 2 members already." in response.text


def test_another_head_opens_nothing_with_the_former_link(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place
) -> None:
    former = place.own
    sign_in_as(client, session, place.forum, TeamRole.REGISTRAR)

    browser.fill(f"{place.desk}edit", {"head_email": "other@example.org"})

    assert client.get(former).status_code == 410


def test_what_the_head_changed_since_is_shown_until_it_was_seen(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place, hours: Clock
) -> None:
    enter(browser, place, email="")
    press(browser, place, "submit")
    hours.moment = datetime(2027, 3, 2, 9, tzinfo=UTC)
    (member,) = members(session, place)
    browser.fill(f"{place.own}members/{member.uid}/", {"post": "Директор"})
    sign_in_as(client, session, place.forum, TeamRole.REGISTRAR)

    assert "1 change since" in client.get(f"{list_of(place)}?lang=en").text
    page = client.get(f"{place.desk}?lang=en").text
    assert "Changed since the list was sent" in page
    assert "Post: <ins>Директор</ins>" in page
    hours.moment = datetime(2027, 3, 2, 10, tzinfo=UTC)
    browser.fill(place.desk, form="seen")

    assert "Changed since the list was sent" not in client.get(f"{place.desk}?lang=en").text
    assert "1 change since" not in client.get(f"{list_of(place)}?lang=en").text


def test_what_the_head_does_while_the_page_is_read_is_news_still(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place, hours: Clock
) -> None:
    enter(browser, place, email="")
    press(browser, place, "submit")
    (member,) = members(session, place)
    hours.moment = datetime(2027, 3, 2, 9, tzinfo=UTC)
    browser.fill(f"{place.own}members/{member.uid}/", {"post": "Директор"})
    sign_in_as(client, session, place.forum, TeamRole.REGISTRAR)
    page = client.get(place.desk)
    hours.moment = datetime(2027, 3, 2, 10, tzinfo=UTC)
    browser.fill(f"{place.own}members/{member.uid}/", {"post": "Заместитель"})
    hours.moment = datetime(2027, 3, 2, 11, tzinfo=UTC)

    assert browser.send(page, f"{place.desk}seen", form="seen").status_code == 303

    assert "1 change since" in client.get(f"{list_of(place)}?lang=en").text
    assert '<section class="section" aria-labelledby="news">' in client.get(f"{place.desk}?lang=en").text


def test_saving_the_list_as_a_file_and_speaking_another_language_are_no_changes(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place, hours: Clock
) -> None:
    enter(browser, place, email="")
    press(browser, place, "submit")
    hours.moment = datetime(2027, 3, 2, 9, tzinfo=UTC)
    browser.fill(place.own, {"format": "csv"}, form="export")
    browser.fill(place.own, {"language": "ru"}, form="language")
    sign_in_as(client, session, place.forum, TeamRole.REGISTRAR)

    assert "change since" not in client.get(f"{list_of(place)}?lang=en").text
    assert "Changed since the list was sent" not in client.get(f"{place.desk}?lang=en").text


@pytest.mark.parametrize("newest", ["", "x", "99999999999", "²"])
def test_only_a_deed_of_the_page_is_seen(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place, hours: Clock, newest: str
) -> None:
    enter(browser, place, email="")
    press(browser, place, "submit")
    hours.moment = datetime(2027, 3, 2, 9, tzinfo=UTC)
    enter(browser, place, family_name="Второй", email="")
    sign_in_as(client, session, place.forum, TeamRole.REGISTRAR)

    assert browser.fill(place.desk, {"newest": newest}, form="seen").status_code == 400


def test_a_list_is_opened_again_and_sent_again(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place
) -> None:
    enter(browser, place, family_name="Первый", email="")
    press(browser, place, "submit")
    registrar = sign_in_as(client, session, place.forum, TeamRole.REGISTRAR)
    browser.fill(place.desk, form="reopen")
    enter(browser, place, family_name="Второй", email="", attendance="online")
    assert statuses(session, place) == ["confirmed", "pending"]
    press(browser, place, "submit")

    assert statuses(session, place) == ["confirmed", "confirmed"]
    assert letters(session) == [
        ("ayna@example.org", "delegation:reopen"),
        ("ayna@example.org", "delegation:submit"),
        ("ayna@example.org", "delegation:submit"),
        (registrar.email, "delegation:changed"),
    ]


def test_registrars_get_one_letter_for_all_that_heads_do_in_a_while(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    registrar = factories.Membership(forum=place.forum, role=TeamRole.REGISTRAR).account
    factories.Membership(forum=place.forum, role=TeamRole.OWNER)
    session.commit()
    enter(browser, place, email="")
    assert letters(session) == []
    press(browser, place, "submit")
    enter(browser, place, family_name="Второй", email="")

    assert [each for each in letters(session) if each[1] == "delegation:changed"] == [
        (registrar.email, "delegation:changed")
    ]


def test_a_registrar_withdraws_somebody_whom_nobody_wrote_to_without_a_letter(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place
) -> None:
    enter(browser, place)
    (member,) = members(session, place)
    sign_in_as(client, session, place.forum, TeamRole.REGISTRAR)
    page = f"/forums/{place.forum.slug}/manage/registrations/{member.uid}/"

    browser.fill(page, form="approve")
    assert statuses(session, place) == ["pending"]
    browser.fill(page, form="withdraw")

    assert statuses(session, place) == ["withdrawn"]
    assert letters(session) == []


@pytest.mark.parametrize("button", ["send-link", "renew-link", "revoke-link"])
def test_the_link_is_sent_renewed_and_revoked(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place, button: str
) -> None:
    sign_in_as(client, session, place.forum, TeamRole.OWNER)
    former = place.own

    browser.fill(place.desk, form=button)

    assert client.get(former).status_code == (200 if button == "send-link" else 410)
    assert deeds(session)[-1][1] == button


@pytest.mark.parametrize(
    ("roles", "reads", "writes"),
    [
        ((), 404, 404),
        ((TeamRole.OWNER,), 200, 200),
        ((TeamRole.REGISTRAR,), 200, 200),
        ((TeamRole.CHECK_IN,), 200, 403),
        ((TeamRole.PROGRAMME_EDITOR,), 403, 403),
        ((TeamRole.MODERATOR,), 403, 403),
        ((TeamRole.READ_ONLY,), 403, 403),
    ],
)
def test_who_reads_and_writes_at_the_desk(
    client: FlaskClient,
    session: DatabaseSession,
    place: Place,
    roles: tuple[TeamRole, ...],
    reads: int,
    writes: int,
) -> None:
    sign_in_as(client, session, place.forum, *roles)

    assert [client.get(each).status_code for each in (list_of(place), place.desk)] == [reads] * 2
    assert [client.get(each).status_code for each in (f"{list_of(place)}new", f"{place.desk}edit")] == [writes] * 2


def test_a_delegation_of_another_forum_is_not_found(
    client: FlaskClient, session: DatabaseSession, place: Place
) -> None:
    other = factories.Forum(slug="other")
    sign_in_as(client, session, other, TeamRole.OWNER)

    assert client.get(f"/forums/other/manage/delegations/{place.delegation.uid}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_long_it_is(
    client: FlaskClient, session: DatabaseSession, place: Place, queries: list[str], own_queries: None, number: int
) -> None:
    for country in ("UZ", "AZ")[: number - 1]:
        made = service.add(place.forum, terms(country=country), now=NOW)
        service.send_link(made, now=NOW)
    for made in delegations.delegations(place.forum):
        made.submitted_at = NOW
    sign_in_as(client, session, place.forum, TeamRole.REGISTRAR)
    client.get(list_of(place))
    queries.clear()

    assert client.get(list_of(place)).status_code == 200
    assert len(queries) == 8


def test_a_member_without_an_address_is_shown_at_the_desk_of_registrations(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place
) -> None:
    enter(browser, place, email="")
    sign_in_as(client, session, place.forum, TeamRole.REGISTRAR)
    (member,) = members(session, place)

    desk = f"/forums/{place.forum.slug}/manage/registrations/"
    assert "no address" in client.get(f"{desk}?lang=en").text
    page = client.get(f"{desk}{member.uid}/?lang=en").text
    assert "<dt>Delegation</dt><dd>Turkmenistan</dd>" in page
