"""Invitations for tests: put on the list, written to, and the links and codes that stand in letters."""

import re
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.meetings import queries, service
from forumapp.meetings.models import Invitation
from forumapp.meetings.rules.lists import Entry
from forumapp.registration.rules.addresses import mailbox
from tests import factories


def entry(email: str, **said: Any) -> Entry:
    """Return somebody of a list."""
    found = mailbox(email)
    assert found is not None
    return Entry(mailbox=found, **said)


def invite(forum: Forum, meeting: str, email: str, *, now: datetime = factories.CREATED, **said: Any) -> Invitation:
    """Put somebody on the list of a meeting and write to them."""
    service.invite(forum, meeting, [entry(email, **said)], language="en", now=now)
    invitation = find(forum, meeting, email)
    service.write_to(forum, meeting, [invitation.uid], now=now)
    db.session.commit()
    return invitation


def find(forum: Forum, meeting: str, email: str) -> Invitation:
    """Return the invitation of an address as it stands now."""
    found = queries.invitation_of(forum, meeting, email)
    assert found is not None
    return found


def link_of(invitation: Invitation) -> str:
    """Return the path of an invitation's page."""
    return "/" + service.link_to(invitation, slug=db.session.get_one(Forum, invitation.forum_id).slug).split("/", 3)[3]


def letters_to(email: str) -> list[OutboxLetter]:
    """Return the letters to an address, in the order of writing."""
    db.session.expire_all()
    found = select(OutboxLetter).where(OutboxLetter.recipient == email)
    return sorted(db.session.scalars(found), key=lambda letter: letter.created_at)


def code_sent_to(email: str) -> str:
    """Return the code of the newest letter that brings an address one."""
    codes = [letter for letter in letters_to(email) if letter.kind == "invitation:code"]
    return re.findall(r"\b\d{4} \d{4}\b", codes[-1].text)[0]


def know_browser(client: FlaskClient, invitation: Invitation) -> None:
    """Make a browser known as the invited, by the code that goes to the mailbox."""
    address = link_of(invitation)
    client.post(f"{address}device", data={"csrf_token": csrf_of(client, address)})
    code = code_sent_to(invitation.email)
    response = client.post(f"{address}code", data={"csrf_token": csrf_of(client, address), "code": code})
    assert response.status_code == 303


def csrf_of(client: FlaskClient, address: str) -> str:
    """Return the token of the first form of a page."""
    return re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(address).text)[0]
