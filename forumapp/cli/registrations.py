"""Registrations on the command line."""

import click
from flask.cli import with_appcontext

from forumapp.errors import RuleBroken
from forumapp.forums.queries import forum_by_slug
from forumapp.i18n import in_language
from forumapp.registration import queries
from forumapp.registration.presentation import COLUMNS, export_rows, headings
from forumapp.registration.rules import sheets

TABLE = ("arrived", "status", "attendance", "country", "family_name", "given_name", "email", "created_at")
"""The columns of a list on the terminal."""


@click.group("registration")
def group() -> None:
    """See who registered."""


@group.command("list")
@click.argument("slug")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json", "xlsx"]),
    default="table",
    show_default=True,
    help="How the list is written to standard output.",
)
@with_appcontext
def list_registrations(slug: str, *, format_: str) -> None:
    """Print the registrations of the forum SLUG, in order of arrival."""
    forum = forum_by_slug(slug)
    if forum is None:
        raise RuleBroken(f"There is no forum {slug}.")
    with in_language("en"):
        rows = export_rows(queries.registrations_for_export(forum), listed=queries.listed_ids(forum))
        octets = _octets(format_, rows)
    click.echo(octets, nl=False)


def _octets(kind: str, rows: list[sheets.Row]) -> bytes:
    if kind == "json":
        return sheets.as_json(rows)
    if kind == "xlsx":
        return sheets.as_xlsx(rows, headings=headings(), title="Registrations")
    if kind == "csv":
        return sheets.as_csv(rows, headings={column: column for column in COLUMNS})
    return (sheets.as_table(rows, columns=TABLE) + "\n").encode()
