"""Events beside the programme as pages, texts and papers read them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import url_for

from forumapp.exchange.dated import days_of
from forumapp.exchange.document import Attendance, EventPart
from forumapp.schedule.presentation.days import capitalized
from forumapp.schedule.presentation.sessions import Presenter
from forumapp.schedule.words import closed_word, event_when, event_where


@dataclass(frozen=True, kw_only=True)
class EventView:
    """A further event; ``href`` is the page of the forum that it is, else its own address."""

    key: str
    title: str
    title_language: str | None
    when: str
    starts: str
    ends: str
    """Days or aware times (ISO 8601)."""
    attendance: Attendance
    place: str | None
    where: str
    """The place and how people take part, in words."""
    closed_word: str | None
    institutions: tuple[str, ...]
    description: str | None
    """Markdown."""
    href: str | None
    link: str | None
    link_host: str | None
    forum_href: str | None


def event_views(presenter: Presenter) -> list[EventView]:
    """Return the further events of a document, in the organizer's order."""
    return [_view(event, presenter) for event in presenter.document.events or ()]


def _view(event: EventPart, presenter: Presenter) -> EventView:
    forum_href = url_for("schedule.front", slug=event.forum) if event.forum else None
    starts, ends = _instants(event, presenter)
    names = [presenter.institutions[key] for key in event.institutions or () if key in presenter.institutions]
    return EventView(
        key=event.key,
        title=presenter.text(event.title),
        title_language=presenter.foreign(event.title),
        when=event_when(event, presenter.document.forum.timezone),
        starts=starts,
        ends=ends,
        attendance=event.attendance,
        place=presenter.text(event.place) or None,
        where=capitalized(event_where(event, presenter.document.forum.languages)),
        closed_word=closed_word(event.audience),
        institutions=tuple(names),
        description=presenter.text(event.description) or None,
        href=forum_href or event.link,
        link=event.link,
        link_host=urlsplit(event.link).hostname if event.link else None,
        forum_href=forum_href,
    )


def _instants(event: EventPart, presenter: Presenter) -> tuple[str, str]:
    if event.starts_at is not None and event.ends_at is not None:
        starts, ends = (time.replace(tzinfo=presenter.zone) for time in (event.starts_at, event.ends_at))
        return starts.isoformat(timespec="minutes"), ends.isoformat(timespec="minutes")
    first, last = days_of(event)
    return first.isoformat(), last.isoformat()
