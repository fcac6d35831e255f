"""Languages: which one a page or letter speaks, text by language, dates and numbers in words."""

from flask_babel import force_locale, lazy_gettext

from forumapp.i18n.content import localized, localized_in
from forumapp.i18n.foreign import in_words
from forumapp.i18n.languages import LANGUAGE_NAMES, current_language, in_language, language_name, select_language
from forumapp.i18n.messages import gettext, ngettext, pgettext
from forumapp.i18n.words import (
    clock_time,
    date_range,
    date_words,
    instant_words,
    month_words,
    offset_words,
    weekday_words,
    zone_words,
)

__all__ = [
    "LANGUAGE_NAMES",
    "clock_time",
    "current_language",
    "date_range",
    "date_words",
    "force_locale",
    "gettext",
    "in_language",
    "in_words",
    "instant_words",
    "language_name",
    "lazy_gettext",
    "localized",
    "localized_in",
    "month_words",
    "ngettext",
    "offset_words",
    "pgettext",
    "select_language",
    "weekday_words",
    "zone_words",
]
