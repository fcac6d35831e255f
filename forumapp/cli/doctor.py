"""Examining an instance."""

import sys

import click
from flask.cli import ScriptInfo

from forumapp import doctor as physician


@click.command("doctor")
@click.pass_obj
def doctor(info: ScriptInfo) -> None:
    """Check settings, database, migrations, mail, time zone data and files; exit 1 with what to do."""
    findings = physician.examine(info.load_app())
    for finding in findings:
        click.echo(f"{'ok ' if finding.is_well else 'BAD'} {finding.part}: {finding.words}")
        if finding.advice is not None:
            click.echo(f"    {finding.advice}")
    if not all(finding.is_well for finding in findings):
        sys.exit(1)
