"""Who may open what at a forum's desk: role x address."""

import pytest

from forumapp.policy import TeamRole
from tests import factories
from tests.signing_in import sign_in_admin, sign_in_as

DESK = "/forums/library-days/manage/"
EVERYBODY = frozenset(TeamRole)
OWNERS = frozenset({TeamRole.OWNER})

READ = {
    DESK: EVERYBODY,
    f"{DESK}team/": EVERYBODY,
    f"{DESK}team/leave": EVERYBODY,
    f"{DESK}settings/": OWNERS,
    f"{DESK}team/invite": OWNERS,
    f"{DESK}team/%(member)s/": OWNERS,
    f"{DESK}audit/": OWNERS,
}
CHANGE = {
    f"{DESK}settings/": OWNERS,
    f"{DESK}team/invite": OWNERS,
    f"{DESK}team/%(member)s/": OWNERS,
    f"{DESK}team/%(member)s/remove": OWNERS,
    f"{DESK}team/restore/token": OWNERS,
    f"{DESK}team/invitations/1/revoke": OWNERS,
}


@pytest.fixture
def forum(session):
    return factories.Forum(slug="library-days")


@pytest.fixture
def member(session, forum):
    return factories.Membership(forum=forum, role=TeamRole.MODERATOR).account_id


@pytest.mark.parametrize("role", TeamRole)
@pytest.mark.parametrize("address", READ)
def test_each_role_opens_what_is_its_own(client, session, forum, member, address, role):
    sign_in_as(client, session, forum, role)

    assert client.get(address % {"member": member}).status_code == (200 if role in READ[address] else 403)


@pytest.mark.parametrize("role", sorted(EVERYBODY - OWNERS))
@pytest.mark.parametrize("address", CHANGE)
def test_what_a_role_may_not_change_is_refused(client, app, session, forum, member, address, role, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_CHECK_DEFAULT", False)
    sign_in_as(client, session, forum, role)

    assert client.post(address % {"member": member}).status_code == 403


@pytest.mark.parametrize("address", READ)
def test_a_forum_s_desk_is_unknown_to_other_teams(client, session, forum, member, address):
    sign_in_as(client, session, factories.Forum(), TeamRole.OWNER)

    assert client.get(address % {"member": member}).status_code == 404


@pytest.mark.parametrize("address", READ)
def test_strangers_are_asked_to_sign_in(client, session, forum, member, address):
    path = address % {"member": member}
    session.commit()

    answer = client.get(path)

    assert (answer.status_code, answer.location) == (302, f"/account/login?next={path}")


@pytest.mark.parametrize("address", READ)
def test_administrators_open_everything(client, session, forum, member, address):
    sign_in_admin(client, session)

    assert client.get(address % {"member": member}).status_code == 200


@pytest.mark.parametrize("role", [None, *TeamRole])
def test_only_administrators_make_forums(client, session, forum, role):
    sign_in_as(client, session, forum, *([role] if role else []))

    assert client.get("/forums/new").status_code == 403
