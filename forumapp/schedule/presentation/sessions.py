"""Sessions, reports and people as templates read them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from flask import url_for

from forumapp.exchange.document import Document, Kind, LanguageMap, PersonPart, ReportPart, Role, SessionPart
from forumapp.i18n import current_language, language_name, localized, zone_words
from forumapp.i18n import gettext as _
from forumapp.schedule.words import closed_word, kind_word, person_name, role_words, sort_name, status_word


@dataclass(frozen=True, kw_only=True)
class TrackView:
    """A session's track."""

    key: str
    title: str


@dataclass(frozen=True, kw_only=True)
class PersonView:
    """Somebody with a part in a session; ``roles_word`` names the role for several."""

    key: str
    name: str
    sort_name: str
    name_language: str | None
    post: str | None
    institution: str | None
    role_word: str | None
    roles_word: str | None
    href: str | None
    photo: str | None = None
    """Address of the photo."""
    small_photo: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReportView:
    """A report; ``starts`` is aware, on the forum's clock."""

    title: str
    title_language: str | None
    starts: datetime | None
    minutes: int
    abstract: str | None
    abstract_language: str | None
    people: tuple[PersonView, ...]


@dataclass(frozen=True, kw_only=True)
class VisitorTime:
    """A session's time on the visitor's clock."""

    starts: datetime
    words: str
    day_words: str | None


@dataclass(frozen=True, kw_only=True)
class Star:
    """A delegate's mark: where to post it, and whether it is set."""

    action: str
    is_on: bool


@dataclass(frozen=True, kw_only=True)
class SessionView:
    """A session of a released programme; times are aware, on the forum's clock."""

    key: str
    title: str
    title_language: str | None
    href: str | None
    starts: datetime
    ends: datetime
    visitor: VisitorTime | None
    kind: str
    kind_word: str
    status: str
    status_word: str | None
    room: str | None
    track: TrackView | None
    languages_words: str | None
    people: tuple[PersonView, ...]
    reports: tuple[ReportView, ...]
    closed_word: str | None
    note: str | None
    abstract: str | None
    abstract_language: str | None
    star: Star | None = None


@dataclass(frozen=True, kw_only=True)
class UnscheduledView:
    """A session without a time."""

    key: str
    title: str
    title_language: str | None
    kind_word: str
    abstract: str | None
    abstract_language: str | None
    people: tuple[PersonView, ...]


