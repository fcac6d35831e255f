"""The filters of the programme page: by day, track, room, kind and language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forumapp.events.words import KINDS as FURTHER_EVENTS
from forumapp.exchange.document import Document, ForumPart, Kind, SessionPart
from forumapp.i18n import gettext as _
from forumapp.i18n import language_name
from forumapp.schedule.presentation.days import day_title
from forumapp.schedule.presentation.sessions import Presenter
from forumapp.schedule.rules import EVENT, Selection, day_of, days_with_sessions
from forumapp.schedule.words import kind_word


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One choice; options are value, words and whether it is chosen, the first being all."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]
    chosen: str | None
    """The words of the chosen option, without its count; None for all."""


def filters(presenter: Presenter, selection: Selection) -> list[Filter]:
    """Return the filters of a programme, each option with the number of sessions behind it; single-valued ones go."""
    document = presenter.document
    scheduled = [session for session in document.sessions if session.starts_at is not None]
    rows = [
        (
            "day",
            _("Day"),
            _("All days"),
            [(day.isoformat(), day_title(day)) for day in days_with_sessions(document)],
            selection.day,
        ),
        (
            "track",
            _("Track"),
            _("All tracks"),
            [(key, each.title) for key, each in presenter.tracks.items()],
            selection.track,
        ),
        ("room", _("Room"), _("All rooms"), list(presenter.rooms.items()), selection.room),
        (
            "kind",
            _("Kind"),
            _("All kinds"),
            _kinds(document),
            selection.kind,
        ),
        ("language", _("Language"), _("All languages"), _languages(document), selection.language),
    ]
    counts = {name: _counts(name, scheduled, document.forum) for name, *_rest in rows}
    counts["kind"][EVENT] = len(document.events or ())
    return [
        _filter(name, label, everything, options, chosen=str(chosen or ""), counts=counts[name])
        for name, label, everything, options, chosen in rows
        if len(options) > 1 or chosen
    ]


def _filter(
    name: str, label: str, everything: str, options: Sequence[tuple[str, str]], *, chosen: str, counts: dict[str, int]
) -> Filter:
    choices = [
        (value, f"{words} ({counts.get(value, 0)})", value == chosen)
        for value, words in options
        if counts.get(value) or value == chosen
    ]
    chosen_words = dict(options).get(chosen)
    return Filter(name=name, label=label, options=(("", everything, not chosen), *choices), chosen=chosen_words)


def _counts(name: str, sessions: Iterable[SessionPart], forum: ForumPart) -> dict[str, int]:
    """Return the number of sessions by value of one filter."""
    counts: dict[str, int] = {}
    for session in sessions:
        if name == "language":
            values = {*session.languages, *(session.interpretation or ())}
        elif name == "day":
            day = day_of(session, forum)
            values = {day.isoformat()} if day else set()
        else:
            values = {getattr(session, name)}
        for value in values:
            counts[str(value)] = counts.get(str(value), 0) + 1
    return counts


def _kinds(document: Document) -> list[tuple[str, str]]:
    used = {session.kind for session in document.sessions}
    kinds = [(kind.value, kind_word(kind)) for kind in Kind if kind in used]
    return [*kinds, (EVENT, str(FURTHER_EVENTS))] if document.events else kinds


def _languages(document: Document) -> list[tuple[str, str]]:
    used = dict.fromkeys(
        code for session in document.sessions for code in (*session.languages, *(session.interpretation or ()))
    )
    return [(code, language_name(code)) for code in used]
