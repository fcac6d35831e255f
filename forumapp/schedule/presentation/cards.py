"""Catalog cards: rows of a word and a value."""

from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from forumapp.exchange.document import SessionPart
from forumapp.i18n import date_range, language_name, offset_words, zone_words
from forumapp.i18n import gettext as _
from forumapp.schedule.presentation.home import place_words
from forumapp.schedule.presentation.sessions import Presenter

Rows = list[tuple[str, str | None]]


def forum_card(presenter: Presenter) -> Rows:
    """Return what a catalog card says of a forum."""
    forum = presenter.document.forum
    organizers = [presenter.institutions[key] for key in forum.organizers or () if key in presenter.institutions]
    noon = datetime(forum.starts_on.year, forum.starts_on.month, forum.starts_on.day, 12, tzinfo=presenter.zone)
    return [
        (_("Dates"), date_range(forum.starts_on, forum.ends_on)),
        (_("Place"), place_words(forum)),
        (_("Languages"), ", ".join(language_name(code) for code in forum.languages)),
        (_("Time"), zone_line(forum.timezone, noon)),
        (_("Organizers"), Markup("<br>").join(organizers) or None),
    ]


def session_card(presenter: Presenter, part: SessionPart) -> Rows:
    """Return what a catalog card says of a session."""
    room = presenter.rooms.get(part.room or "")
    track = presenter.tracks.get(part.track or "")
    return [
        (_("Room"), room),
        (_("Track"), track.title if track else None),
        (_("Languages"), ", ".join(language_name(code) for code in part.languages) or None),
        (_("Interpretation"), ", ".join(language_name(code) for code in part.interpretation or ()) or None),
        (_("Places"), str(part.capacity) if part.capacity is not None else None),
    ]


def zone_line(zone: str, moment: datetime) -> str:
    """Return a zone in words: "Ashgabat, UTC+5"."""
    offset = moment.astimezone(ZoneInfo(zone)).utcoffset()
    return f"{zone_words(zone)}, {offset_words(offset)}" if offset is not None else zone_words(zone)
