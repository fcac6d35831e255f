"""forumapp user … and forumapp mail …"""

import re
from uuid import uuid4

import pytest
from click.testing import CliRunner

from forumapp.accounts import queries as accounts
from forumapp.accounts.service import passwords
from forumapp.cli import mail, users
from forumapp.cli.errors import Refusing
from forumapp.mail import Letter, put
from forumapp.mail.models import LetterStatus
from tests import factories


@pytest.fixture
def run(app, session, monkeypatch):
    """Run a command on the test's own database."""
    monkeypatch.setitem(app.config, "ARGON2_PROFILE", "cheapest")
    main = Refusing(commands=[users.group, mail.group])

    def command(*words, stdin=""):
        session.commit()
        return CliRunner().invoke(main, words, input=stdin)

    return command


@pytest.fixture
def letter(session):
    row = put(
        Letter(to="ayna@example.org", language="en", kind="a:b", subject="S", paragraphs=("P",)), now=factories.CREATED
    )
    row.last_error = "450\nlater"
    return row


def test_an_administrator_is_added_with_a_password_from_standard_input(run):
    result = run(
        "user", "add", "Ayna@example.org", "--name", "Айна", "--admin", "--password-stdin", stdin="six white cranes\n"
    )

    account = accounts.account_by_email("ayna@example.org")
    assert (result.exit_code, result.stdout) == (0, "Added Ayna@example.org as an administrator.\n")
    assert (account.name, account.is_admin) == ("Айна", True)
    assert passwords.matches(account.password_hash, "six white cranes")


def test_without_a_password_a_link_to_set_one_is_printed(run, client):
    result = run("user", "add", "ayna@example.org")

    link = re.search(r"http://127\.0\.0\.1:8000(/account/link/\S+)", result.stdout)
    assert result.exit_code == 0
    assert client.get(link[1]).status_code == 200


@pytest.mark.parametrize(
    ("words", "stdin", "said"),
    [
        (["ayna@example.org"], "", "There is an account with this address already."),
        (["no address"], "", "Write an e-mail address such as name@example.org."),
        (["new@example.org", "--password-stdin"], "short\n", "Use at least 12 characters."),
        (
            ["new@example.org", "--password-stdin"],
            "password1234\n",
            "This password is among the first that are guessed.",
        ),
    ],
)
def test_a_refusal_is_one_line_and_adds_nobody(run, session, words, stdin, said):
    factories.Account(email="Ayna@example.org")

    result = run("user", "add", *words, stdin=stdin)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {said}")
    assert result.stderr.count("\n") == 1
    assert accounts.account_by_email("new@example.org") is None


def test_letters_are_listed_one_a_line(run, letter):
    result = run("mail", "list")

    assert result.stdout == f"{letter.id}\tqueued\t0\t2026-11-01T09:00:00Z\tayna@example.org\ta:b\t450 later\n"
    assert run("mail", "list", "--status", "dead").stdout == ""
    assert run("mail", "list", "--status", "odd").exit_code == 2


def test_a_letter_is_sent_once_more(run, session, letter):
    letter.status = LetterStatus.DEAD

    result = run("mail", "retry", str(letter.id))

    session.expire_all()
    assert (result.exit_code, letter.status) == (0, LetterStatus.QUEUED)


def test_a_letter_that_is_sent_or_unknown_is_refused(run, session, letter):
    letter.status = LetterStatus.SENT

    assert run("mail", "retry", str(letter.id)).exit_code == 1
    assert run("mail", "retry", str(uuid4())).exit_code == 1
    assert run("mail", "retry", "1").exit_code == 2


@pytest.mark.parametrize("words", [["user"], ["user", "add"], ["mail"], ["mail", "list"], ["mail", "retry"]])
def test_every_command_has_help(run, words):
    assert run(*words, "--help").exit_code == 0