class Presenter:
    """Turns the parts of one document, reduced to its viewer, into views in the current language."""

    def __init__(
        self, document: Document, *, visitor_zone: str | None = None, starred: frozenset[str] | None = None
    ) -> None:
        """Take the visible document, the visitor's IANA zone when known, and what a delegate marked."""
        self.document = document
        self.starred = starred
        self.zone = ZoneInfo(document.forum.timezone)
        self.visitor_zone = visitor_zone if visitor_zone != document.forum.timezone else None
        self._language = current_language()
        self._people: dict[tuple[str, Role | None], PersonView] = {}

    @cached_property
    def rooms(self) -> dict[str, str]:
        """Titles of rooms by key."""
        return {room.key: self.text(room.title) for room in self.document.rooms}

    @cached_property
    def tracks(self) -> dict[str, TrackView]:
        """Tracks by key."""
        return {track.key: TrackView(key=track.key, title=self.text(track.title)) for track in self.document.tracks}

    @cached_property
    def parts_of_people(self) -> dict[str, PersonPart]:
        """People by key."""
        return {person.key: person for person in self.document.people}

    @cached_property
    def institutions(self) -> dict[str, str]:
        """Names of institutions by key."""
        return {each.key: self.text(each.name) for each in self.document.institutions}

    def text(self, words: LanguageMap | None) -> str:
        """Return text in the page's language, else in the first of the forum's that has it."""
        return localized(words, self.document.forum.languages)

    def foreign(self, words: LanguageMap | None) -> str | None:
        """Return the code of a text's language where it is not the page's."""
        if not words or words.get(self._language):
            return None
        return next((code for code in (*self.document.forum.languages, *words) if words.get(code)), None)

    def session(self, part: SessionPart) -> SessionView:
        """Return a session that has a time; raises ValueError for one that has none."""
        if part.starts_at is None or part.ends_at is None:
            raise ValueError(f"session {part.key} has no time")
        starts = part.starts_at.replace(tzinfo=self.zone)
        return SessionView(
            key=part.key,
            title=self.text(part.title),
            title_language=self.foreign(part.title),
            href=None if part.kind is Kind.BREAK else self.session_href(part.key),
            starts=starts,
            ends=part.ends_at.replace(tzinfo=self.zone),
            visitor=self._visitor(part.starts_at, starts),
            kind=part.kind.value,
            kind_word=kind_word(part.kind),
            status=part.status.value,
            status_word=status_word(part.status),
            room=self.rooms.get(part.room or ""),
            track=self.tracks.get(part.track or ""),
            languages_words=None if part.kind is Kind.BREAK else languages_words(part),
            people=self._by_role(part),
            reports=self._reports(part, starts),
            closed_word=closed_word(part.visibility),
            note=None,
            abstract=self.text(part.abstract) or None,
            abstract_language=self.foreign(part.abstract),
            star=self._star(part),
        )

    def unscheduled(self, part: SessionPart) -> "UnscheduledView":
        """Return a session that has no time yet."""
        return UnscheduledView(
            key=part.key,
            title=self.text(part.title),
            title_language=self.foreign(part.title),
            kind_word=kind_word(part.kind),
            abstract=self.text(part.abstract) or None,
            abstract_language=self.foreign(part.abstract),
            people=self._by_role(part),
        )

    def people_in_programme(self) -> list[PersonView]:
        """Return everybody with a part in a session, sorted by family name; roles stand in ``role_word``."""
        roles: dict[str, list[str]] = {}
        for session in self.document.sessions:
            for each in session.people:
                roles.setdefault(each.person, []).append(role_words(each.role)[0])
            for report in session.reports or ():
                for key in report.people:
                    roles.setdefault(key, []).append(role_words(Role.SPEAKER)[0])
        views = [
            replace(self.person(key), role_word=", ".join(dict.fromkeys(words)))
            for key, words in roles.items()
            if key in self.parts_of_people
        ]
        return sorted(views, key=lambda view: sort_key(view.sort_name))

    def session_href(self, key: str) -> str:
        """Return the address of a session's page."""
        return url_for("schedule.session", slug=self.document.forum.slug, code=key)

    def person(self, key: str, role: Role | None = None) -> PersonView:
        """Return somebody by key."""
        known = self._people.get((key, role))
        if known is None:
            known = self._people[key, role] = self._person(self.parts_of_people[key], role)
        return known

    def _person(self, part: PersonPart, role: Role | None) -> PersonView:
        one, several = role_words(role) if role else (None, None)
        return PersonView(
            key=part.key,
            name=person_name(part),
            sort_name=sort_name(part),
            name_language=self.foreign(part.family_name),
            post=self.text(part.post) or None,
            institution=self.institutions.get(part.institution or ""),
            role_word=one,
            roles_word=several,
            href=url_for("schedule.person", slug=self.document.forum.slug, code=part.key),
            photo=self._photo("schedule.photo", part),
            small_photo=self._photo("schedule.small_photo", part),
        )

    def _photo(self, endpoint: str, part: PersonPart) -> str | None:
        """Return the address of a photo; it is another one for another photo, so that no cache shows the old one."""
        if part.photo is None:
            return None
        return url_for(endpoint, slug=self.document.forum.slug, code=part.key, v=part.photo[:8], lang=None)

    def _by_role(self, part: SessionPart) -> tuple[PersonView, ...]:
        """Return the people of a session, those of one role together, in the order in which roles first occur."""
        by_role: dict[Role, list[str]] = {}
        for each in part.people:
            by_role.setdefault(each.role, []).append(each.person)
        return tuple(self.person(key, role) for role, keys in by_role.items() for key in keys)

    def _reports(self, part: SessionPart, starts: datetime) -> tuple[ReportView, ...]:
        views, minutes = [], 0
        for report in part.reports or ():
            views.append(self._report(report, starts + timedelta(minutes=minutes)))
            minutes += report.minutes
        return tuple(views)

    def _report(self, part: ReportPart, starts: datetime) -> ReportView:
        return ReportView(
            title=self.text(part.title),
            title_language=self.foreign(part.title),
            starts=starts,
            minutes=part.minutes,
            abstract=self.text(part.abstract) or None,
            abstract_language=self.foreign(part.abstract),
            people=tuple(self.person(key) for key in part.people),
        )

    def _star(self, part: SessionPart) -> Star | None:
        if self.starred is None or part.kind is Kind.BREAK:
            return None
        action = url_for("registration.star", slug=self.document.forum.slug, code=part.key)
        return Star(action=action, is_on=part.key in self.starred)

    def _visitor(self, wall: datetime, starts: datetime) -> VisitorTime | None:
        if self.visitor_zone is None:
            return None
        there = starts.astimezone(ZoneInfo(self.visitor_zone))
        if there.utcoffset() == starts.utcoffset():
            return None
        apart = (there.date() - wall.date()).days
        return VisitorTime(
            starts=there,
            words=_("in %(city)s", city=zone_words(self.visitor_zone)),
            day_words={1: _("next day"), -1: _("day before")}.get(apart),
        )


def languages_words(part: SessionPart) -> str | None:
    """Return the languages of a session in words: "Russian, English; interpretation: Turkmen"."""
    spoken = ", ".join(language_name(code) for code in part.languages)
    if part.interpretation:
        others = ", ".join(language_name(code) for code in part.interpretation)
        return _("%(spoken)s; interpretation: %(others)s", spoken=spoken, others=others)
    return spoken or None


def sort_key(name: str) -> str:
    """Return what names are sorted by: ё as е, without regard to case (never by code point)."""
    return name.casefold().replace("ё", "е")
