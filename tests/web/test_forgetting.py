"""What was kept long enough is dropped: texts of letters, links, ended sign-ins, invitations, new addresses."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forumapp import worker
from forumapp.accounts.models import AccountLink, LinkPurpose, SignIn
from forumapp.db import Model
from forumapp.errors import RuleBroken
from forumapp.forums.models import TeamInvitation
from forumapp.mail import Action, Letter, outbox, put
from forumapp.mail.models import LetterStatus, OutboxLetter
from forumapp.policy import TeamRole
from forumapp.registration.models import AddressChange
from tests import factories
from tests.browsing import forms_of
from tests.signing_in import sign_in_admin

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
SENT, DEAD, QUEUED = LetterStatus.SENT, LetterStatus.DEAD, LetterStatus.QUEUED


def days(number: float) -> timedelta:
    """Return a length of time."""
    return timedelta(days=number)


def letter(status: LetterStatus, *, age: timedelta) -> OutboxLetter:
    """Store a letter that was sent, given up or put into the outbox so long ago."""
    row = put(
        Letter(
            to="ayna@example.org",
            language="en",
            kind="registration:confirm",
            subject="Confirm your registration",
            paragraphs=("Dear Ayna",),
            action=Action(label="Confirm", href="https://example.org/secret"),
        ),
        now=NOW - age,
    )
    row.status, row.sent_at = status, NOW - age if status is SENT else None
    return row


@pytest.mark.parametrize(
    ("status", "age", "is_kept"),
    [
        (SENT, days(29.9), True),
        (SENT, days(30), False),
        (DEAD, days(89.9), True),
        (DEAD, days(90), False),
        (QUEUED, days(900), True),
    ],
)
def test_the_text_of_a_letter_is_kept_so_long(
    session: Session, status: LetterStatus, age: timedelta, is_kept: bool
) -> None:
    row = letter(status, age=age)
    session.commit()

    worker.forget(NOW)

    session.expire_all()
    assert (row.emptied_at is None) is is_kept
    assert ("secret" in row.text, "secret" in row.html) == (is_kept, is_kept)
    assert (row.recipient, row.subject) == ("ayna@example.org", "Confirm your registration")


def test_letters_are_emptied_a_few_at_a_time_and_once(session: Session) -> None:
    for _number in range(5):
        letter(SENT, age=days(40))
    session.commit()

    assert [outbox.empty_outdated(most=2, now=NOW) for _round in range(4)] == [2, 2, 1, 0]


def test_a_letter_without_text_is_not_sent_again(client: FlaskClient, session: Session) -> None:
    row = letter(DEAD, age=days(100))
    session.commit()
    worker.forget(NOW)
    sign_in_admin(client, session)
    token = forms_of(client.get("/account/logout"))[0].values["csrf_token"]

    answer = client.post(f"/admin/letters/{row.id}/retry", data={"csrf_token": token})

    session.expire_all()
    assert (answer.status_code, row.status) == (303, DEAD)
    with pytest.raises(RuleBroken):
        outbox.retry(row, now=NOW)


def test_the_page_of_a_letter_says_since_when_its_text_is_gone(client: FlaskClient, session: Session) -> None:
    row = letter(SENT, age=days(40))
    session.commit()
    worker.forget(NOW)
    sign_in_admin(client, session)

    page = client.get(f"/admin/letters/{row.id}/?lang=en").get_data(as_text=True)

    assert "The text of this letter is no longer kept since 1 March 2027, 09:00 (UTC)" in page
    assert "Confirm your registration" in page
    assert "As mail programs show it" not in page
    assert client.get(f"/admin/letters/{row.id}/html").status_code == 410


def count(session: Session, model: type[Model]) -> int:
    """Return how many rows there are."""
    return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize(
    ("used", "expires", "is_kept"),
    [
        (None, days(0), True),
        (None, days(6.9), True),
        (None, days(7), False),
        (days(6.9), days(6.8), True),
        (days(7), days(6.99), False),
    ],
)
def test_links_of_accounts_are_kept_so_long(
    session: Session, used: timedelta | None, expires: timedelta, is_kept: bool
) -> None:
    account = factories.Account()
    session.add(
        AccountLink(
            account_id=account.id,
            purpose=LinkPurpose.SIGN_IN,
            token_hash="a" * 64,
            created_at=NOW - days(8),
            expires_at=NOW - expires,
            used_at=None if used is None else NOW - used,
        )
    )
    session.commit()

    worker.forget(NOW)

    assert count(session, AccountLink) == int(is_kept)


@pytest.mark.parametrize(
    ("created", "seen", "is_kept"),
    [
        (days(1), days(0), True),
        (days(8), days(7.4), True),
        (days(8), days(7.5), False),
        (days(20.9), days(0), True),
        (days(21), days(0), False),
    ],
)
def test_sign_ins_are_kept_so_long(session: Session, created: timedelta, seen: timedelta, is_kept: bool) -> None:
    account = factories.Account()
    session.add(SignIn(account_id=account.id, token_hash="a" * 64, created_at=NOW - created, seen_at=NOW - seen))
    session.commit()

    worker.forget(NOW)

    assert count(session, SignIn) == int(is_kept)


@pytest.mark.parametrize(
    ("changes", "is_kept"),
    [
        ({"expires_at": NOW - days(29.9)}, True),
        ({"expires_at": NOW - days(30)}, False),
        ({"accepted_at": NOW - days(29.9)}, True),
        ({"accepted_at": NOW - days(30)}, False),
        ({"revoked_at": NOW - days(30)}, False),
    ],
)
def test_invitations_are_kept_so_long(session: Session, changes: dict[str, Any], is_kept: bool) -> None:
    values = {"created_at": NOW - days(40), "expires_at": NOW + days(1), **changes}
    forum = factories.Forum()
    session.add(
        TeamInvitation(forum_id=forum.id, email="g@example.org", role=TeamRole.OWNER, token_hash="a" * 64, **values)
    )
    session.commit()

    worker.forget(NOW)

    assert count(session, TeamInvitation) == int(is_kept)


@pytest.mark.parametrize(("expires", "is_kept"), [(NOW + days(0.01), True), (NOW, False)])
def test_addresses_that_nobody_confirmed_are_kept_so_long(session: Session, expires: datetime, is_kept: bool) -> None:
    registration = factories.Registration()
    session.add(
        AddressChange(
            registration_id=registration.id,
            email="new@example.org",
            email_key="new@example.org",
            generation=1,
            token_hash="a" * 64,
            created_at=NOW - days(1),
            expires_at=expires,
        )
    )
    session.commit()

    worker.forget(NOW)

    assert count(session, AddressChange) == int(is_kept)
