"""Forums as files: in, out and published."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import click
from flask import current_app
from flask.cli import with_appcontext

from forumapp import audit, clock
from forumapp.accounts.models import Account
from forumapp.accounts.queries import account_by_email
from forumapp.cli import tables
from forumapp.cli.errors import Refusing
from forumapp.db import transaction
from forumapp.documents.presentation import Edition, octets_of
from forumapp.documents.rules import Kind
from forumapp.documents.service.calendar import working_calendar
from forumapp.events.service import with_events_of
from forumapp.exchange import fields, formats, forumfile, frabjson, frabxml
from forumapp.exchange.document import Document
from forumapp.exchange.formats import Format
from forumapp.exchange.problems import MAXIMUM_SIZE, ExchangeError, Problem, Reading, refusal
from forumapp.exchange.tables.sources import Source
from forumapp.files import write_whole
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.i18n import in_language
from forumapp.programme import service as programme
from forumapp.programme.service import Applied
from forumapp.schedule import service as schedule

FORMATS = [format_.value for format_ in Format]
OFFICE_FORMATS = ["ics", "xlsx"]
"""Formats in one language, for calendars and offices."""
KINDS = ("institutions", "people", "tracks", "rooms", "sessions", "events")
WORKING_COPY = "working copy"
"""The version that a frab file of what is not published names."""

OVERRULING = "published from the command line"
"""Why errors of the checks stand in a forum that is taken in and published at once."""

MOST_KEYS = 12
"""How many keys one line of a report names."""


class Unfit(click.ClickException):
    """A file that cannot be taken, with a line for each thing that is wrong."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(f"{name}: {problem}" for problem in problems))

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the lines on standard error."""
        click.echo(self.message, file=file or sys.stderr)


class _Rehearsed(Exception):
    """Ends a rehearsal: everything is taken back."""


@click.group("forum", cls=Refusing)
def group() -> None:
    """Take forums in from files and out to files, and publish them."""


@group.command("import")
@click.argument("file", type=click.Path(allow_dash=True))
@click.option(
    "--format", "format_", type=click.Choice(["auto", *FORMATS, *formats.TABLES]), default="auto", show_default=True
)
@click.option("--slug", metavar="S", help="Give the forum this address.")
@click.option("--timezone", metavar="Z", help="The IANA zone of a file that names none.")
@click.option("--owner", metavar="EMAIL", help="The account that becomes an owner of the forum.")
@click.option("--update", is_flag=True, help="Make the forum that exists what the file says.")
@click.option("--publish", is_flag=True, help="Make a release of it at once.")
@click.option("--dry-run", is_flag=True, help="Print what would change, and change nothing.")
@with_appcontext
def import_forum(
    file: str,
    *,
    format_: str,
    slug: str | None,
    timezone: str | None,
    owner: str | None,
    update: bool,
    publish: bool,
    dry_run: bool,
) -> None:
    """Create or update a forum from FILE ("-": standard input), all of it or nothing.

    A table or a calendar (ics, xlsx, docx, csv, html) adds to the programme of a forum and changes it; what it does not
    name stays as it is.
    """
    with _here(), _naming(file):
        octets = _octets(file)
        source = formats.table_in(octets, format_)
        if source is not None:
            wanted = tables.Wanted(name=_name(file), slug=slug, timezone=timezone, owner=_account(owner), update=update)
            _bring_in(source, wanted, publish=publish, dry_run=dry_run)
            return
        kind = formats.detect(octets) if format_ == "auto" else Format(format_)
        reading = _read(octets, format_, slug=slug, timezone=timezone)
        for warning in reading.warnings:
            click.echo(f"{_name(file)}: {warning}", err=True)
        account = _account(owner)
        try:
            with transaction():
                applied = _apply(reading.document, account, update=update, knows_events=kind is Format.FORUM)
                lines = _report(applied, is_rehearsal=dry_run)
                if publish:
                    lines += _publish(applied.forum, overruling=OVERRULING)
                if dry_run:
                    raise _Rehearsed
        except _Rehearsed:
            pass
        for line in lines:
            click.echo(line)


@group.command("export")
@click.argument("slug")
@click.option(
    "--format",
    "format_",
    type=click.Choice([*FORMATS, *OFFICE_FORMATS]),
    default=Format.FORUM.value,
    show_default=True,
)
@click.option(
    "--language", metavar="L", help="The language of an ics or xlsx file, one of the forum's; default: its first."
)
@click.option(
    "--output", type=click.Path(dir_okay=False), metavar="F", help="The file to write; default: standard output."
)
@with_appcontext
def export_forum(slug: str, *, format_: str, language: str | None, output: str | None) -> None:
    """Write the working copy of the forum SLUG."""
    with _here(), _naming(slug):
        forum = _forum(slug)
        if format_ in OFFICE_FORMATS:
            octets = _for_offices(forum, format_, language)
        else:
            octets = _written(programme.document_of(forum), Format(format_))
    if output is None or output == "-":
        sys.stdout.buffer.write(octets)
    else:
        write_whole(Path(output), octets)


@group.command("publish")
@click.argument("slug")
@click.option("--note", default="", metavar="TEXT", help="What readers of the changes page are told.")
@click.option("--day", default="", metavar="DATE", help="Only the sessions of this day (2027-03-11).")
@click.option("--track", default="", metavar="KEY", help="Only the sessions of this track.")
@click.option(
    "--overrule",
    metavar="REASON",
    default=OVERRULING,
    show_default=True,
    help="Why errors that the checks find may stand; the history keeps it.",
)
@with_appcontext
def publish_forum(slug: str, *, note: str, day: str, track: str, overrule: str) -> None:
    """Make a release of the forum SLUG as it stands; without anything new there is none."""
    with _here():
        with transaction():
            lines = _publish(_forum(slug), note=note, day=day, track=track, overruling=overrule)
        for line in lines:
            click.echo(line)


@contextmanager
def _here() -> Iterator[None]:
    """Act as the command line, in English as its own words are."""
    with audit.acting("command line"), in_language("en"):
        yield


@contextmanager
def _naming(file: str) -> Iterator[None]:
    try:
        yield
    except ExchangeError as error:
        raise Unfit(_name(file), error.problems) from error


def _name(file: str) -> str:
    return "standard input" if file == "-" else file


def _bring_in(source: Source, wanted: tables.Wanted, *, publish: bool, dry_run: bool) -> None:
    """Take a table or a calendar in, and say what was done or would be."""
    try:
        with transaction():
            forum, lines, warnings = tables.bring_in(source, wanted, is_rehearsal=dry_run)
            lines += _publish(forum) if publish else []
            if dry_run:
                raise _Rehearsed
    except _Rehearsed:
        pass
    for warning in warnings:
        click.echo(f"{wanted.name}: {warning}", err=True)
    for line in lines:
        click.echo(line)


def _octets(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(MAXIMUM_SIZE + 1)
    with Path(file).open("rb") as opened:
        return opened.read(MAXIMUM_SIZE + 1)


def _read(octets: bytes, format_: str, *, slug: str | None, timezone: str | None) -> Reading:
    reading = formats.read(octets, format_, slug=slug, timezone=timezone)
    if slug is None:
        return reading
    try:
        forum = replace(reading.document.forum, slug=fields.key(slug))
    except fields.UnfitError as unfit:
        raise refusal(unfit.message, where="slug", **unfit.values) from None
    return replace(reading, document=replace(reading.document, forum=forum))


def _account(email: str | None) -> Account | None:
    if email is None:
        return None
    account = account_by_email(email)
    if account is None:
        raise click.ClickException(f"There is no account {email}. Add it with: forumapp user add {email}")
    return account


def _forum(slug: str) -> Forum:
    forum = forum_by_slug(slug)
    if forum is None:
        raise click.ClickException(f"There is no forum “{slug}”.")
    return forum


def _apply(document: Document, owner: Account | None, *, update: bool, knows_events: bool) -> Applied:
    """Make or update a forum; events beside the programme stay as they are where the format has no place for them."""
    slug = document.forum.slug
    forum = forum_by_slug(slug)
    if forum is not None and not update:
        raise click.ClickException(
            f"There is a forum “{slug}” already. Say --update to make it what the file says, or --slug for another one."
        )
    if forum is not None and not knows_events:
        document = with_events_of(forum, document)
    return programme.apply_document(document, forum=forum, owner=owner, now=clock.now())


def _publish(
    forum: Forum, *, note: str = "", day: str = "", track: str = "", overruling: str | None = None
) -> list[str]:
    part = schedule.standing(forum).part(day, track)
    if part is None:
        raise click.ClickException(f"The forum “{forum.slug}” has no such day or track. Name one of them.")
    standing = programme.standing_errors(forum, programme.examine(forum, programme.document_of(forum)))
    release = schedule.publish(forum, part=part, note=note, overruling=overruling, by="command line", now=clock.now())
    if release is None:
        return [f"{forum.slug}: nothing new to publish."]
    lines = [f"{forum.slug}: release {release.number}."]
    if standing:
        errors = "1 error" if len(standing) == 1 else f"{len(standing)} errors"
        lines.append(f"{forum.slug}: {errors} of the checks overruled, “{overruling}”.")
    return lines


def _report(applied: Applied, *, is_rehearsal: bool) -> list[str]:
    """Return what was done, or would be, a line for each kind of thing."""
    slug = applied.forum.slug
    if applied.is_empty:
        return [f"{slug}: nothing changes."]
    is_new = "forum" in applied.added
    deed = ("would be created" if is_new else "would change") if is_rehearsal else ("created" if is_new else "changed")
    lines = [f"{slug}: {deed}."]
    if "forum" in applied.changed:
        lines.append("  forum: settings changed")
    for kind in KINDS:
        deeds = {"added": applied.added, "changed": applied.changed, "removed": applied.removed}
        told = [_counted(keys[kind], word, is_new=is_new) for word, keys in deeds.items() if kind in keys]
        if kind in applied.reordered:
            told.append("in another order")
        if told:
            lines.append(f"  {kind}: {'; '.join(told)}")
    return lines


def _counted(keys: list[str], word: str, *, is_new: bool) -> str:
    if is_new:
        return f"{len(keys)} {word}"
    named = ", ".join(keys[:MOST_KEYS])
    return f"{len(keys)} {word} ({named}{', …' if len(keys) > MOST_KEYS else ''})"


def _written(document: Document, format_: Format) -> bytes:
    if format_ is Format.FORUM:
        return forumfile.write(document)
    base_url = str(current_app.config["BASE_URL"])
    if format_ is Format.FRAB_XML:
        return frabxml.write(document, version=WORKING_COPY, base_url=base_url)
    return frabjson.write(document, version=WORKING_COPY, base_url=base_url)


def _for_offices(forum: Forum, format_: str, language: str | None) -> bytes:
    if language is not None and language not in forum.languages:
        raise click.ClickException(f"The forum speaks {', '.join(forum.languages)}, not {language}.")
    chosen = language or forum.languages[0]
    if format_ == "ics":
        return working_calendar(forum, language=chosen, now=clock.now())
    edition = Edition(release=None, made_at=clock.now())
    return octets_of(schedule.working_copy(forum), edition, Kind.EXCEL, languages=(chosen,))
