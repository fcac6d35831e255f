"""Letters to delegates: the words of each kind, and what makes a letter of them while the delegate's language is spoken."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from forumapp.events.words import HEADING
from forumapp.exchange.document import EventPart, ForumPart
from forumapp.i18n import date_range, instant_words, localized, zone_words
from forumapp.i18n import gettext as _
from forumapp.i18n import lazy_gettext as _l
from forumapp.mail import Entry, Letter, Wording
from forumapp.registration.models import Registration
from forumapp.registration.rules.names import greeting_name
from forumapp.schedule.words import attendance_word, event_when, event_where

_CONFIRM = _l("Confirm the address")
_OPEN = _l("Open your page")
_NOT_YOU = _l("If you did not register, ignore this letter: without your answer nothing happens.")
_KEEP_LINK = _l("Keep this letter: the link opens your page without a password, so do not pass it on.")
_NOT_ASKED = _l("If you did not ask for this letter, nothing needs to be done.")
_REGISTERED_ALREADY = _l(
    "There is a registration with this address already. If the form was sent once more just now, that changed nothing."
)
_HELD_UNTIL = _l("The place is held until %(moment)s.")
_ON_YOUR_PAGE = _l(
    "On your page you can mark sessions, subscribe to your own calendar, change your details or withdraw."
)
_ALL_TAKEN = _l("All places are taken at the moment, so you are in the waiting list. Your place in it: %(place)s.")

CONFIRM_ADDRESS = Wording(
    kind="registration:confirm",
    subject=_l("Confirm your registration: %(forum)s"),
    paragraphs=(
        _l("We have received your registration. A place is held for you; confirm your address to keep it."),
        _HELD_UNTIL,
    ),
    button=_CONFIRM,
    closing=(_NOT_YOU,),
)
"""Asks for the answer that turns a held place into a registration."""

CONFIRM_REQUEST = replace(
    CONFIRM_ADDRESS,
    paragraphs=(
        _l("We have received your registration. Confirm your address; after that the organizers decide on it."),
        _l("We will write to you as soon as they have."),
    ),
)
"""Asks for the answer after which the organizers decide."""

WAITING = Wording(
    kind="registration:wait",
    subject=_l("You are in the waiting list: %(forum)s"),
    paragraphs=(
        _ALL_TAKEN,
        _l("As soon as a place becomes free for you, we will write to you. There is nothing else you need to do."),
    ),
    button=_OPEN,
)
"""Says that no place is free and how far the queue is."""

WAITING_UNCONFIRMED = replace(
    WAITING,
    paragraphs=(_ALL_TAKEN, _l("Confirm your address, so that a place that becomes free is yours at once.")),
    button=_CONFIRM,
    closing=(_NOT_YOU,),
)
"""Says the same to somebody whose address is not confirmed yet."""

PENDING = Wording(
    kind="registration:request",
    subject=_l("Your registration waits for approval: %(forum)s"),
    paragraphs=(
        _l("Thank you, your address is confirmed. The organizers now look at your registration."),
        _l("We will write to you as soon as they have decided."),
    ),
    button=_OPEN,
)
"""Says that the address is confirmed and the organizers decide now."""

CONFIRMED = Wording(
    kind="registration:register",
    subject=_l("You are registered: %(forum)s"),
    paragraphs=(_l("You are registered as a participant of the forum."), _ON_YOUR_PAGE),
    button=_OPEN,
    closing=(_KEEP_LINK,),
    has_entries=True,
)
"""Says that the delegate is registered."""

PLACE_FREE = Wording(
    kind="registration:promote",
    subject=_l("A place is yours: %(forum)s"),
    paragraphs=(
        _l("A place has become free, and it is yours: you are registered."),
        _l("If you cannot take part any more, withdraw on your page, so that somebody else gets the place."),
    ),
    button=_OPEN,
    closing=(_KEEP_LINK,),
    has_entries=True,
)
"""Says that a place became free for somebody whose address is confirmed."""

PLACE_HELD = Wording(
    kind="registration:promote",
    subject=_l("A place is free for you: %(forum)s"),
    paragraphs=(_l("A place has become free for you. Confirm your address to take it."), _HELD_UNTIL),
    button=_CONFIRM,
    closing=(_NOT_YOU,),
)
"""Says that a place became free for somebody whose address is not confirmed yet."""

APPROVED = Wording(
    kind="registration:approve",
    subject=_l("Your registration is approved: %(forum)s"),
    paragraphs=(_l("The organizers have approved your registration: you are registered."), _ON_YOUR_PAGE),
    button=_OPEN,
    closing=(_KEEP_LINK,),
    has_entries=True,
)
"""Says that the organizers agreed."""

DECLINED = Wording(
    kind="registration:decline",
    subject=_l("About your registration: %(forum)s"),
    paragraphs=(
        _l("The organizers cannot accept your registration."),
        _l("Their reason: %(reason)s"),
        _l("The programme of the forum stays open to you on its page."),
    ),
    button=_OPEN,
)
"""Says that the organizers did not agree, with their reason."""

WITHDRAWN = Wording(
    kind="registration:withdraw",
    subject=_l("Your registration is withdrawn: %(forum)s"),
    paragraphs=(
        _l("You take no part in the forum any more, and your place is given to the next one."),
        _l("If this was a mistake, you can register again on your page while registration is open."),
    ),
    button=_OPEN,
)
"""Confirms a withdrawal."""

ALREADY_REGISTERED = Wording(
    kind="registration:remind",
    subject=_l("The link to your registration: %(forum)s"),
    paragraphs=(_REGISTERED_ALREADY, _l("On your page you see how it stands and can change your details.")),
    button=_OPEN,
    closing=(_NOT_ASKED,),
    has_entries=True,
)
"""Gives somebody who registers once more, or lost the link, the way to their page."""

ALREADY_UNCONFIRMED = replace(
    ALREADY_REGISTERED,
    paragraphs=(
        _REGISTERED_ALREADY,
        _l("Its address is not confirmed yet: open the link and press the button on the page."),
    ),
    button=_CONFIRM,
    has_entries=False,
)
"""Does the same while the address has yet to be confirmed, and asks for that."""

CONFIRM_LATE = replace(
    CONFIRM_ADDRESS,
    paragraphs=(_l("We have received your registration. Confirm your address: if a place is free then, it is yours."),),
)
"""Asks for the answer when no place is held any more."""

NOMINATED = Wording(
    kind="registration:nominate",
    subject=_l("You are in a delegation: %(forum)s"),
    paragraphs=(
        _l("The head of the delegation “%(party)s” has entered you as a participant of the forum."),
        _l(
            "Read on your page what is known of you, and confirm that you take part. A place is held for you until then."
        ),
        _HELD_UNTIL,
    ),
    button=_l("Open your page"),
    closing=(
        _l(
            "If you do not want to take part, open the page and withdraw, or do not answer: your place then goes to others."
        ),
        _KEEP_LINK,
    ),
)
"""Tells somebody that the head of a delegation entered them, and asks for their own consent."""

NOMINATED_WAITING = replace(
    NOMINATED,
    paragraphs=(
        _l("The head of the delegation “%(party)s” has entered you as a participant of the forum."),
        _ALL_TAKEN,
        _l("Read on your page what is known of you, and confirm that you want to take part."),
    ),
)
"""Tells the same to somebody for whom no place is free yet."""

SUBSTITUTED = Wording(
    kind="registration:substitute",
    subject=_l("Somebody else takes part in your place: %(forum)s"),
    paragraphs=(
        _l(
            "The head of the delegation “%(party)s” has entered somebody else in your place, so you take no part any more."
        ),
        _l("The links in our earlier letters no longer work, and your consents are taken back."),
    ),
    closing=(_l("If this is a mistake, write to the head of your delegation."),),
)
"""Tells somebody that another member of the delegation has their place now."""

EMAIL_CORRECTED = Wording(
    kind="registration:correct-email",
    subject=_l("Confirm your address: %(forum)s"),
    paragraphs=(
        _l(
            "From now on the organizers write to you at this address. Please confirm it, so that we know our letters arrive."
        ),
        _l(
            "Your registration stays as it is. Links in earlier letters and the earlier address of your calendar no longer work."
        ),
    ),
    button=_CONFIRM,
    closing=(_NOT_YOU,),
)
"""Asks an address that a registrar corrected for its answer, when nothing else hangs on it."""

NEW_EMAIL = Wording(
    kind="registration:new-email",
    subject=_l("Confirm your new address: %(forum)s"),
    paragraphs=(
        _l("You asked us to write to you at this address from now on. Open the link and press the button there."),
        _l("The link works until %(moment)s, once. Until you answer, our letters go to the earlier address."),
    ),
    button=_CONFIRM,
    closing=(_l("If you did not ask for this, ignore this letter: without your answer nothing changes."),),
)
"""Asks the address that a delegate wants for its answer."""

EMAIL_CONFIRMED = Wording(
    kind="registration:email-confirmed",
    subject=_l("Your new address: %(forum)s"),
    paragraphs=(
        _l("From now on we write to you at this address. Your registration stays as it is."),
        _l("Your page has a new link, the one in this letter; links in earlier letters no longer work."),
    ),
    button=_OPEN,
    closing=(_KEEP_LINK,),
)
"""Gives the new link to somebody who confirmed another address."""

EMAIL_CHANGED = Wording(
    kind="registration:email-changed",
    subject=_l("Your address was changed: %(forum)s"),
    paragraphs=(
        _l(
            "From now on our letters about this registration go to another address. Links in earlier letters no longer work."
        ),
    ),
    closing=(_l("If that was not you, write to the organizers at once."),),
)
"""Tells the former address that it is no longer the registration's."""


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
) -> Letter:
    """Return a letter to a delegate in the name of the forum, to their own address or to another one.

    ``events`` are those that it tells of where its kind does; ``place`` is how far a waiting one is in the queue;
    ``until`` when the answer is due, where that is not the hold's end; ``party`` the name of the delegation that they belong to.
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
