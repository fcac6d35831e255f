"""The draft programme as an approver reads it: as the public will, with what is new marked and what to say about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import url_for

from forumapp.exchange.document import Document, PersonPart, Role, SessionPart
from forumapp.i18n import gettext as _
from forumapp.schedule.presentation.changes import ChangeView, by_day, change_views
from forumapp.schedule.presentation.days import DayView, day_views
from forumapp.schedule.presentation.sessions import PersonView, Presenter, SessionView
from forumapp.schedule.rules import Viewer, day_of, differences, visible


class DraftPresenter(Presenter):
    """Leads from each session to its own page of the draft, and nowhere else."""

    def __init__(self, document: Document, *, token: str) -> None:
        """Take the draft, reduced to what the approver may see, and the token of the link."""
        super().__init__(document)
        self._token = token

    def session_href(self, key: str) -> str:
        """Return the address of a session in the draft."""
        return url_for("drafts.session", slug=self.document.forum.slug, token=self._token, code=key)

    def _person(self, part: PersonPart, role: Role | None) -> PersonView:
        return replace(super()._person(part, role), href=None)


@dataclass(frozen=True, kw_only=True)
class DraftItem:
    """A session that waits for an approval."""

    key: str
    title: str
    title_language: str | None
    href: str
    words: str
    fingerprint: str
    is_approved: bool


@dataclass(frozen=True, kw_only=True)
class DraftGroup:
    """Sessions that wait, under a heading."""

    title: str
    changes: tuple[DraftItem, ...]


class Draft:
    """What an approver sees of a working copy."""

    def __init__(self, before: Document | None, working: Document, viewer: Viewer, *, token: str) -> None:
        """Take what is published and what would be, the approver's view and token."""
        self.document = visible(working, viewer)
        self.presenter = DraftPresenter(self.document, token=token)
        self._former = {session.key: session for session in before.sessions} if before else {}
        self._present = {session.key: session for session in self.document.sessions}
        changes = differences(before, working)
        self._changes = {view.key: view for view in change_views(changes, self.presenter, viewer)}

    def groups(self, waiting: Mapping[str, str], approved: frozenset[str]) -> Sequence[DraftGroup]:
        """Return the sessions that wait, by key with their fingerprints, day by day."""
        views = [self._change(key) for key in waiting if key in self._present or key in self._former]
        return [
            DraftGroup(
                title=group.title,
                changes=tuple(self._item(view, waiting[view.key], view.key in approved) for view in group.changes),
            )
            for group in by_day(views)
        ]

    def days(self) -> list[DayView]:
        """Return the whole draft, day by day, with a word on each session that is not published so."""
        return [
            replace(day, sessions=tuple(self._marked(session) for session in day.sessions))
            for day in day_views(self.presenter)
        ]

    def unscheduled(self) -> list[tuple[str, str]]:
        """Return title and address of the sessions without a time."""
        return [
            (self.presenter.text(part.title), self.presenter.session_href(part.key))
            for part in self.document.sessions
            if part.starts_at is None
        ]

    def part(self, key: str) -> SessionPart | None:
        """Return a session of the draft, or one that it takes out of what is published."""
        return self._present.get(key) or self._former.get(key)

    def is_gone(self, key: str) -> bool:
        """Say whether the draft has the session no more."""
        return key not in self._present

    def words(self, key: str) -> str | None:
        """Return what changed in a session, None for nothing."""
        view = self._changes.get(key)
        return view.words if view else None

    def _change(self, key: str) -> ChangeView:
        """Return a session's change; one that only moves with the forum's zone says so."""
        known = self._changes.get(key)
        part = self.part(key)
        if known is not None or part is None:
            return known or ChangeView(key=key, title=key, title_language=None, href=None, sentences=())
        return ChangeView(
            key=key,
            title=self.presenter.text(part.title),
            title_language=self.presenter.foreign(part.title),
            href=None,
            sentences=(_("The forum has another time zone now."),),
            day=day_of(part, self.presenter.document.forum),
        )

    def _item(self, view: ChangeView, fingerprint: str, is_approved: bool) -> DraftItem:
        return DraftItem(
            key=view.key,
            title=view.title,
            title_language=view.title_language,
            href=self.presenter.session_href(view.key),
            words=view.words,
            fingerprint=fingerprint,
            is_approved=is_approved,
        )

    def _marked(self, session: SessionView) -> SessionView:
        words = self.words(session.key)
        return replace(session, note=words) if words else session
