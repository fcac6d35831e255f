"""The desk of the registration form."""

from forumapp.questions.manage import consents, page, pieces
from forumapp.questions.manage.frame import blueprint

__all__ = ["blueprint", "consents", "page", "pieces"]
