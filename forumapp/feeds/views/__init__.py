"""Calendars to subscribe to, the page that offers them, and the programme for machines."""

from forumapp.feeds.views import calendars, joining, machines, personal, subscription
from forumapp.feeds.views.blueprint import blueprint

__all__ = ["blueprint", "calendars", "joining", "machines", "personal", "subscription"]
