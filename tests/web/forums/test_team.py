import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from forumapp import clock
from forumapp.accounts import queries as accounts
from forumapp.accounts.service import tokens
from forumapp.audit import AuditEntry
from forumapp.forums import queries, rules, service
from forumapp.forums.models import Membership, TeamInvitation
from forumapp.mail.models import OutboxLetter
from forumapp.policy import TeamRole
from tests import factories
from tests.browsing import Browser, forms_of
from tests.signing_in import sign_in, sign_in_as

TEAM = "/forums/library-days/manage/team/"
PASSWORD = "six white cranes"


@pytest.fixture
def forum(session):
    return factories.Forum(slug="library-days")


@pytest.fixture
def owner(client, session, forum):
    return sign_in_as(client, session, forum, TeamRole.OWNER)


@pytest.fixture
def guest(app):
    """Give a browser of its own to whom somebody invites."""
    return Browser(app.test_client())


def roles_of(forum, account):
    return [membership.role for membership in queries.memberships_of(forum, account.id)]


def invited(browser, session, email="merdan@example.org", role=TeamRole.REGISTRAR):
    """Invite somebody and return the path of the letter's link."""
    answer = browser.fill(f"{TEAM}invite", {"email": email, "role": role.value})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    letter = session.scalars(select(OutboxLetter).order_by(OutboxLetter.created_at.desc())).first()
    return re.search(r"http://127\.0\.0\.1:8000(/account/team/\S+)", letter.text)[1]


def deeds(session):
    found = select(AuditEntry.action).where(AuditEntry.action.startswith("team:"))
    return session.scalars(found.order_by(AuditEntry.id)).all()


def test_an_invitation_goes_by_letter_and_the_table_holds_its_hash(browser, session, forum, owner):
    link = invited(browser, session)

    letter = session.scalars(select(OutboxLetter)).one()
    token = link.rpartition("/")[2].partition("?")[0]
    assert (letter.recipient, letter.kind, letter.forum_slug) == ("merdan@example.org", "team:invite", "library-days")
    assert session.scalars(select(TeamInvitation.token_hash)).all() == [tokens.hash_of(token)]
    assert token not in str([(e.before, e.after) for e in session.scalars(select(AuditEntry))])


def test_a_newcomer_joins_by_name_and_password(browser, session, forum, owner, guest):
    link = invited(browser, session)

    answer = guest.fill(link, {"name": "Мердан", "password": PASSWORD})

    account = accounts.account_by_email("merdan@example.org")
    assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/forums/library-days/manage/")
    assert (account.name, roles_of(forum, account)) == ("Мердан", [TeamRole.REGISTRAR])
    assert guest.get("/forums/library-days/manage/").status_code == 200
    assert deeds(session) == ["team:invite", "team:join"]


@pytest.mark.parametrize("answers", [{"name": "", "password": PASSWORD}, {"name": "M", "password": "short"}])
def test_a_refused_newcomer_makes_no_account(browser, session, forum, owner, guest, answers):
    link = invited(browser, session)

    assert guest.fill(link, answers).status_code == 422
    assert accounts.account_by_email("merdan@example.org") is None


def test_opening_an_invitation_spends_nothing(browser, session, forum, owner, guest):
    link = invited(browser, session)

    assert [guest.get(link).status_code for _time in range(3)] == [200] * 3
    assert session.scalars(select(TeamInvitation.accepted_at)).all() == [None]


def test_whoever_has_an_account_signs_in_first_and_joins_by_a_button(browser, session, forum, owner, guest):
    merdan = factories.Account(email="Merdan@example.org")
    link = invited(browser, session)
    page = guest.get(link)
    assert [form for form in forms_of(page) if form.method == "post"] == []
    assert "Sign in as merdan@example.org to join." in page.get_data(as_text=True)

    sign_in(guest.client, session, merdan)
    answer = guest.fill(link)

    assert answer.status_code == 303
    assert roles_of(forum, merdan) == [TeamRole.REGISTRAR]


def test_somebody_else_cannot_take_up_an_invitation(browser, session, forum, owner, guest):
    factories.Account(email="merdan@example.org")
    other = factories.Account()
    link = invited(browser, session)
    sign_in(guest.client, session, other)
    token = forms_of(guest.get("/account/logout"))[0].values["csrf_token"]

    answer = guest.client.post(link, data={"csrf_token": token})

    assert roles_of(forum, other) == []
    assert f"You are signed in as {other.email}." in answer.get_data(as_text=True)


def test_an_invitation_is_good_once(browser, session, forum, owner, guest, app):
    link = invited(browser, session)
    guest.fill(link, {"name": "Мердан", "password": PASSWORD})

    assert app.test_client().get(link).status_code == 410


@pytest.mark.parametrize(("late", "status"), [(-timedelta(minutes=1), 200), (timedelta(minutes=1), 410)])
def test_an_invitation_holds_seven_days(browser, session, forum, owner, guest, late, status):
    link = invited(browser, session)

    with time_machine.travel(clock.now() + rules.INVITATION_LIFE + late, tick=False):
        assert guest.get(link).status_code == status


def test_an_invitation_taken_back_is_good_no_more(browser, session, forum, owner, guest):
    link = invited(browser, session)

    answer = browser.fill(TEAM, form="/revoke")

    assert answer.status_code == 303
    assert guest.get(link).status_code == 410
    assert deeds(session) == ["team:invite", "team:revoke"]


