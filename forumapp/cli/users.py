"""Accounts."""

import sys

import click
from flask.cli import with_appcontext

from forumapp import audit, clock
from forumapp.accounts import service
from forumapp.accounts.models import LinkPurpose
from forumapp.accounts.service import passwords
from forumapp.db import transaction


@click.group("user")
def group() -> None:
    """Look after the accounts of those who organize."""


@group.command("add")
@click.argument("email")
@click.option("--name", default="", help="How the person is called.")
@click.option("--admin", "is_admin", is_flag=True, help="Make the person an administrator of the instance.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input (one line).")
@with_appcontext
def add(email: str, name: str, is_admin: bool, password_stdin: bool) -> None:
    """Add an account for EMAIL. Without a password, a link to set one is printed; it holds for 30 minutes."""
    password_hash = _read_password(email) if password_stdin else None
    now = clock.now()
    with audit.acting("command line"), transaction():
        account = service.add(email, name=name, is_admin=is_admin, password_hash=password_hash, now=now)
        link = None if password_stdin else service.make_link(account, LinkPurpose.SET_PASSWORD, now=now)
    click.echo(f"Added {account.email}{' as an administrator' if is_admin else ''}.")
    if link is not None:
        click.echo(f"Set the password here within 30 minutes: {link}")


def _read_password(email: str) -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    passwords.check(password, email=email)
    return passwords.hash_of(password)
