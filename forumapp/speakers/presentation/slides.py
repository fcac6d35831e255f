"""Slides in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.speakers.models import Slides
from forumapp.speakers.words import SLIDES_KINDS


@dataclass(frozen=True, kw_only=True)
class SlidesView:
    """A file of slides, and what it is for."""

    number: int
    name: str
    facts: str
    place: str
    uploaded_at: datetime


def slides_views(forum: Forum, slides: Iterable[Slides], places: Mapping[str, str]) -> list[SlidesView]:
    """Return slides in words; ``places`` are the words of sessions and reports by key, as places_of gives them."""
    return [
        SlidesView(
            number=each.id,
            name=each.name,
            facts=f"{SLIDES_KINDS[each.kind]}, {_megabytes(each.size)}",
            place=_place(forum, each, places),
            uploaded_at=each.uploaded_at,
        )
        for each in slides
    ]


def _place(forum: Forum, slides: Slides, places: Mapping[str, str]) -> str:
    key = f"{slides.session.key}/{slides.report_key}" if slides.report_key else slides.session.key
    return places.get(key) or localized(slides.session.title, forum.languages)


def _megabytes(octets: int) -> str:
    return _("%(number)s MB", number=f"{max(octets, 100_000) / 1_000_000:.1f}")
