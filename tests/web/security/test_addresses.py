"""Every private address, asked by everybody who may not, with the right forum and with the wrong one."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from forumapp.audit import AuditEntry
from forumapp.db import db
from forumapp.policy import BY_ROLE, Permission, TeamRole, is_private
from tests import factories, signing_in
from tests.web.security.scene import Place, address, parts, place

CHECKED = ("GET", "POST")
ROWS = {
    *("key", "name", "report", "uid", "account_id", "invitation_id", "fingerprint"),
    *("answer_id", "approver_id", "plan_id"),
}
"""Parts of an address that name a row of one forum."""
FINE = {200, 302, 303, 400, 404, 409, 410, 422}
"""What a right role may meet: done, shown, refused in words; a token or number that is nobody's."""
ABSENT = {"programme_desk.bring_back"}
"""What concerns deleted sessions: the one of the scene stands."""
READING = {Permission.FORUM_READ, Permission.TEAM_READ, Permission.PROGRAMME_READ}
"""What somebody with the role of a reader may, in a table of its own."""


ADMINISTRATORS = {"programme_desk.clone"}
"""What only an administrator may, though it concerns one forum."""


def may(role: TeamRole, permission: Permission) -> bool:
    """Say whether a role has a right by the policy's table."""
    return role in BY_ROLE.get(permission, frozenset())


