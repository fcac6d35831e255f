"""What is agreed with speakers, as pages read it."""

from forumapp.speakers.presentation.availability import span_words
from forumapp.speakers.presentation.parts import PartView, ReportView, part_views, places_of, zone_line
from forumapp.speakers.presentation.slides import SlidesView, slides_views

__all__ = [
    "PartView",
    "ReportView",
    "SlidesView",
    "part_views",
    "places_of",
    "slides_views",
    "span_words",
    "zone_line",
]
