"""Who may do what is decided in one table, and every view asks it."""

import pytest
from flask import Flask

from forumapp.policy import Actor, Permission, TeamRole, can, unruled
from forumapp.web.guards import check_guards, guard

pytestmark = pytest.mark.once

FORUM = 7
OWNER, EDITOR, REGISTRAR, MODERATOR, CHECK_IN, READ_ONLY = TeamRole
TEAM = set(TeamRole)

ALLOWED: dict[Permission, set[TeamRole]] = {
    Permission.FORUM_READ: TEAM,
    Permission.FORUM_EDIT: {OWNER},
    Permission.TEAM_READ: TEAM,
    Permission.TEAM_EDIT: {OWNER},
    Permission.PROGRAMME_READ: TEAM,
    Permission.PROGRAMME_EDIT: {OWNER, EDITOR},
    Permission.RELEASE_PUBLISH: {OWNER, EDITOR},
    Permission.REGISTRATION_READ: {OWNER, REGISTRAR, CHECK_IN},
    Permission.REGISTRATION_EDIT: {OWNER, REGISTRAR},
    Permission.REGISTRATION_EXPORT: {OWNER, REGISTRAR},
    Permission.REGISTRATION_SPECIAL: {OWNER, REGISTRAR},
    Permission.MEETING_INVITE: {OWNER, EDITOR, REGISTRAR},
    Permission.AUDIT_READ: {OWNER},
}
FOR_ALL = {
    Permission.PUBLIC_READ,
    Permission.REGISTRATION_CREATE,
    Permission.REGISTRATION_OWN,
    Permission.SPEAKER_OWN,
    Permission.DELEGATION_OWN,
    Permission.DRAFT_OWN,
    Permission.INVITATION_OWN,
    Permission.ACCOUNT_SIGN_IN,
}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", TeamRole)
def test_a_role_may_what_the_table_says_and_nothing_else(role: TeamRole, permission: Permission) -> None:
    member = Actor(account_id=1, roles={FORUM: frozenset({role})})
    expected = permission in FOR_ALL | {Permission.ACCOUNT_OWN} or role in ALLOWED.get(permission, set())

    assert can(member, permission, FORUM) is expected


@pytest.mark.parametrize("permission", ALLOWED)
def test_an_owner_of_one_forum_may_nothing_in_another(permission: Permission) -> None:
    owner = Actor(account_id=1, roles={FORUM: frozenset({OWNER})})

    assert not can(owner, permission, FORUM + 1)


@pytest.mark.parametrize("permission", Permission)
def test_a_stranger_may_only_what_is_open_to_all(permission: Permission) -> None:
    assert can(Actor(), permission, FORUM) is (permission in FOR_ALL)


def test_every_permission_has_a_rule() -> None:
    assert unruled() == []


def test_the_application_does_not_start_with_an_unguarded_view() -> None:
    app = Flask("open")
    app.add_url_rule("/guarded", "guarded", guard(Permission.PUBLIC_READ)(lambda: "ok"))
    check_guards(app)
    app.add_url_rule("/open", "open", lambda: "ok")

    with pytest.raises(RuntimeError, match="views without a guard: open"):
        check_guards(app)
