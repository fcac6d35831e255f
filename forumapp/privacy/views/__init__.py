"""A delegate's own data, and the public list of participants."""

from forumapp.privacy.views import own, participants
from forumapp.privacy.views.own import blueprint
from forumapp.privacy.views.participants import participants_blueprint

__all__ = ["blueprint", "own", "participants", "participants_blueprint"]
