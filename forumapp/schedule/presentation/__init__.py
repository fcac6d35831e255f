"""A released programme as templates read it: words of the current language, times on the forum's and the visitor's clock."""

from forumapp.schedule.presentation.changes import (
    ChangeGroup,
    ChangeView,
    all_groups,
    by_day,
    change_views,
)
from forumapp.schedule.presentation.days import CityView, DayView, Grid, Switcher, cities_at, day_views, switcher
from forumapp.schedule.presentation.sessions import PersonView, Presenter, ReportView, SessionView, TrackView

__all__ = [
    "ChangeGroup",
    "ChangeView",
    "CityView",
    "DayView",
    "Grid",
    "PersonView",
    "Presenter",
    "ReportView",
    "SessionView",
    "Switcher",
    "TrackView",
    "all_groups",
    "by_day",
    "change_views",
    "cities_at",
    "day_views",
    "switcher",
]