def test_a_second_invitation_takes_the_first_back(browser, session, forum, owner, guest):
    first = invited(browser, session)
    second = invited(browser, session, email="MERDAN@example.org", role=TeamRole.OWNER)

    assert [guest.get(link).status_code for link in (first, second)] == [410, 200]


def test_a_member_is_not_invited_again(browser, session, forum, owner):
    answer = browser.fill(f"{TEAM}invite", {"email": owner.email, "role": "registrar"})

    assert answer.status_code == 422
    assert session.scalars(select(OutboxLetter)).all() == []


def test_roles_are_changed_and_count_at_the_next_request(browser, session, forum, owner, guest):
    member = sign_in_as(guest.client, session, forum, TeamRole.REGISTRAR)
    assert guest.get("/forums/library-days/manage/settings/").status_code == 403

    answer = browser.fill(f"{TEAM}{member.id}/", {"roles": ["owner", "check_in"]})

    assert answer.status_code == 303
    assert roles_of(forum, member) == [TeamRole.OWNER, TeamRole.CHECK_IN]
    assert guest.get("/forums/library-days/manage/settings/").status_code == 200
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "team:set-roles")).one()
    assert (entry.before, entry.after) == ({"roles": ["registrar"]}, {"roles": ["owner", "check_in"]})


def test_a_member_keeps_one_role_at_least(browser, session, forum, owner, guest):
    member = sign_in_as(guest.client, session, forum, TeamRole.REGISTRAR)

    assert browser.fill(f"{TEAM}{member.id}/", {"roles": None}).status_code == 422
    assert roles_of(forum, member) == [TeamRole.REGISTRAR]


def test_a_removed_member_is_out_at_the_next_request_and_an_undo_takes_back(browser, session, forum, owner, guest):
    member = sign_in_as(guest.client, session, forum, TeamRole.REGISTRAR, TeamRole.MODERATOR)

    browser.fill(TEAM, form=f"/{member.id}/remove")
    assert roles_of(forum, member) == []
    assert guest.get("/forums/library-days/manage/").status_code == 404

    page = browser.get(TEAM)
    undo = next(form.action for form in forms_of(page) if "/restore/" in form.action)
    browser.send(page, TEAM, form=undo)
    assert sorted(roles_of(forum, member)) == [TeamRole.MODERATOR, TeamRole.REGISTRAR]
    assert guest.get("/forums/library-days/manage/").status_code == 200
    assert deeds(session) == ["team:remove", "team:restore"]


def test_an_undo_is_good_for_its_forum_and_an_hour(browser, session, forum, owner, guest):
    member = sign_in_as(guest.client, session, forum, TeamRole.REGISTRAR)
    other = factories.Forum(slug="other")
    factories.Membership(forum=other, account=owner)
    session.commit()
    browser.fill(TEAM, form=f"/{member.id}/remove")
    page = browser.get(TEAM)
    undo = next(form for form in forms_of(page) if "/restore/" in form.action)

    elsewhere = undo.action.replace("library-days", "other")
    assert browser.client.post(elsewhere, data=undo.values).status_code == 404
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        assert browser.client.post(undo.action, data=undo.values).status_code == 404
    assert browser.client.post(f"{TEAM}restore/forged", data=undo.values).status_code == 404
    assert roles_of(forum, member) == []


def test_the_last_owner_can_neither_leave_nor_be_demoted(browser, session, forum, owner):
    left = browser.fill(f"{TEAM}leave")
    demoted = browser.fill(f"{TEAM}{owner.id}/", {"roles": ["registrar"]})

    assert (left.status_code, demoted.status_code) == (422, 422)
    assert roles_of(forum, owner) == [TeamRole.OWNER]


def test_one_of_two_owners_may_leave(browser, session, forum, owner):
    factories.Membership(forum=forum)
    session.commit()

    answer = browser.fill(f"{TEAM}leave")

    assert (answer.status_code, answer.location) == (303, "/forums/mine")
    assert browser.get(TEAM).status_code == 404


def test_nobody_is_removed_without_the_form_s_token(client, session, forum, owner):
    member = factories.Membership(forum=forum, role=TeamRole.REGISTRAR)
    session.commit()

    assert client.post(f"{TEAM}{member.account_id}/remove").status_code == 400
    assert len(session.scalars(select(Membership)).all()) == 2


def test_members_of_other_forums_are_unknown_here(browser, session, forum, owner):
    other = factories.Membership()
    session.commit()

    assert browser.get(f"{TEAM}{other.account_id}/").status_code == 404


def test_an_invitation_of_another_forum_cannot_be_taken_back_here(browser, session, forum, owner):
    other = factories.Forum(slug="other")
    invitation = service.invite(
        other, "x@example.org", TeamRole.OWNER, inviter="A", language="en", now=factories.CREATED
    )
    session.commit()
    token = forms_of(browser.get(f"{TEAM}leave"))[0].values["csrf_token"]

    answer = browser.client.post(f"{TEAM}invitations/{invitation.id}/revoke", data={"csrf_token": token})

    assert answer.status_code == 404
    assert invitation.revoked_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_team_is_listed_with_the_same_number_of_questions(client, session, forum, owner, queries, count):
    for _number in range(count - 1):
        factories.Membership(forum=forum, role=TeamRole.MODERATOR)
    session.commit()
    client.get(TEAM)
    queries.clear()

    client.get(TEAM)

    assert len([asked for asked in queries if "memberships" in asked or "team_invitations" in asked]) == 3
