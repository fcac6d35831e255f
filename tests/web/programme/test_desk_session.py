"""One session at the desk: each way to change it, and each way to be refused."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.exchange.document import Kind, Part, Role, Status, Visibility
from forumapp.policy import TeamRole
from forumapp.programme import queries as programme
from forumapp.programme import service
from forumapp.programme.models import Session
from tests import factories
from tests.browsing import Browser, forms_of
from tests.parts import at
from tests.signing_in import sign_in_as

DESK = "/forums/forum/manage/programme/"
NEW = {
    "title-ru": "Открытие",
    "title-en": "Opening",
    "kind": "plenary",
    "room": "hall",
    "track": "heritage",
    "day": "2027-04-12",
    "starts_at": "09:30",
    "ends_at": "10:30",
    "people-0-person": "ayna",
    "people-0-role": "moderator",
    "state": "tentative",
    "visibility": "registered",
    "languages": ["ru", "en"],
    "interpretation": ["en"],
    "signup": "open",
    "capacity": "40",
    "join_url": "https://rooms.example.org/opening",
}


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give a forum with a room, a track and a person, whose programme the client's person edits."""
    forum = factories.Forum(slug="forum")
    factories.Room(forum_id=forum.id, key="hall")
    factories.Track(forum_id=forum.id, key="heritage")
    factories.ForumPerson(forum_id=forum.id, key="ayna")
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    return forum


def stored(session: DatabaseSession, key: str) -> Session:
    session.expire_all()
    found = programme.session_by_key("forum", key)
    assert found is not None
    return found


def only_key(session: DatabaseSession) -> str:
    return session.scalars(select(Session.key)).one()


