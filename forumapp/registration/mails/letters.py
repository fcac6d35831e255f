"""What makes a letter to a delegate of its words, while the delegate's language is spoken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forumapp.events.words import HEADING
from forumapp.exchange.document import EventPart, ForumPart
from forumapp.i18n import date_range, instant_words, localized, zone_words
from forumapp.i18n import gettext as _
from forumapp.mail import Entry, Letter, Wording
from forumapp.registration.models import Registration
from forumapp.registration.rules.names import greeting_name
from forumapp.schedule.words import attendance_word, event_when, event_where


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """A further event, and the absolute address where a letter's reader finds out more."""

    event: EventPart
    href: str


def letter(
    registration: Registration,
    wording: Wording,
    *,
    face: ForumPart,
    link: str,
    events: Sequence[Invitation] = (),
    to: str | None = None,
    place: int | None = None,
    until: datetime | None = None,
    party: str = "",
    reason: str | None = None,
    former: str = "",
) -> Letter:
    """Return a letter to a delegate in the name of the forum, to their own address or to another one.

    ``events`` are those that it tells of where its kind does; ``place`` is how far a waiting one is in the queue;
    ``until`` when the answer is due, where that is not the hold's end; ``party`` the name of the delegation that they belong to;
    ``former`` that of who had their place before.
    """
    name = greeting_name(given_name=registration.given_name, patronymic=registration.patronymic)
    title = localized(face.title, face.languages)
    return wording.letter(
        to=to or registration.email or "",
        language=registration.language,
        href=link,
        values={
            "forum": title,
            "moment": _moment(until or registration.hold_until, face),
            "place": place,
            "reason": registration.decision_reason if reason is None else reason,
            "party": party,
            "former": former,
        },
        salutation=_("Dear %(name)s,", name=name),
        facts=(
            (_("Forum"), title),
            (_("Dates"), date_range(face.starts_on, face.ends_on)),
            (_("Taking part"), attendance_word(registration.attendance)),
        ),
        entries=tuple(_entry(each, face) for each in events) if wording.has_entries else (),
        entries_heading=str(HEADING),
        signature=_("The organizers of the forum “%(forum)s”", forum=title),
        forum=face.slug,
    )


def _entry(invitation: Invitation, face: ForumPart) -> Entry:
    event = invitation.event
    return Entry(
        title=localized(event.title, face.languages),
        about=f"{event_when(event, face.timezone)}; {event_where(event, face.languages)}",
        href=invitation.href,
    )


def _moment(instant: datetime | None, face: ForumPart) -> str:
    if instant is None:
        return ""
    words = {"moment": instant_words(instant, face.timezone), "city": zone_words(face.timezone)}
    return _("%(moment)s (%(city)s)", **words)