@pytest.fixture
def no_csrf(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request through to the guard."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)


@pytest.fixture
def ours(session: Session) -> Place:
    """Give the forum of those who ask."""
    return place("ours")


@pytest.fixture
def theirs(session: Session) -> Place:
    """Give another forum."""
    return place("theirs")


def requests(app: Flask, *, private: bool = True) -> Iterator[tuple[Rule, str, Permission]]:
    """Yield every rule with each of its methods and the permission that it asks for."""
    for rule in app.url_map.iter_rules():
        permission = getattr(app.view_functions[rule.endpoint], "guarded_by", None)
        if permission is not None and is_private(permission) is private:
            yield from ((rule, method, permission) for method in CHECKED if method in (rule.methods or ()))


def of_a_forum(app: Flask) -> Iterator[tuple[Rule, str, Permission]]:
    """Yield what ``requests`` does, for the desk of a forum only."""
    yield from ((rule, method, right) for rule, method, right in requests(app) if "slug" in rule.arguments)


def deeds() -> int:
    """Return how much was done."""
    return db.session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def test_a_stranger_is_sent_to_sign_in(app: Flask, client: FlaskClient, ours: Place, no_csrf: None) -> None:
    before = deeds()
    got = {
        (rule.endpoint, method): (answer.status_code, (answer.location or "").partition("?")[0])
        for rule, method, _right in requests(app)
        for answer in [client.open(address(app, rule, parts(rule, ours, ours)), method=method)]
    }

    assert {key: value for key, value in got.items() if value != (302, "/account/login")} == {}
    assert deeds() == before


def test_the_owner_of_another_forum_learns_nothing(
    app: Flask, client: FlaskClient, session: Session, ours: Place, theirs: Place, no_csrf: None
) -> None:
    signing_in.sign_in(client, session, ours.owner)
    before = deeds()
    got = {
        (rule.endpoint, method): client.open(address(app, rule, parts(rule, theirs, theirs)), method=method).status_code
        for rule, method, _right in of_a_forum(app)
    }

    assert {key: value for key, value in got.items() if value != 404} == {}
    assert deeds() == before


def test_rows_of_another_forum_are_not_there_in_ones_own(
    app: Flask, client: FlaskClient, session: Session, ours: Place, theirs: Place, no_csrf: None
) -> None:
    signing_in.sign_in(client, session, ours.owner)
    before = deeds()
    tried = [(rule, method) for rule, method, _right in of_a_forum(app) if rule.arguments & ROWS]
    got = {
        (rule.endpoint, method): client.open(address(app, rule, parts(rule, ours, theirs)), method=method).status_code
        for rule, method in tried
    }

    assert len(got) > 30
    assert {key: value for key, value in got.items() if value != 404} == {}
    assert deeds() == before


def test_a_report_of_another_session_is_not_there(
    app: Flask, client: FlaskClient, session: Session, ours: Place, no_csrf: None
) -> None:
    factories.Session(forum=ours.forum, key="ours-other")
    signing_in.sign_in(client, session, ours.owner)
    got = {
        (rule.endpoint, method): client.open(
            address(app, rule, {**parts(rule, ours, ours), "key": "ours-other"}), method=method
        ).status_code
        for rule, method, _right in of_a_forum(app)
        if "report" in rule.arguments
    }

    assert len(got) == 4
    assert set(got.values()) == {404}


@pytest.mark.parametrize("role", TeamRole)
def test_a_role_meets_403_where_it_has_no_right(
    role: TeamRole, app: Flask, client: FlaskClient, session: Session, ours: Place, no_csrf: None
) -> None:
    signing_in.sign_in_as(client, session, ours.forum, role)
    tried = [each for each in of_a_forum(app) if not may(role, each[2]) and each[0].endpoint not in ABSENT]
    before = deeds()
    got = {
        (rule.endpoint, method): client.open(address(app, rule, parts(rule, ours, ours)), method=method).status_code
        for rule, method, _right in tried
    }

    assert {endpoint for endpoint, _method in got if role is TeamRole.OWNER} <= ADMINISTRATORS
    assert {key: value for key, value in got.items() if value != 403} == {}
    assert deeds() == before


def test_a_reader_changes_nothing_but_their_own_place(
    app: Flask, client: FlaskClient, session: Session, ours: Place, no_csrf: None
) -> None:
    signing_in.sign_in_as(client, session, ours.forum, TeamRole.READ_ONLY)
    posts = [(rule, right) for rule, method, right in of_a_forum(app) if method == "POST"]

    assert {rule.endpoint for rule, right in posts if right in READING} == {"forums_desk.leave"}
    got = {
        rule.endpoint: client.post(address(app, rule, parts(rule, ours, ours))).status_code
        for rule, right in posts
        if right not in READING and rule.endpoint not in ABSENT
    }
    assert set(got.values()) == {403}


def test_only_administrators_open_the_instance(
    app: Flask, client: FlaskClient, session: Session, ours: Place, no_csrf: None
) -> None:
    signing_in.sign_in(client, session, ours.owner)
    before = deeds()
    tried = [
        (rule, method)
        for rule, method, right in requests(app)
        if "slug" not in rule.arguments and right is not Permission.ACCOUNT_OWN
    ]
    got = {
        (rule.endpoint, method): client.open(address(app, rule, parts(rule, ours, ours)), method=method).status_code
        for rule, method in tried
    }

    assert len(got) > 10
    assert {key: value for key, value in got.items() if value not in {403, 404}} == {}
    assert deeds() == before


def test_an_owner_is_never_answered_with_a_fault(
    app: Flask, client: FlaskClient, session: Session, ours: Place, no_csrf: None
) -> None:
    signing_in.sign_in(client, session, ours.owner)
    factories.Membership(forum=ours.forum)
    pages = sorted(of_a_forum(app), key=lambda each: each[1])
    got = {
        (rule.endpoint, method): client.open(address(app, rule, parts(rule, ours, ours)), method=method).status_code
        for rule, method, _right in pages
        if not rule.rule.endswith(("/remove", "/delete", "/leave")) and rule.endpoint not in ADMINISTRATORS
    }

    assert {key: value for key, value in got.items() if value not in FINE} == {}


def test_opening_a_page_changes_nothing(
    app: Flask, client: FlaskClient, session: Session, ours: Place, queries: list[str]
) -> None:
    signing_in.sign_in(client, session, ours.owner)
    queries.clear()
    for private in (True, False):
        for rule, method, _right in requests(app, private=private):
            if method == "GET":
                client.get(address(app, rule, parts(rule, ours, ours)))

    assert len(queries) > 100
    assert [statement for statement in queries if statement.startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_nothing_is_posted_without_the_page_s_own_token(
    app: Flask, client: FlaskClient, session: Session, ours: Place
) -> None:
    account = signing_in.sign_in_admin(client, session)
    factories.Membership(forum=ours.forum, account=account)
    db.session.commit()
    before = deeds()
    got = {
        rule.endpoint: client.post(address(app, rule, parts(rule, ours, ours))).status_code
        for private in (True, False)
        for rule, method, _right in requests(app, private=private)
        if method == "POST"
    }

    assert len(got) > 60
    assert {endpoint: status for endpoint, status in got.items() if status != 400} == {}
    assert deeds() == before


def test_private_pages_are_kept_by_nobody(app: Flask, client: FlaskClient, session: Session, ours: Place) -> None:
    signing_in.sign_in_admin(client, session)
    got = {
        rule.endpoint: client.get(address(app, rule, parts(rule, ours, ours))).headers["Cache-Control"]
        for rule, method, _right in requests(app)
        if method == "GET" and rule.endpoint != "schedule_desk.colors"
    }

    assert {endpoint: words for endpoint, words in got.items() if words != "private, no-store"} == {}
