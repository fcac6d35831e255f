"""Sign-ups as the desk's lists and files show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forumapp.exchange.dated import order_in_time
from forumapp.exchange.document import Document, Signup, Status
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words, localized, ngettext
from forumapp.registration.presentation import library_of, name_of
from forumapp.registration.rules.sheets import Row
from forumapp.registration.words import STATUS_WORDS
from forumapp.signups.models import SessionSignup, SignupStatus
from forumapp.signups.rules.line import NOBODY, Tally
from forumapp.signups.rules.offers import Offer, offers, takes_signups
from forumapp.signups.words import STATE_KINDS, STATES, when_words


@dataclass(frozen=True, kw_only=True)
class DeskRow:
    """A session that takes sign-ups, with its numbers."""

    key: str
    title: str
    when: str
    is_cancelled: bool
    needs_approval: bool
    places: int | None
    tally: Tally
    hint: str | None


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """Somebody who signed up for a session."""

    uid: str
    number: int
    name: str
    about: str
    email: str | None
    state: SignupStatus
    state_words: str
    state_kind: str
    note: str
    """Why the sign-up does not count now, empty where it does."""
    arrived_at: str


def desk_rows(document: Document, tallies: Mapping[str, Tally]) -> list[DeskRow]:
    """Return the sessions of a programme that take sign-ups, in the order of time."""
    found = offers(document)
    sessions = sorted((each for each in document.sessions if takes_signups(each)), key=order_in_time)
    rows = []
    for part in sessions:
        offer, tally = found.get(part.key), tallies.get(part.key, NOBODY)
        rows.append(
            DeskRow(
                key=part.key,
                title=localized(part.title, document.forum.languages),
                when=when_words(part),
                is_cancelled=part.status is Status.CANCELLED,
                needs_approval=part.signup is Signup.APPROVAL,
                places=offer.places if offer is not None else None,
                tally=tally,
                hint=capacity_hint(offer, tally) if offer is not None else None,
            )
        )
    return rows


def capacity_hint(offer: Offer, tally: Tally) -> str | None:
    """Say what to look at: more people than places, or a line that a larger room would end."""
    if offer.places is None:
        return None
    over = tally.taken - offer.places
    if over > 0:
        return ngettext(
            "%(num)d person more than there are places. A larger room helps, or take somebody out.",
            "%(num)d people more than there are places. A larger room helps, or take somebody out.",
            over,
        )
    if tally.waiting:
        places = offer.places + tally.waiting
        return _("With %(places)s places all who wait could come.", places=places)
    return None


def people_rows(signups: Sequence[SessionSignup], forum: Forum) -> list[PersonRow]:
    """Return who signed up for a session, in order of arrival."""
    return [
        PersonRow(
            uid=str(each.registration.uid),
            number=each.arrived,
            name=name_of(each.registration),
            about=library_of(each.registration) or "",
            email=each.registration.email,
            state=each.status,
            state_words=str(STATES[each.status]),
            state_kind=STATE_KINDS[each.status],
            note=_note(each),
            arrived_at=instant_words(each.created_at, forum.timezone),
        )
        for each in signups
    ]


def headings() -> dict[str, str]:
    """Return the columns of an export with their headings."""
    return {
        "number": _("No."),
        "name": _("Name"),
        "library": _("Library or organization"),
        "email": _("E-mail"),
        "state": _("State"),
        "note": _("Note"),
        "arrived_at": _("Signed up at"),
    }


def export_rows(rows: Sequence[PersonRow]) -> list[Row]:
    """Return the rows of an export, as the list has them."""
    return [
        {
            "number": row.number,
            "name": row.name,
            "library": row.about,
            "email": row.email,
            "state": row.state_words,
            "note": row.note,
            "arrived_at": row.arrived_at,
        }
        for row in rows
    ]


def _note(signup: SessionSignup) -> str:
    if signup.called_off_at is not None:
        return _("Does not take place")
    if not signup.is_confirmed:
        words = STATUS_WORDS[signup.registration.status]
        return _("Does not count yet, registration: %(state)s", state=words)
    return ""
