"""Words of invitations: states, what a meeting is told as, why a line of a list invites nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import LazyString

from forumapp.exchange.dated import Dated
from forumapp.exchange.document import EventPart, Status
from forumapp.i18n import gettext as _
from forumapp.i18n import lazy_gettext as _l
from forumapp.i18n import localized, zone_words
from forumapp.meetings.rules.lists import Fault
from forumapp.meetings.rules.states import InvitationState
from forumapp.programme.words.times import day_words, times_of
from forumapp.schedule.presentation import Presenter
from forumapp.schedule.words import event_when, event_where

STATES: Mapping[InvitationState | None, LazyString] = {
    InvitationState.PREPARED: _l("Not written to yet"),
    InvitationState.WRITTEN: _l("Written to, no answer yet"),
    InvitationState.ACCEPTED: _l("Will come"),
    InvitationState.DECLINED: _l("Will not come"),
    InvitationState.DEPUTY: _l("Sends a deputy"),
    None: _l("Taken back"),
}
"""As the desk says them; None stands for an invitation that was taken back."""

STATE_KINDS: Mapping[InvitationState | None, str] = {
    InvitationState.PREPARED: "",
    InvitationState.WRITTEN: "tentative",
    InvitationState.ACCEPTED: "confirmed",
    InvitationState.DECLINED: "cancelled",
    InvitationState.DEPUTY: "",
    None: "cancelled",
}
"""How the word looks; see macros/lists.word."""

OWN_STATES: Mapping[InvitationState, LazyString] = {
    InvitationState.PREPARED: _l("We wait for your answer"),
    InvitationState.WRITTEN: _l("We wait for your answer"),
    InvitationState.ACCEPTED: _l("You accepted"),
    InvitationState.DECLINED: _l("You declined"),
    InvitationState.DEPUTY: _l("You named a deputy"),
}
"""As the invited read them."""

FAULTS: Mapping[Fault, LazyString] = {
    Fault.NO_ADDRESS: _l("no e-mail address"),
    Fault.BAD_ADDRESS: _l("this is no e-mail address"),
    Fault.TWICE: _l("stands in the list already"),
    Fault.TOO_MANY: _l("too many at once; add the rest afterwards"),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """A published meeting in words of the current language. ``starts`` and ``ends`` are aware, on the forum's clock."""

    title: str
    title_language: str | None
    when: str | None
    place: str
    inviters: str
    starts: datetime | None = None
    ends: datetime | None = None
    is_cancelled: bool = False
    day: str = ""
    zone: str = ""


def told(part: Dated, presenter: Presenter) -> Told:
    """Return what invited people are told of a meeting: title, time, place, who invites; nothing of what it is about."""
    if isinstance(part, EventPart):
        return _event(part, presenter)
    inviters = _names(presenter, presenter.document.forum.organizers or ())
    room = presenter.rooms.get(part.room or "", "")
    common: dict[str, Any] = {
        "title": presenter.text(part.title),
        "title_language": presenter.foreign(part.title),
        "place": room or _("Not settled yet"),
        "inviters": inviters,
        "is_cancelled": part.status is Status.CANCELLED,
    }
    if part.starts_at is None or part.ends_at is None:
        return Told(when=None, **common)
    zone = zone_words(presenter.document.forum.timezone)
    day, times = day_words(part.starts_at.date()), times_of(part.starts_at, part.ends_at)
    return Told(
        when=_("%(day)s, %(times)s (%(city)s)", day=day, times=times, city=zone),
        starts=part.starts_at.replace(tzinfo=presenter.zone),
        ends=part.ends_at.replace(tzinfo=presenter.zone),
        day=day,
        zone=zone,
        **common,
    )


def _event(part: EventPart, presenter: Presenter) -> Told:
    forum = presenter.document.forum
    return Told(
        title=localized(part.title, forum.languages),
        title_language=presenter.foreign(part.title),
        when=event_when(part, forum.timezone),
        place=event_where(part, forum.languages),
        inviters=_names(presenter, part.institutions or forum.organizers or ()),
    )


def _names(presenter: Presenter, keys: tuple[str, ...]) -> str:
    return ", ".join(presenter.institutions[key] for key in keys if key in presenter.institutions)
