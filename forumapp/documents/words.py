"""The documents' own words, in the current language."""

from forumapp.events.words import HEADING
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext


def paper_words() -> dict[str, str]:
    """Return what headings and labels of a printed programme say."""
    return {
        "programme": _("Programme"),
        "overview": _("Overview"),
        "contents": _("Contents"),
        "rooms": _("Rooms"),
        "languages": _("Languages"),
        "time": _("Time"),
        "cities": _("In other cities"),
        "day_begins": _("The day begins:"),
        "session": _("Event"),
        "room": _("Room"),
        "events": str(HEADING),
    }


def day_number(number: int, total: int) -> str:
    """Return which day of how many this is."""
    return _("Day %(number)d of %(total)d", number=number, total=total)


def place_count(number: int) -> str:
    """Return how many places a room has."""
    return ngettext("%(num)d place", "%(num)d places", number)
