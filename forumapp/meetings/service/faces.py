"""A meeting as it is published, and as the desk has it."""

from dataclasses import dataclass
from datetime import date

from forumapp.events import queries as events
from forumapp.events.models import FurtherEvent
from forumapp.exchange.dated import Dated, dated_parts, event_name, name_of
from forumapp.exchange.document import LanguageMap, Visibility
from forumapp.forums.models import Forum
from forumapp.i18n import localized_in
from forumapp.meetings import queries
from forumapp.meetings.models import Meeting
from forumapp.meetings.words import Told, told
from forumapp.programme import queries as programme
from forumapp.programme.models import Session
from forumapp.schedule.presentation import Presenter
from forumapp.schedule.queries import Released, released
from forumapp.schedule.rules import Viewer


@dataclass(frozen=True, kw_only=True)
class Face:
    """A meeting in the working copy; ``row`` is its session or event."""

    name: str
    title: LanguageMap
    row: Session | FurtherEvent
    is_closed: bool
    """Whether it is by invitation only; invitations to an open one open nothing."""


@dataclass(frozen=True)
class Published:
    """A meeting in the current release, and a document that holds it with what it uses."""

    released: Released
    part: Dated
    viewer: Viewer

    def told(self) -> Told:
        """Return the meeting in words of the current language."""
        return told(self.part, Presenter(self.released.seen_by(self.viewer)))


def face_of_desk(forum: Forum, name: str) -> Face | None:
    """Return a meeting of the working copy by its name, None for what is not there or deleted."""
    if name.startswith(event_name("")):
        event = events.event_by_key(forum.slug, name.removeprefix(event_name("")))
        return None if event is None or event.deleted_at is not None else _face(event)
    session = programme.session_by_key(forum.slug, name)
    return None if session is None else _face(session)


def faces_of_desk(forum: Forum) -> list[Face]:
    """Return the closed sessions and events of the working copy, and what somebody is invited to besides."""
    invited = queries.counts(forum).keys()
    found = [_face(session) for session in queries.closed_sessions(forum, tuple(invited))]
    others = [_face(event) for event in events.events(forum)]
    return [*found, *(each for each in others if each.is_closed or each.name in invited)]


def published(forum: Forum, name: str) -> Published | None:
    """Return a meeting as it is published, reduced to what somebody sees who is invited to it alone."""
    current = released(forum.slug)
    if current is None:
        return None
    viewer = Viewer(invited=frozenset({name}))
    part = next((each for each in dated_parts(current.seen_by(viewer)) if name_of(each) == name), None)
    return None if part is None else Published(current, part, viewer)


def title_of(face: Face, forum: Forum, language: str) -> str:
    """Return the title at the desk in a language, else in the forum's."""
    return localized_in(face.title, language, forum.languages)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What holds for all invitations to a meeting."""

    answer_by: date | None = None
    has_deputies: bool = False
    words: LanguageMap | None = None


def terms_of(meeting: Meeting | None) -> Terms:
    """Return what holds for all invitations to a meeting, also while nothing was said."""
    if meeting is None:
        return Terms()
    return Terms(answer_by=meeting.answer_by, has_deputies=meeting.has_deputies, words=meeting.words)


def _face(row: Session | FurtherEvent) -> Face:
    if isinstance(row, FurtherEvent):
        is_closed = row.audience is Visibility.INVITED
        return Face(name=event_name(row.key), title=row.title, row=row, is_closed=is_closed)
    return Face(name=row.key, title=row.title, row=row, is_closed=row.visibility is Visibility.INVITED)
