"""Whether the application lives and is ready to serve."""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from forumapp import paths
from forumapp.db import db
from forumapp.policy import Permission
from forumapp.web.guards import guard

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@guard(Permission.PUBLIC_READ)
def alive() -> ResponseReturnValue:
    """Say that the process answers."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/readyz")
@guard(Permission.PUBLIC_READ)
def ready() -> ResponseReturnValue:
    """Say whether the database answers and carries every migration: 200 or 503."""
    is_current = stored_revision() == newest_revision()
    return jsonify(database="ok", migrations="ok" if is_current else "behind"), 200 if is_current else 503


def stored_revision() -> str | None:
    """Return the migration at which the database stands, None for an empty one."""
    return MigrationContext.configure(db.session.connection()).get_current_revision()


def newest_revision() -> str | None:
    """Return the newest migration that this version carries."""
    return ScriptDirectory(str(paths.MIGRATIONS)).get_current_head()
