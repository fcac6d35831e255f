"""The command line: ``forumapp …``; the same groups hang on ``flask --app wsgi``."""

import click
from flask import Flask
from flask.cli import ScriptInfo

from forumapp.cli import backup, database, demo, doctor, forums, mail, registrations, serve, users
from forumapp.cli.errors import Refusing

GROUPS: tuple[click.Command, ...] = (
    database.group,
    forums.group,
    users.group,
    mail.group,
    demo.demonstrate,
    serve.serve,
    serve.worker,
    backup.backup,
    backup.restore,
    doctor.doctor,
    registrations.group,
)


@click.group(cls=Refusing, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="forumapp")
@click.pass_context
def main(context: click.Context) -> None:
    """Run and look after a forumapp instance."""
    context.obj = ScriptInfo(app_import_path="forumapp:create_app", set_debug_flag=False)


for command in GROUPS:
    main.add_command(command)


def register_commands(app: Flask) -> None:
    """Hang the commands on Flask's own command line too."""
    for command in GROUPS:
        app.cli.add_command(command)
