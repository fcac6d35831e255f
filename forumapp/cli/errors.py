"""Failures of commands: one line on standard error, exit status 1."""

from typing import Any

import click
from sqlalchemy.exc import DBAPIError

from forumapp.errors import ConfigurationError, RuleBroken


class Refusing(click.Group):
    """A group that says every refusal in one line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; refusals become one line and exit status 1."""
        try:
            return super().invoke(ctx)
        except ConfigurationError as wrong:
            raise click.ClickException(str(wrong)) from wrong
        except RuleBroken as broken:
            raise click.ClickException(str(broken)) from broken
        except DBAPIError as failed:
            words = str(failed.orig).strip().splitlines()
            raise click.ClickException(
                f"The database refused: {words[0] if words else failed}. Try forumapp doctor."
            ) from failed
        except OSError as failed:
            raise click.ClickException(f"{failed.strerror or failed}: {failed.filename or ''}".rstrip(": ")) from failed
