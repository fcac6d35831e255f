"""The colors of a forum's desk."""

from flask import Response
from flask.typing import ResponseReturnValue

from forumapp.forums.models import Forum
from forumapp.policy import Permission
from forumapp.programme import queries as programme_queries
from forumapp.schedule.manage.base import blueprint, forum_of_desk
from forumapp.schedule.presentation.colors import stylesheet
from forumapp.web.guards import guard


@blueprint.get("/forums/<slug>/manage/colors.css")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def colors(forum: Forum) -> ResponseReturnValue:
    """Give the desk the forum's accent and the colors of all tracks."""
    tracks = {track.key: track.color for track in programme_queries.tracks(forum)}
    return Response(stylesheet(forum.accent, tracks), content_type="text/css; charset=utf-8")
