"""Further events at the desk: the list in its order, adding, changing, deleting and bringing back."""

import html
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.events import queries, service
from forumapp.exchange.document import Attendance, EventPart, Visibility
from forumapp.forums.queries import forum_by_slug
from forumapp.policy import TeamRole
from tests import factories, parts
from tests.browsing import Browser
from tests.publishing import load, publish
from tests.signing_in import sign_in_as

DESK = "/forums/forum/manage/"
LIST = f"{DESK}events/"


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give a forum with two events, whose programme editor is at the desk."""
    events = (parts.event("readings", institutions=("host",)), parts.event("exhibition"))
    forum = load(parts.document(institutions=(parts.institution("host"), parts.institution("museum")), events=events))
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    return forum


def standing(session: DatabaseSession) -> dict[str, EventPart]:
    session.expire_all()
    forum = forum_by_slug("forum")
    assert forum is not None
    return {part.key: part for part in service.event_parts(forum) or ()}


def page(browser: Browser, address: str = LIST) -> str:
    return html.unescape(browser.get(f"{address}?lang=en").get_data(as_text=True))


def test_a_new_event_is_stored_as_it_was_typed(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    browser.fill(
        f"{DESK}add-event/",
        {
            "title-ru": "Вечер",
            "title-en": "Evening",
            "description-en": "**Poems**",
            "starts_on": "2027-05-25",
            "starts_at": "22:00",
            "ends_at": "01:00",
            "attendance": "hybrid",
            "place-en": "Ashgabat",
            "link": "https://events.example.org/evening",
            "institutions": ["host", "museum"],
            "audience": "registered",
        },
    )

    assert standing(session)["evening"] == EventPart(
        key="evening",
        title={"ru": "Вечер", "en": "Evening"},
        description={"en": "**Poems**"},
        starts_at=parts.at("2027-05-25T22:00"),
        ends_at=parts.at("2027-05-26T01:00"),
        attendance=Attendance.HYBRID,
        place={"en": "Ashgabat"},
        link="https://events.example.org/evening",
        institutions=("host", "museum"),
        audience=Visibility.REGISTERED,
    )


def test_saving_what_the_form_shows_changes_nothing(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    timed = parts.event("night", starts_at=parts.at("2027-05-25T22:00"), ends_at=parts.at("2027-05-27T01:00"))
    service.add_event(forum, timed, now=datetime(2027, 1, 1).astimezone())
    session.commit()
    before = standing(session)

    for key in before:
        assert browser.fill(f"{LIST}{key}/").status_code == 303

    assert standing(session) == before


def test_a_change_keeps_key_and_identity(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    uids = queries.uids(forum)

    browser.fill(f"{LIST}readings/", {"title-en": "Great Readings", "ends_on": ""})

    changed = standing(session)["readings"]
    assert (changed.title["en"], changed.starts_on, changed.ends_on) == ("Great Readings", date(2027, 4, 20), None)
    assert queries.uids(forum) == uids


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title-ru": "", "title-en": ""}, "Fill this in, in one language at least."),
        ({"starts_on": ""}, "Say on which day the event takes place."),
        ({"ends_on": "2027-04-19"}, "The last day must not be before the first."),
        ({"starts_at": "10:00"}, "Fill this in too, or leave start and end empty."),
        ({"link": "http://events.example.org/"}, "Give an address that begins with https://."),
        ({"audience": "nobody"}, "Invalid Choice: could not coerce."),
        ({"institutions": ["nobody"]}, "Choose institutions of the forum’s list."),
    ],
)
def test_an_event_that_cannot_be_is_refused_and_what_was_typed_stays(
    browser: Browser, session: DatabaseSession, forum: Any, wrong: dict[str, Any], sentence: str
) -> None:
    typed = {"title-en": "Evening", "starts_on": "2027-04-20", "place-en": "Typed place"} | wrong

    response = browser.fill(f"{DESK}add-event/?lang=en", typed)

    text = html.unescape(response.get_data(as_text=True))
    assert response.status_code == 422
    assert sentence in text
    assert "Typed place" in text
    assert list(standing(session)) == ["readings", "exhibition"]


def test_events_change_places(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    browser.fill(LIST, form="/events/exhibition/earlier")

    assert list(standing(session)) == ["exhibition", "readings"]


def test_a_deleted_event_comes_back_with_its_identity(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    uids, before = queries.uids(forum), standing(session)

    browser.fill(LIST, form="/events/readings/delete")
    assert list(standing(session)) == ["exhibition"]
    assert browser.get(f"{LIST}readings/").status_code == 404

    browser.fill(LIST, form="/events/readings/bring-back")
    assert (standing(session), queries.uids(forum)) == (before, uids)


def test_the_notice_of_a_deletion_offers_to_undo_it(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    browser.fill(LIST, form="/events/readings/delete")

    text = page(browser)
    notice = text[text.index('class="notice') :]
    assert "/events/readings/bring-back" in notice[: notice.index("</div>")]


def test_an_institution_that_invites_stays_and_a_deleted_event_comes_back_without_it(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    removal = f"{DESK}institutions/host/"
    browser.fill(removal, form="/institutions/host/remove")
    assert "This institution invites to a further event. Take it off there first." in page(browser, removal)

    browser.fill(LIST, form="/events/readings/delete")
    browser.fill(removal, form="/institutions/host/remove")
    browser.fill(LIST, form="/events/readings/bring-back")

    assert standing(session)["readings"].institutions is None


def test_another_forum_lends_its_days_and_the_list_says_when_they_differ(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    other = parts.forum(slug="other", title={"en": "The Other"}, starts_on=date(2028, 3, 1), ends_on=date(2028, 3, 2))
    publish(parts.document(forum=other))

    browser.fill(f"{DESK}add-event/", {"title-en": "Next year", "forum": "other"})

    stored = standing(session)["next-year"]
    assert (stored.forum, stored.starts_on, stored.ends_on) == ("other", date(2028, 3, 1), date(2028, 3, 2))
    assert "takes place on other days" not in page(browser)

    moved = parts.forum(slug="other", title={"en": "The Other"}, starts_on=date(2028, 3, 8), ends_on=date(2028, 3, 9))
    publish(parts.document(forum=moved), later=timedelta(hours=1))
    assert "The forum that it leads to takes place on other days: 8–9 March 2028." in page(browser)


def test_only_published_forums_and_never_the_own_one_are_offered(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    factories.Forum(slug="draft")
    publish(parts.document())
    session.commit()

    for slug in ("draft", "forum"):
        response = browser.fill(f"{DESK}add-event/", {"title-en": "Wrong", "starts_on": "2027-05-01", "forum": slug})
        assert response.status_code == 422


def test_every_deed_is_told_in_the_history(
    client: FlaskClient, browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    browser.fill(f"{LIST}readings/", {"place-en": "Ashgabat", "audience": "invited"})
    browser.fill(LIST, form="/events/exhibition/earlier")
    browser.fill(LIST, form="/events/readings/delete")
    browser.fill(LIST, form="/events/readings/bring-back")
    sign_in_as(client, session, forum, TeamRole.OWNER)

    text = page(browser, f"{DESK}audit/")

    actions = session.scalars(
        select(AuditEntry.action)
        .where(AuditEntry.subject.in_(["event:readings", "forum:forum"]))
        .order_by(AuditEntry.id)
    )
    assert list(actions)[-4:] == ["event:revise", "event:order", "event:delete", "event:bring-back"]
    for words in (
        "Changed a further event",
        "Changed the order of further events",
        "Deleted a further event",
        "Brought a further event back",
        "Exhibition readings",
        "Invited people only",
        "Library host",
    ):
        assert words in text


def test_readers_of_the_team_see_the_list_and_change_nothing(
    client: FlaskClient, browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    sign_in_as(client, session, forum, TeamRole.READ_ONLY)

    text = page(browser)

    assert "Exhibition readings" in text
    assert "/delete" not in text
    assert browser.get(f"{DESK}add-event/").status_code == 403
    assert browser.get(f"{LIST}readings/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_number_of_queries_for_any_number_of_rows(
    client: FlaskClient, session: DatabaseSession, queries: list[str], own_queries: None, count: int
) -> None:
    events = tuple(parts.event(f"event-{number}", forum="another") for number in range(count))
    forum = load(parts.document(events=events))
    sign_in_as(client, session, forum, TeamRole.READ_ONLY)
    queries.clear()

    client.get(LIST)

    assert len([statement for statement in queries if statement.startswith("SELECT")]) == 5
