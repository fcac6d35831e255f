"""Differences between releases in words: one entry a changed thing, day by day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from forumapp.exchange.dated import dated_parts, event_name, name_of
from forumapp.i18n import gettext as _
from forumapp.schedule.presentation.days import day_title
from forumapp.schedule.presentation.further import event_sentences
from forumapp.schedule.presentation.sentences import session_sentences
from forumapp.schedule.presentation.sessions import Presenter
from forumapp.schedule.presentation.wider import other_sentences
from forumapp.schedule.rules import EVENT, Change, Viewer
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
    """Return the changes of sessions and further events that the viewer may know of; what became visible is new."""
    present = {name_of(part) for part in dated_parts(presenter.document)}
    views = []
    for change in changes:
        if change.subject not in {"session", EVENT}:
            continue
        name = event_name(change.key) if change.subject == EVENT else change.key
        seen_before = change.visibility_before is not None and sees(change.visibility_before, name, viewer)
        seen_after = change.visibility_after is not None and sees(change.visibility_after, name, viewer)
        is_gone = change.visibility_after is None and seen_before
        if seen_after or is_gone:
            is_new = seen_after and not seen_before
            views.append(_view(change, presenter, is_new=is_new, is_linked=name in present))
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
        if change.subject not in {"session", EVENT}
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
    say = event_sentences if change.subject == EVENT else session_sentences
    return ChangeView(
        key=change.key,
        title=presenter.text(change.title),
        title_language=presenter.foreign(change.title),
        href=_href(change, presenter) if is_linked else None,
        sentences=say(change, presenter, is_new=is_new),
        day=date.fromisoformat(change.day) if change.day else None,
    )


def _href(change: Change, presenter: Presenter) -> str:
    if change.subject == EVENT:
        return url_for("schedule.front", slug=presenter.document.forum.slug, _anchor=f"event-{change.key}")
    return presenter.session_href(change.key)


def _title(change: Change, presenter: Presenter) -> str:
    if change.subject == "person" and change.key in presenter.parts_of_people:
        return presenter.person(change.key).name
    return presenter.text(change.title)
