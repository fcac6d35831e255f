"""Feeds as their readers get them: calendars, the page that offers them, the programme as text, the list of pages."""

from forumapp.feeds.presentation.calendars import Calendars
from forumapp.feeds.presentation.names import feed_title, file_name

__all__ = ["Calendars", "feed_title", "file_name"]
