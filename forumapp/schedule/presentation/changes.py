"""Differences between releases in words: one entry a changed thing, day by day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from forumapp.i18n import gettext as _
from forumapp.schedule.presentation.days import day_title
from forumapp.schedule.presentation.sentences import session_sentences
from forumapp.schedule.presentation.sessions import Presenter
from forumapp.schedule.presentation.wider import other_sentences
from forumapp.schedule.rules import Change, Viewer
from forumapp.schedule.rules.visibility import sees


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """One changed thing: its title and what changed, in sentences."""

    key: str
    title: str
    title_language: str | None
    href: str | None
    sentences: tuple[str, ...]
    day: date | None = None

    @property
    def words(self) -> str:
        """All sentences in a line."""
        return " ".join(self.sentences)


@dataclass(frozen=True, kw_only=True)
class ChangeGroup:
    """Changes under a heading: those of a day, or those of a kind."""

    title: str
    changes: tuple[ChangeView, ...]


def change_views(changes: Iterable[Change], presenter: Presenter, viewer: Viewer) -> list[ChangeView]:
    """Return the changes of sessions that the viewer may know of; a session that became visible is a new one."""
    present = {session.key for session in presenter.document.sessions}
    views = []
    for change in changes:
        seen_before = change.visibility_before is not None and sees(change.visibility_before, change.key, viewer)
        seen_after = change.visibility_after is not None and sees(change.visibility_after, change.key, viewer)
        is_gone = change.visibility_after is None and seen_before
        if change.subject == "session" and (seen_after or is_gone):
            is_new = seen_after and not seen_before
            views.append(_view(change, presenter, is_new=is_new, is_linked=change.key in present))
    return views


def other_views(changes: Iterable[Change], presenter: Presenter) -> list[ChangeView]:
    """Return what changed beside the sessions; the team alone may know all of it."""
    return [
        ChangeView(
            key=change.key,
            title=_title(change, presenter),
            title_language=presenter.foreign(change.title),
            href=None,
            sentences=other_sentences(change, presenter),
        )
        for change in changes
        if change.subject != "session"
    ]


def by_day(views: Sequence[ChangeView]) -> list[ChangeGroup]:
    """Return the changes day by day; those of sessions without a time come last."""
    days = sorted({view.day for view in views if view.day is not None})
    groups = [
        ChangeGroup(title=day_title(day), changes=tuple(view for view in views if view.day == day)) for day in days
    ]
    rest = tuple(view for view in views if view.day is None)
    return [*groups, ChangeGroup(title=_("Without a day"), changes=rest)] if rest else groups


def all_groups(changes: Sequence[Change], presenter: Presenter, viewer: Viewer) -> list[ChangeGroup]:
    """Return everything that changed, as the team reads it: sessions day by day, then rooms, names and the forum."""
    groups = by_day(change_views(changes, presenter, viewer))
    others = other_views(changes, presenter)
    return [*groups, ChangeGroup(title=_("Rooms, names and the forum"), changes=tuple(others))] if others else groups


def _view(change: Change, presenter: Presenter, *, is_new: bool, is_linked: bool) -> ChangeView:
    return ChangeView(
        key=change.key,
        title=presenter.text(change.title),
        title_language=presenter.foreign(change.title),
        href=presenter.session_href(change.key) if is_linked else None,
        sentences=session_sentences(change, presenter, is_new=is_new),
        day=date.fromisoformat(change.day) if change.day else None,
    )


def _title(change: Change, presenter: Presenter) -> str:
    if change.subject == "person" and change.key in presenter.parts_of_people:
        return presenter.person(change.key).name
    return presenter.text(change.title)
