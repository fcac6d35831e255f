"""Differences between releases in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forumapp.exchange.document import Kind, Role, Status, Visibility
from forumapp.i18n import date_words, language_name
from forumapp.i18n import gettext as _
from forumapp.schedule.presentation.sessions import Presenter
from forumapp.schedule.rules import Change, Deed, Detail, Viewer
from forumapp.schedule.rules.visibility import sees
from forumapp.schedule.words import closed_word, kind_word, role_words, status_word

TEXTS = frozenset({"room", "title", "track"})
"""Fields that hold text by language."""


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """One change in words; ``lines`` are label, before and after."""

    kind_word: str
    title: str
    title_language: str | None
    href: str | None
    lines: tuple[tuple[str, str | None, str | None], ...]


def change_views(changes: tuple[Change, ...], presenter: Presenter, viewer: Viewer) -> list[ChangeView]:
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


def _view(change: Change, presenter: Presenter, *, is_new: bool, is_linked: bool) -> ChangeView:
    deed = Deed.ADDED if is_new else change.deed
    details = [detail for detail in change.details if detail.field != "visibility" or not is_new]
    return ChangeView(
        kind_word=deed_word(deed),
        title=presenter.text(change.title),
        title_language=presenter.foreign(change.title),
        href=presenter.session_href(change.key) if is_linked else None,
        lines=tuple(_lines(details, presenter, is_new=is_new)),
    )


def deed_word(deed: Deed) -> str:
    """Return what was done."""
    words = {
        Deed.ADDED: _("New"),
        Deed.REMOVED: _("Removed"),
        Deed.CANCELLED: _("Cancelled"),
        Deed.RESTORED: _("Takes place again"),
        Deed.MOVED: _("Moved"),
        Deed.CHANGED: _("Changed"),
    }
    return words[deed]


def _lines(details: list[Detail], presenter: Presenter, *, is_new: bool) -> list[tuple[str, str | None, str | None]]:
    lines: list[tuple[str, str | None, str | None]] = []
    times = {detail.field: detail for detail in details if detail.field in {"starts_at", "ends_at"}}
    if times:
        lines.append(_time_line(times, is_new=is_new))
    for detail in details:
        if detail.field not in times:
            label, before, after = _line(detail, presenter)
            lines.append((label, None if is_new else before, after))
    return lines


def _line(detail: Detail, presenter: Presenter) -> tuple[str, str | None, str | None]:
    """Return a line of a difference; a text that reads the same here is told in the language in which it differs."""
    label = field_word(detail.field)
    before, after = _words(detail, presenter)
    if detail.field in TEXTS and detail.before and detail.after and before == after:
        for code in dict.fromkeys([*detail.before, *detail.after]):
            was, became = detail.before.get(code), detail.after.get(code)
            if was != became:
                return _("%(field)s (%(language)s)", field=label, language=language_name(code)), was, became
    return label, before, after


def _time_line(times: dict[str, Detail], *, is_new: bool) -> tuple[str, str | None, str | None]:
    begin, end = times.get("starts_at"), times.get("ends_at")
    if begin is None and end is not None:
        return _("End"), None if is_new else _moment(end.before), _moment(end.after)
    if begin is None:
        return _("Time"), None, None
    return _("Time"), None if is_new else _moment(begin.before), _moment(begin.after)


def _moment(value: str | None) -> str | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(value)
    return f"{date_words(moment.date(), with_year=False)}, {moment:%H:%M}"


def field_word(field: str) -> str:
    """Return the name of what changed."""
    words = {
        "room": _("Room"),
        "title": _("Title"),
        "status": _("Status"),
        "people": _("People"),
        "reports": _("Reports"),
        "kind": _("Kind"),
        "track": _("Track"),
        "languages": _("Languages"),
        "interpretation": _("Interpretation"),
        "abstract": _("Abstract"),
        "report_abstracts": _("Abstracts of reports"),
        "visibility": _("Who may come"),
        "signup": _("Sign-up"),
        "capacity": _("Places"),
    }
    return words.get(field, field)


def _words(detail: Detail, presenter: Presenter) -> tuple[str | None, str | None]:
    if detail.field in {"abstract", "reports", "report_abstracts", "signup"}:
        return None, _("changed")
    return _value(detail.field, detail.before, presenter), _value(detail.field, detail.after, presenter)


def _value(field: str, value: Any, presenter: Presenter) -> str | None:
    """Return the words of a value as it stands in a difference."""
    if value is None:
        return None
    if field in TEXTS:
        return presenter.text(value)
    if field in {"languages", "interpretation"}:
        return ", ".join(language_name(code) for code in value) or None
    if field == "people":
        return "; ".join(f"{role_words(Role(role))[0]}: {presenter.text(name)}" for role, name in value) or None
    if field == "status":
        return status_word(Status(value)) or _("Takes place")
    if field == "visibility":
        return closed_word(Visibility(value)) or _("Open to all")
    return kind_word(Kind(value)) if field == "kind" else str(value)
