"""A visible programme as a paper: everything in the words of one language, times on the forum's clock."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urljoin

from forumapp.documents import words
from forumapp.documents.rules import City, Named, Paper, PaperDay, PaperEvent, PaperReport, PaperSession, Voice
from forumapp.exchange.document import Document, Kind, RoomPart, Status
from forumapp.forums.rules import passing_tone
from forumapp.i18n import clock_time, date_range, language_name
from forumapp.i18n import gettext as _
from forumapp.programme.rules import tally
from forumapp.programme.words import count_words
from forumapp.schedule.presentation import DayView, PersonView, Presenter, ReportView, SessionView, day_views
from forumapp.schedule.presentation.cards import zone_line
from forumapp.schedule.presentation.colors import RULE, TEXT
from forumapp.schedule.presentation.events import EventView, event_views
from forumapp.schedule.presentation.home import place_words
from forumapp.schedule.words import attendance_word
from forumapp.web.addresses import absolute

WHITE = "#ffffff"
ACCENT = "#1f4e5f"
"""The application's own accent, that of frontend/css/tokens.css."""


def paper_of(
    document: Document, *, language: str, edition: str, address: str | None = None, accent: str | None = None
) -> Paper:
    """Return a document, reduced to its reader, as a paper in the current language, which is ``language``."""
    presenter = Presenter(document)
    forum = document.forum
    organizers = [presenter.institutions[key] for key in forum.organizers or () if key in presenter.institutions]
    dates, place = date_range(forum.starts_on, forum.ends_on), place_words(forum)
    return Paper(
        language=language,
        title=presenter.text(forum.title),
        theme=presenter.text(forum.theme) or None,
        about=f"{dates}; {place}",
        dates=dates,
        place=place,
        organizers=tuple(organizers),
        languages_words=", ".join(language_name(code) for code in forum.languages),
        zone=zone_line(forum.timezone, _noon(presenter, forum.starts_on)),
        rooms=tuple(_room(presenter, room) for room in document.rooms),
        cities=_cities(presenter),
        edition=edition,
        address=address,
        accent=passing_tone(accent or ACCENT, paper=WHITE, least=TEXT),
        words=words.paper_words(),
        days=tuple(_day(presenter, day) for day in day_views(presenter)),
        events=tuple(_event(event) for event in event_views(presenter)),
    )


def about(person: PersonView) -> str | None:
    """Return a person's post and institution in one line."""
    return ", ".join(part for part in (person.post, person.institution) if part) or None


def _noon(presenter: Presenter, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=presenter.zone)


def _room(presenter: Presenter, room: RoomPart) -> str:
    places = words.place_count(room.capacity) if room.capacity is not None else None
    parts = (presenter.text(room.title), attendance_word(room.attendance), places)
    return ", ".join(part for part in parts if part)


def _cities(presenter: Presenter) -> tuple[str, ...]:
    """Return the clocks of the delegates' cities beside the forum's own."""
    forum = presenter.document.forum
    zones = [zone for zone in dict.fromkeys(forum.city_zones or ()) if zone != forum.timezone]
    lines = [zone_line(zone, _noon(presenter, forum.starts_on)) for zone in zones]
    return ("; ".join(lines),) if lines else ()


def _day(presenter: Presenter, day: DayView) -> PaperDay:
    forum = presenter.document.forum
    total = (forum.ends_on - forum.starts_on).days + 1
    ends = max(day.sessions, key=lambda session: session.ends).ends
    return PaperDay(
        title=day.title,
        number=words.day_number(day.number, total),
        hours=f"{clock_time(day.sessions[0].starts)}–{clock_time(ends)}",
        count=count_words(tally(Kind(session.kind) for session in day.sessions)),
        cities=tuple(City(names=city.names, clock=city.clock, is_forum=city.is_forum) for city in day.cities),
        items=tuple(_session(presenter, session) for session in day.sessions),
    )


def _session(presenter: Presenter, view: SessionView) -> PaperSession:
    is_break = view.kind == Kind.BREAK
    return PaperSession(
        key=view.key,
        starts=clock_time(view.starts),
        ends=clock_time(view.ends),
        ends_words=_("next day") if view.ends.date() > view.starts.date() else None,
        title=view.title,
        title_language=view.title_language,
        is_break=is_break,
        is_cancelled=view.status == Status.CANCELLED,
        status=view.status_word,
        closed=view.closed_word,
        kind=None if is_break else view.kind_word,
        room=view.room,
        track=view.track.title if view.track else None,
        color=_color(presenter, view),
        languages=view.languages_words,
        voices=tuple(_voices(view.people)),
        reports=tuple(_report(report) for report in view.reports),
    )


def _event(view: EventView) -> PaperEvent:
    other = urljoin(absolute("schedule.home"), view.forum_href) if view.forum_href else None
    return PaperEvent(
        when=view.when,
        title=view.title,
        title_language=view.title_language,
        about="; ".join((view.where, *view.institutions)),
        addresses=tuple(address for address in (view.link, other) if address),
    )


def _color(presenter: Presenter, view: SessionView) -> str | None:
    if view.track is None:
        return None
    colors = {track.key: track.color for track in presenter.document.tracks}
    return passing_tone(colors[view.track.key].lower(), paper=WHITE, least=RULE)


def _voices(people: Iterable[PersonView]) -> Iterable[Voice]:
    """Yield the people of one role together, the role in the number that fits."""
    for _role, group in groupby(people, key=lambda person: person.role_word):
        together = tuple(group)
        role = together[0].roles_word if len(together) > 1 else together[0].role_word
        yield Voice(role=role, people=tuple(map(_named, together)))


def _report(report: ReportView) -> PaperReport:
    return PaperReport(
        starts=clock_time(report.starts) if report.starts else "",
        title=report.title,
        title_language=report.title_language,
        people=tuple(map(_named, report.people)),
    )


def _named(person: PersonView) -> Named:
    return Named(name=person.name, about=about(person))