def test_a_new_session_is_stored_as_it_was_filled_in(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    response = browser.fill(f"{DESK}add-session/", NEW)

    key = only_key(session)
    assert (response.status_code, response.location) == (303, f"{DESK}sessions/{key}/")
    part = service.part_of(stored(session, key))
    assert part == type(part)(
        key=key,
        title={"ru": "Открытие", "en": "Opening"},
        kind=Kind.PLENARY,
        status=Status.TENTATIVE,
        visibility=Visibility.REGISTERED,
        languages=("ru", "en"),
        interpretation=("en",),
        signup=part.signup,
        people=(Part(person="ayna", role=Role.MODERATOR),),
        track="heritage",
        room="hall",
        starts_at=at("2027-04-12T09:30"),
        ends_at=at("2027-04-12T10:30"),
        capacity=40,
        join_url="https://rooms.example.org/opening",
    )


def test_a_session_saved_as_it_stands_is_not_changed(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    factories.Session(
        forum=forum,
        key="one",
        languages=("en", "ru"),
        starts_at=at("2027-04-12T22:00"),
        ends_at=at("2027-04-14T01:00"),
        abstract={"ru": "О чем"},
    )
    session.commit()
    before = service.part_of(stored(session, "one"))

    response = browser.fill(f"{DESK}sessions/one/", form="session-form")

    assert response.status_code == 303
    assert service.part_of(stored(session, "one")) == before
    assert stored(session, "one").version == 1


def test_an_end_before_the_start_is_on_the_next_day(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    browser.fill(f"{DESK}add-session/", NEW | {"starts_at": "23:00", "ends_at": "00:30"})

    row = stored(session, only_key(session))
    assert (row.starts_at, row.ends_at) == (at("2027-04-12T23:00"), at("2027-04-13T00:30"))


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"title-ru": "", "title-en": ""}, "title", "Fill this in, in one language at least."),
        ({"ends_at": ""}, "ends_at", "Fill this in too, or leave day, start and end empty."),
        ({"ends_at": "09:30"}, "ends_at", "The session must end after it starts."),
        (
            {"day": "2027-04-20"},
            "starts_at",
            "The forum lasts from 12 April 2027 to 13 April 2027; the session must start on one of its days.",
        ),
        (
            {"people-1-person": "ayna", "people-1-role": "moderator"},
            "people",
            "Somebody stands here twice in the same role.",
        ),
        ({"people-1-person": "nobody", "people-1-role": "expert"}, "people", "Choose people from the list."),
        ({"join_url": "javascript:alert(1)"}, "join_url", "Give an address that begins with https://."),
        ({"capacity": "-1"}, "capacity", "Give a number from 0 to 1000000."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_stored(
    browser: Browser, session: DatabaseSession, forum: Any, wrong: dict[str, str], field: str, sentence: str
) -> None:
    response = browser.fill(f"{DESK}add-session/?lang=en", NEW | wrong)

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert re.findall(rf'id="{field}-error">(.*?)</p>', page) == [sentence]
    assert 'value="https://rooms.example.org/opening"' in page or "join_url" in wrong
    assert session.scalars(select(Session)).all() == []


def test_a_time_that_clocks_skip_is_refused_with_words(client: FlaskClient, session: DatabaseSession) -> None:
    forum = factories.Forum(
        slug="forum",
        timezone="Europe/Berlin",
        starts_on=at("2027-03-27T00:00").date(),
        ends_on=at("2027-03-28T00:00").date(),
    )
    sign_in_as(client, session, forum, TeamRole.OWNER)

    response = Browser(client).fill(
        f"{DESK}add-session/?lang=en",
        {"title-ru": "Ночь", "day": "2027-03-28", "starts_at": "02:30", "ends_at": "04:30"},
    )

    assert response.status_code == 422
    assert re.findall(r'id="starts_at-error">(.*?)</p>', response.get_data(as_text=True)) == [
        "There is no 02:30 on 28 March 2027 in Europe/Berlin: clocks are put forward then."
    ]


def test_more_rows_keep_what_was_typed_and_store_nothing(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    response = browser.fill(f"{DESK}add-session/", NEW | {"more_rows": "1"})

    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert 'value="Opening"' in page
    assert len(re.findall(r'name="people-\d+-person"', page)) == 9
    assert session.scalars(select(Session)).all() == []


def test_who_was_overtaken_sees_both_versions_and_loses_nothing(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    factories.Session(forum=forum, key="one", title={"en": "Old"})
    session.commit()
    address = f"{DESK}sessions/one/?lang=en"
    page = browser.get(address)
    browser.send(browser.get(address), address, {"title-en": "Theirs"}, form="session-form")

    response = browser.send(page, address, {"title-en": "Mine"}, form="session-form")

    text = response.get_data(as_text=True)
    assert response.status_code == 409
    assert re.findall(r'<th scope="row">(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>', text) == [
        ("Title", "Theirs", "Mine")
    ]
    assert stored(session, "one").title == {"en": "Theirs"}
    browser.send(response, address, form="session-form")
    assert stored(session, "one").title == {"en": "Mine"}


def test_a_session_is_moved_in_time_and_to_another_room(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    factories.Session(forum=forum, key="one")
    session.commit()

    browser.fill(
        f"{DESK}sessions/one/move/",
        {"day": "2027-04-13", "starts_at": "12:00", "ends_at": "13:00", "room": "hall"},
    )

    row = stored(session, "one")
    assert row.room is not None
    assert (row.starts_at, row.ends_at, row.room.key) == (at("2027-04-13T12:00"), at("2027-04-13T13:00"), "hall")


def test_who_was_overtaken_may_keep_what_is_stored(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    factories.Session(forum=forum, key="one", title={"en": "Old"})
    session.commit()
    address = f"{DESK}sessions/one/?lang=en"
    page = browser.get(address)
    browser.send(browser.get(address), address, {"title-en": "Theirs"}, form="session-form")
    compared = browser.send(page, address, {"title-en": "Mine", "capacity": "30"}, form="session-form")

    browser.send(compared, address, {"keep_theirs": "title"}, form="session-form")

    assert (stored(session, "one").title, stored(session, "one").capacity) == ({"en": "Theirs"}, 30)


def test_what_somebody_else_changed_elsewhere_in_a_session_stays(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    factories.Session(forum=forum, key="one", title={"en": "Old"})
    session.commit()
    address = f"{DESK}sessions/one/?lang=en"
    page = browser.get(address)
    browser.send(browser.get(address), address, {"capacity": "30"}, form="session-form")

    browser.send(page, address, {"title-en": "Mine"}, form="session-form")

    assert (stored(session, "one").title, stored(session, "one").capacity) == ({"en": "Mine"}, 30)
    assert "What somebody else changed meanwhile stands too: places." in browser.get(address).get_data(as_text=True)


@pytest.mark.parametrize(("page", "form", "typed"), [
    ("", "session-form", {"title-en": "Mine"}),
    ("move/", -1, {"starts_at": "09:00"}),
    ("add-report/", -1, {"title-en": "Mine"}),
])  # fmt: skip
def test_a_session_that_somebody_else_deleted_comes_back_with_what_was_typed(
    browser: Browser, session: DatabaseSession, forum: Any, page: str, form: Any, typed: dict[str, str]
) -> None:
    factories.Session(forum=forum, key="one", title={"en": "Old"})
    session.commit()
    address = f"{DESK}sessions/one/{page}?lang=en"
    opened = browser.get(address)
    browser.fill(f"{DESK}sessions/one/", form="/delete")

    answer = browser.send(opened, address, typed, form=form)

    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Somebody else deleted this session meanwhile." in text
    assert "Save again to bring it back with what you typed." in text
    assert browser.get(address).status_code == 404
    assert browser.send(answer, address, form=form).status_code == 303
    row = stored(session, "one")
    reports = [report.title for report in row.reports]
    assert row.deleted_at is None
    assert (row.title == {"en": "Mine"}, row.starts_at == at("2027-04-12T09:00"), reports == [{"en": "Mine"}]) == (
        page == "",
        page == "move/",
        page == "add-report/",
    )


def test_a_stale_move_is_merged_where_it_does_not_touch(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    factories.Session(forum=forum, key="one")
    session.commit()
    address = f"{DESK}sessions/one/move/?lang=en"
    page = browser.get(address)
    browser.send(browser.get(address), address, {"room": "hall"})

    browser.send(page, address, {"starts_at": "09:00"})

    row = stored(session, "one")
    assert row.room is not None
    assert (row.room.key, row.starts_at) == ("hall", at("2027-04-12T09:00"))


def test_two_moves_to_different_times_are_held_against_each_other(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    factories.Session(forum=forum, key="one")
    session.commit()
    address = f"{DESK}sessions/one/move/?lang=en"
    page = browser.get(address)
    browser.send(browser.get(address), address, {"starts_at": "09:30"})

    response = browser.send(page, address, {"starts_at": "09:00"})

    text = response.get_data(as_text=True)
    assert response.status_code == 409
    assert re.findall(r'<th scope="row">(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>', text) == [
        ("Day, Start, End", "12 April 2027, 09:30, 11:00", "12 April 2027, 09:00, 11:00"),
    ]


def test_cancelling_and_restoring_change_the_status_only(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    factories.Session(forum=forum, key="one")
    session.commit()
    address = f"{DESK}sessions/one/"

    browser.fill(address, form="/cancel")
    cancelled = stored(session, "one").status
    browser.fill(address, form="/restore")

    assert (cancelled, stored(session, "one").status) == (Status.CANCELLED, Status.CONFIRMED)


def test_a_deleted_session_comes_back_by_the_notices_button(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    factories.Session(forum=forum, key="one")
    session.commit()

    response = browser.fill(f"{DESK}sessions/one/", form="/delete")
    assert response.location == DESK
    assert browser.get(f"{DESK}sessions/one/").status_code == 404
    page = client_notice(browser)
    browser.send(page, DESK, form="/bring-back")

    assert stored(session, "one").deleted_at is None
    deeds = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert deeds == ["session:delete", "session:bring-back"]


def client_notice(browser: Browser) -> Any:
    """Delete puts a notice on the next page; the fixture's client has not opened one since."""
    return browser.get(DESK)


def test_a_copy_has_a_key_of_its_own_and_no_time(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    factories.Session(forum=forum, key="one", title={"en": "One"})
    session.commit()

    response = browser.fill(f"{DESK}sessions/one/", form="/duplicate")

    key = response.location.rstrip("/").rpartition("/")[2]
    copy = stored(session, key)
    assert key != "one"
    assert (copy.title, copy.starts_at, copy.uid == stored(session, "one").uid) == ({"en": "One"}, None, False)


def test_a_post_without_the_pages_token_changes_nothing(
    client: FlaskClient, session: DatabaseSession, forum: Any
) -> None:
    factories.Session(forum=forum, key="one")
    session.commit()

    response = client.post(f"{DESK}sessions/one/delete")

    assert response.status_code == 400
    assert stored(session, "one").deleted_at is None


def test_the_notice_of_a_move_undoes_it_and_nothing_is_offered_where_nothing_changed(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    factories.Session(forum=forum, key="one")
    session.commit()
    address = f"{DESK}sessions/one/"
    browser.fill(f"{address}move/", {"starts_at": "09:00"})

    moved = stored(session, "one").starts_at
    page = browser.get(address)
    undo = next(form.action for form in forms_of(page) if "/undo" in form.action)
    browser.send(page, address, form=undo)
    undone = stored(session, "one").starts_at
    browser.get(address)
    browser.fill(address, form="session-form")

    assert (moved, undone) == (at("2027-04-12T09:00"), at("2027-04-12T10:00"))
    assert [form.action for form in forms_of(browser.get(address)) if "/undo" in form.action] == []
