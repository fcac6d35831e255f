"""Findings as lines of a page: by severity, day and session."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from flask import url_for

from forumapp.exchange.document import SessionPart
from forumapp.exchange.zones import day_of
from forumapp.i18n import gettext as _
from forumapp.programme.models import Overruling
from forumapp.programme.rules.checks import CONFLICTS, Finding, Severity
from forumapp.programme.service import Checked
from forumapp.programme.words.checks import CHECKS
from forumapp.programme.words.times import day_words, times_of

_LISTS = {
    "rooms": "programme_desk.rooms",
    "tracks": "programme_desk.tracks",
    "people": "directory_desk.people",
    "institutions": "directory_desk.institutions",
}
"""Where the things stand that the forum as a whole lacks."""


@dataclass(frozen=True, kw_only=True)
class FindingView:
    """A sentence with what it leads to."""

    fingerprint: str
    severity: str
    sentence: str
    check_words: str
    """Empty where the sentence says as much."""
    other_title: str | None
    other_href: str | None
    overrule_href: str | None
    """Only of an error."""
    overruling: Overruling | None


@dataclass(frozen=True, kw_only=True)
class SessionGroup:
    """What is amiss with one session, or with the forum as a whole (without ``move_href`` then)."""

    title: str
    times: str
    room: str
    href: str
    move_href: str | None
    findings: list[FindingView] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class DayGroup:
    """What is amiss on one day."""

    words: str
    sessions: list[SessionGroup]


class Presenter:
    """Makes lines of the findings of one forum; made anew for every page."""

    def __init__(
        self, slug: str, found: Checked, overrulings: dict[str, Overruling], *, back: str | None = None
    ) -> None:
        """Take what was found; ``back`` is where the pages of sessions lead back to once something is mended there."""
        self._slug, self._found, self._overrulings, self._back = slug, found, overrulings, back
        self._words = found.words()
        self._sessions = {session.key: session for session in found.document.sessions}
        self._rooms = {room.key: room.title for room in found.document.rooms}

    def view(self, finding: Finding, at: str | None = None) -> FindingView:
        """Return a finding as it is said at one of its sessions (default: the first)."""
        key = at or finding.session
        other = next((self._sessions[each] for each in finding.sessions if each != key), None)
        overruling = self._overrulings.get(finding.fingerprint)
        is_error = finding.severity is Severity.ERROR
        return FindingView(
            fingerprint=finding.fingerprint,
            severity=finding.severity.value,
            sentence=self._words.sentence(finding, at),
            check_words=str(CHECKS[finding.check]) if finding.check in CONFLICTS else "",
            other_title=self._words.text(other.title) if other else None,
            other_href=self._href("session", other.key) if other else None,
            overrule_href=self._overrule_href(finding) if is_error and overruling is None else None,
            overruling=overruling if is_error else None,
        )

    def at(self, key: str) -> list[FindingView]:
        """Return what is amiss with one session, the gravest first, what is overruled last."""
        views = [self.view(finding, key) for finding in self._found.by_session.get(key, ())]
        order = list(Severity)
        return sorted(views, key=lambda view: (view.overruling is not None, order.index(Severity(view.severity))))

    def sentence(self, finding: Finding, at: str) -> str:
        """Return a finding as it is said at one of its sessions."""
        return self._words.sentence(finding, at)

    def in_order(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return findings by severity, day and time; those of the forum as a whole last."""
        order = list(Severity)
        return sorted(findings, key=lambda finding: (order.index(finding.severity), *self._moment(finding)))

    def by_day(self, findings: Sequence[Finding]) -> list[DayGroup]:
        """Return findings, which are in order, by day and session."""
        return [
            DayGroup(words=words, sessions=list(self._groups(grouped)))
            for words, grouped in groupby(findings, key=self._day_words)
        ]

    def day(self, finding: Finding) -> date | None:
        """Return the forum's day on which a finding's session begins."""
        session = self._sessions.get(finding.session or "")
        if session is None or session.starts_at is None:
            return None
        return day_of(session.starts_at, self._found.document.forum.starts_on)

    def _groups(self, findings: Iterable[Finding]) -> Iterator[SessionGroup]:
        for key, grouped in groupby(findings, key=lambda finding: finding.session):
            if key is None:
                yield from (self._of_the_forum(finding) for finding in grouped)
            else:
                group = self._group(self._sessions[key])
                group.findings.extend(self.view(finding) for finding in grouped)
                yield group

    def _group(self, session: SessionPart) -> SessionGroup:
        return SessionGroup(
            title=self._words.text(session.title),
            times=times_of(session.starts_at, session.ends_at),
            room=self._words.text(self._rooms.get(session.room or "")),
            href=self._href("session", session.key, back=self._back),
            move_href=self._href("move", session.key, back=self._back),
        )

    def _of_the_forum(self, finding: Finding) -> SessionGroup:
        kind = finding.keys[0]
        titles = {
            "rooms": _("Rooms"),
            "tracks": _("Tracks"),
            "people": _("People"),
            "institutions": _("Institutions"),
        }
        href = url_for(_LISTS[kind], slug=self._slug)
        return SessionGroup(
            title=titles[kind], times="", room="", href=href, move_href=None, findings=[self.view(finding)]
        )

    def _moment(self, finding: Finding) -> tuple[datetime, int, str]:
        """Return what findings are in order by: those without a time come last, the forum as a whole after them."""
        session = self._sessions.get(finding.session or "")
        starts_at = session.starts_at if session else None
        return starts_at or datetime.max, 0 if session else 1, finding.session or ""  # noqa: DTZ901

    def _day_words(self, finding: Finding) -> str:
        day = self.day(finding)
        if day is not None:
            return day_words(day)
        return _("Not scheduled") if finding.session else _("The forum as a whole")

    def _href(self, view: str, key: str, *, back: str | None = None) -> str:
        return url_for(f"programme_desk.{view}", slug=self._slug, key=key, next=back)

    def _overrule_href(self, finding: Finding) -> str:
        return url_for("programme_desk.overrule", slug=self._slug, finding=finding.fingerprint)
