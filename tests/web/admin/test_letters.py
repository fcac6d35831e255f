from uuid import UUID

import pytest
from sqlalchemy import select

from forumapp.audit import AuditEntry
from forumapp.mail import Action, Letter, put
from forumapp.mail.models import LetterStatus
from forumapp.policy import TeamRole
from tests import factories
from tests.browsing import forms_of
from tests.signing_in import sign_in_admin, sign_in_as

LINK = "http://127.0.0.1:8000/account/link/abc_def-123?lang=en"


@pytest.fixture
def letter(session):
    return put(
        Letter(
            to="ayna@example.org",
            language="en",
            kind="account:sign-in-link",
            subject="Your <b>link</b>",
            paragraphs=("Hello <script>alert(1)</script>",),
            action=Action(label="Sign in", href=LINK),
        ),
        now=factories.CREATED,
    )


@pytest.fixture
def admin(client, session, letter):
    return sign_in_admin(client, session)


def test_letters_are_listed_by_what_became_of_them(client, session, letter, admin):
    pages = [client.get(f"/admin/letters/?status={status}&lang=en").get_data(as_text=True) for status in LetterStatus]

    assert ["ayna@example.org" in page for page in pages] == [True, False, False]
    assert "ayna@example.org" in client.get("/admin/letters/?status=odd").get_data(as_text=True)


def test_a_letter_s_link_can_be_clicked_and_its_text_does_nothing(client, session, letter, admin):
    page = client.get(f"/admin/letters/{letter.id}/").get_data(as_text=True)

    assert f'<a href="{LINK}" rel="noopener">{LINK}</a>' in page
    assert "<script>alert" not in page
    assert "Your &lt;b&gt;link&lt;/b&gt;" in page


def test_a_letter_as_mail_programs_show_it_has_no_rights(client, session, letter, admin):
    page = client.get(f"/admin/letters/{letter.id}/html")

    policy = page.headers["Content-Security-Policy"]
    assert f'href="{LINK}"' in page.get_data(as_text=True)
    assert "sandbox allow-popups" in policy
    assert "default-src 'none'" in policy
    assert "script" not in policy


@pytest.mark.parametrize("part", ["", "html"])
def test_letters_are_for_administrators_only(client, session, letter, part):
    address = f"/admin/letters/{letter.id}/{part}"
    session.commit()
    assert client.get(address).status_code == 302

    sign_in_as(client, session, factories.Forum(), TeamRole.OWNER)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", [str(UUID(int=7)), "1", "x"])
def test_a_letter_that_never_was_is_not_there(client, session, admin, name):
    assert client.get(f"/admin/letters/{name}/").status_code == 404


def test_a_letter_that_was_given_up_is_sent_again(browser, session, letter, admin):
    letter.status, letter.attempts, letter.last_error = LetterStatus.DEAD, 14, "550 no such mailbox"
    session.commit()

    answer = browser.fill(f"/admin/letters/{letter.id}/")

    session.expire_all()
    assert answer.status_code == 303
    assert (letter.status, letter.attempts) == (LetterStatus.QUEUED, 0)
    assert session.scalars(select(AuditEntry.action)).all() == ["letter:retry"]


def test_a_letter_that_was_sent_is_not_sent_twice(client, session, letter, admin):
    letter.status = LetterStatus.SENT
    session.commit()
    token = forms_of(client.get("/account/logout"))[0].values["csrf_token"]

    assert client.post(f"/admin/letters/{letter.id}/retry", data={"csrf_token": token}).status_code == 409
    session.expire_all()
    assert letter.status is LetterStatus.SENT
