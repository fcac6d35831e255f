"""What the pages of translations have in common."""

from flask import Blueprint, request

from forumapp.forums.models import Forum
from forumapp.i18n import current_language
from forumapp.translating.rules.filters import TextFilter

blueprint = Blueprint("translations_desk", __name__, url_prefix="/forums/<slug>/manage/programme/translations")


def asked_filter(forum: Forum) -> TextFilter:
    """Return what the address asks for."""
    return TextFilter.from_query(request.args, forum.languages, current_language())
