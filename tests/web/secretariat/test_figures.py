"""Registrations in figures: what they count, on whose clock, for whom, and that they cost the same however many there are."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import Visibility
from forumapp.forums.models import Forum
from forumapp.meetings.models import Invitation
from forumapp.policy import TeamRole
from forumapp.registration.models import RegistrationStatus
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.registration.conftest import NOW


@pytest.fixture
def desk(client: FlaskClient, session: DatabaseSession, forum: Forum) -> str:
    """Sign in as a registrar and give the address of the figures."""
    sign_in_as(client, session, forum, TeamRole.REGISTRAR)
    return f"/forums/{forum.slug}/manage/registrations/figures/"


def table(page: str, title: str) -> list[str]:
    """Return the cells of the table under a heading, in order."""
    part = page.split(f">{title}</h2>", 1)[1].split("</section>", 1)[0].split("<tbody>", 1)[1]
    cells = part.replace("<th ", "<td ").split("<td ")[1:]
    return [cell.partition(">")[2].partition("<")[0] for cell in cells]


def test_without_registrations_a_sentence_or_the_free_places_stand_there(browser: Browser, desk: str) -> None:
    page = browser.get(desk)

    assert page.status_code == 200
    assert table(page.text, "Places taken") == ["Online", "0", "3", "3", "On site", "0", "1", "1"]
    assert "New registrations" not in page.text


def test_a_forum_without_limits_and_registrations_says_what_will_stand_here(
    browser: Browser, session: DatabaseSession, forum: Forum, desk: str
) -> None:
    forum.registration_capacity = None
    session.flush()

    assert "Nobody has registered yet." in browser.get(desk).text


def test_people_are_counted_by_country_in_protocol_order_and_by_state(
    browser: Browser, forum: Forum, desk: str
) -> None:
    for number, (country, status) in enumerate(
        [("UZ", "confirmed"), ("AM", "pending"), ("UZ", "waitlisted"), ("AM", "withdrawn")], start=1
    ):
        factories.Registration(forum=forum, arrived=number, country=country, status=RegistrationStatus(status))

    page = browser.get(desk).text

    assert table(page, "By country") == ["Armenia", "1", "Uzbekistan", "2"]
    assert table(page, "By state") == [
        *("Waits for approval", "1", "Registered", "1", "In the waiting list", "1", "Withdrawn", "1"),
    ]


def test_days_are_those_of_the_forums_clock_and_empty_ones_stand_too(
    browser: Browser, session: DatabaseSession, forum: Forum, desk: str
) -> None:
    forum.timezone = "Asia/Kathmandu"
    for number, hour in enumerate([datetime(2027, 2, 1, 18, 14, tzinfo=UTC), datetime(2027, 2, 1, 18, 15, tzinfo=UTC)]):
        factories.Registration(forum=forum, arrived=number + 1, created_at=hour)
    factories.Registration(forum=forum, arrived=3, created_at=datetime(2027, 2, 3, 19, 0, tzinfo=UTC))
    session.flush()

    assert table(browser.get(desk).text, "New registrations") == [
        *("1 February 2027", "1", "1", "2 February 2027", "1", "2"),
        *("3 February 2027", "0", "2", "4 February 2027", "1", "3"),
    ]


def test_places_and_quotas_say_what_is_left(
    browser: Browser, session: DatabaseSession, forum: Forum, desk: str
) -> None:
    forum.registration_country_quota = {"TM": 2, "KZ": 1}
    factories.Registration(forum=forum, country="TM", status=RegistrationStatus.CONFIRMED)
    factories.Registration(
        forum=forum, arrived=2, country="TM", status=RegistrationStatus.UNVERIFIED, hold_until=NOW, verified_at=None
    )
    session.flush()

    page = browser.get(desk).text

    assert table(page, "Quotas of countries") == ["Kazakhstan", "0", "1", "1", "Turkmenistan", "1", "2", "1"]
    assert "<dt>Have not confirmed yet</dt><dd>1</dd>" in page


def test_figures_take_the_same_number_of_queries_however_many_registered(
    browser: Browser, forum: Forum, desk: str, queries: list[str]
) -> None:
    counts = []
    for number in range(1, 4):
        factories.Registration(forum=forum, arrived=number, country=("TM", "KZ", "UZ")[number - 1])
        browser.get(desk)
        queries.clear()
        browser.get(desk)
        counts.append(len(queries))

    assert len(set(counts)) == 1


def test_pictures_say_in_words_what_they_show_and_carry_no_style(browser: Browser, forum: Forum, desk: str) -> None:
    factories.Registration(forum=forum, country="TM")

    page = browser.get(desk).text

    assert page.count('<svg class="chart"') == page.count('role="img"') == page.count("<desc ")
    assert "style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (TeamRole.OWNER, 200),
        (TeamRole.REGISTRAR, 200),
        (TeamRole.CHECK_IN, 200),
        (TeamRole.PROGRAMME_EDITOR, 403),
        (TeamRole.READ_ONLY, 403),
    ],
)
def test_figures_are_for_those_who_read_registrations(
    client: FlaskClient, session: DatabaseSession, forum: Forum, role: TeamRole, expected: int
) -> None:
    sign_in_as(client, session, forum, role)

    assert client.get(f"/forums/{forum.slug}/manage/registrations/figures/").status_code == expected


def test_those_at_the_door_learn_nothing_of_closed_meetings(
    client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    factories.Session(forum=forum, key="council", title={"en": "Secret council"}, visibility=Visibility.INVITED)
    known = {"email": "ana@example.org", "email_key": "ana@example.org", "language": "en", "token_hash": "0" * 64}
    session.add(Invitation(forum_id=forum.id, meeting="council", created_at=NOW, **known))
    session.flush()
    address = f"/forums/{forum.slug}/manage/registrations/figures/"

    sign_in_as(client, session, forum, TeamRole.CHECK_IN)
    at_the_door = client.get(address).text
    sign_in_as(client, session, forum, TeamRole.REGISTRAR)
    at_the_desk = client.get(address).text

    assert "Secret council" not in at_the_door
    assert table(at_the_desk, "Invitations: Secret council") == ["Not written to yet", "1"]


def test_the_figures_of_another_forum_are_not_found(
    client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    sign_in_as(client, session, factories.Forum(), TeamRole.REGISTRAR)

    assert client.get(f"/forums/{forum.slug}/manage/registrations/figures/").status_code == 404
