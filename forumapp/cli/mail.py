"""The outbox."""

from uuid import UUID

import click
from flask.cli import with_appcontext

from forumapp import audit, clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.mail import outbox, queries
from forumapp.mail.models import LetterStatus


@click.group("mail")
def group() -> None:
    """See what became of letters and send given-up ones again."""


@group.command("list")
@click.option(
    "--status", type=click.Choice([status.value for status in LetterStatus]), help="Only letters that stand so."
)
@with_appcontext
def list_letters(status: str | None) -> None:
    """Print the newest 200 letters: id, status, attempts, when (UTC), recipient, what about, the last error."""
    for letter in queries.letters(status=LetterStatus(status) if status else None):
        parts = (
            str(letter.id),
            letter.status.value,
            str(letter.attempts),
            f"{letter.created_at:%Y-%m-%dT%H:%M:%SZ}",
            letter.recipient,
            letter.kind,
            " ".join((letter.last_error or "").split()),
        )
        click.echo("\t".join(parts).rstrip())


@group.command("retry")
@click.argument("letter_id", metavar="ID", type=click.UUID)
@with_appcontext
def retry(letter_id: UUID) -> None:
    """Send the letter ID once more."""
    letter = queries.letter_by_id(letter_id)
    if letter is None:
        raise RuleBroken(f"There is no letter {letter_id}.")
    if letter.status is LetterStatus.SENT:
        raise RuleBroken(f"The letter {letter_id} was sent already.")
    now = clock.now()
    with audit.acting("command line"), transaction():
        outbox.retry(letter, now=now)
        audit.record("letter:retry", subject=f"letter:{letter.id}", forum=letter.forum_slug, now=now)
    click.echo(f"The letter {letter_id} waits to be sent again.")
