"""The public pages of released programmes, every one of them kept as bytes; and drafts by secret link, never kept; and photos."""

from forumapp.schedule.views import changes, drafts, pages, photos
from forumapp.schedule.views.blueprint import blueprint
from forumapp.schedule.views.drafts import blueprint as drafts_blueprint

__all__ = ["blueprint", "changes", "drafts", "drafts_blueprint", "pages", "photos"]
