"""Letters to delegates, as values; made while the delegate's language is spoken."""

from datetime import datetime

from forumapp.exchange.document import ForumPart
from forumapp.i18n import date_range, instant_words, localized, zone_words
from forumapp.i18n import gettext as _
from forumapp.mail import Action, Letter
from forumapp.registration.models import Registration
from forumapp.registration.rules.names import greeting_name
from forumapp.schedule.words import attendance_word

ALREADY_REGISTERED = "registration:remind"
"""Kind of the letter to somebody who registers once more."""


def confirm_address(registration: Registration, *, face: ForumPart, link: str) -> Letter:
    """Ask for the answer that turns a held place into a registration."""
    return _letter(
        registration,
        face=face,
        kind="registration:confirm",
        subject=_("Confirm your registration: %(forum)s", forum=_title(face)),
        paragraphs=(
            _("We have received your registration. A place is held for you; confirm your address to keep it."),
            _("The place is held until %(moment)s.", moment=_moment(registration.hold_until, face)),
        ),
        action=Action(label=_("Confirm the address"), href=link),
        closing=(_not_you(),),
    )


def confirm_request(registration: Registration, *, face: ForumPart, link: str) -> Letter:
    """Ask for the answer after which the organizers decide."""
    return _letter(
        registration,
        face=face,
        kind="registration:confirm",
        subject=_("Confirm your registration: %(forum)s", forum=_title(face)),
        paragraphs=(
            _("We have received your registration. Confirm your address; after that the organizers decide on it."),
            _("We will write to you as soon as they have."),
        ),
        action=Action(label=_("Confirm the address"), href=link),
        closing=(_not_you(),),
    )


def waiting(registration: Registration, *, face: ForumPart, link: str, place: int) -> Letter:
    """Say that no place is free and how far the queue is."""
    return _letter(
        registration,
        face=face,
        kind="registration:wait",
        subject=_("You are in the waiting list: %(forum)s", forum=_title(face)),
        paragraphs=(
            _(
                "All places are taken at the moment, so you are in the waiting list. Your place in it: %(place)s.",
                place=place,
            ),
            _("As soon as a place becomes free for you, we will write to you. There is nothing else you need to do.")
            if registration.verified_at
            else _("Confirm your address, so that a place that becomes free is yours at once."),
        ),
        action=Action(label=_("Open your page"), href=link),
        closing=() if registration.verified_at else (_not_you(),),
    )


def pending(registration: Registration, *, face: ForumPart, link: str) -> Letter:
    """Say that the address is confirmed and the organizers decide now."""
    return _letter(
        registration,
        face=face,
        kind="registration:request",
        subject=_("Your registration waits for approval: %(forum)s", forum=_title(face)),
        paragraphs=(
            _("Thank you, your address is confirmed. The organizers now look at your registration."),
            _("We will write to you as soon as they have decided."),
        ),
        action=Action(label=_("Open your page"), href=link),
    )


def confirmed(registration: Registration, *, face: ForumPart, link: str) -> Letter:
    """Say that the delegate is registered."""
    return _letter(
        registration,
        face=face,
        kind="registration:register",
        subject=_("You are registered: %(forum)s", forum=_title(face)),
        paragraphs=(
            _("You are registered as a participant of the forum."),
            _("On your page you can mark sessions, subscribe to your own calendar, change your details or withdraw."),
        ),
        action=Action(label=_("Open your page"), href=link),
        closing=(_keep_link(),),
    )


def place_free(registration: Registration, *, face: ForumPart, link: str) -> Letter:
    """Say that a place became free for somebody whose address is confirmed."""
    return _letter(
        registration,
        face=face,
        kind="registration:promote",
        subject=_("A place is yours: %(forum)s", forum=_title(face)),
        paragraphs=(
            _("A place has become free, and it is yours: you are registered."),
            _("If you cannot take part any more, withdraw on your page, so that somebody else gets the place."),
        ),
        action=Action(label=_("Open your page"), href=link),
        closing=(_keep_link(),),
    )


def place_held(registration: Registration, *, face: ForumPart, link: str) -> Letter:
    """Say that a place became free for somebody whose address is not confirmed yet."""
    return _letter(
        registration,
        face=face,
        kind="registration:promote",
        subject=_("A place is free for you: %(forum)s", forum=_title(face)),
        paragraphs=(
            _("A place has become free for you. Confirm your address to take it."),
            _("The place is held until %(moment)s.", moment=_moment(registration.hold_until, face)),
        ),
        action=Action(label=_("Confirm the address"), href=link),
        closing=(_not_you(),),
    )


def approved(registration: Registration, *, face: ForumPart, link: str) -> Letter:
    """Say that the organizers agreed."""
    return _letter(
        registration,
        face=face,
        kind="registration:approve",
        subject=_("Your registration is approved: %(forum)s", forum=_title(face)),
        paragraphs=(
            _("The organizers have approved your registration: you are registered."),
            _("On your page you can mark sessions, subscribe to your own calendar, change your details or withdraw."),
        ),
        action=Action(label=_("Open your page"), href=link),
        closing=(_keep_link(),),
    )


def declined(registration: Registration, *, face: ForumPart, link: str) -> Letter:
    """Say that the organizers did not agree, with their reason."""
    reason = registration.decision_reason
    return _letter(
        registration,
        face=face,
        kind="registration:decline",
        subject=_("About your registration: %(forum)s", forum=_title(face)),
        paragraphs=(
            _("The organizers cannot accept your registration."),
            *((_("Their reason: %(reason)s", reason=reason),) if reason else ()),
            _("The programme of the forum stays open to you on its page."),
        ),
        action=Action(label=_("Open your page"), href=link),
    )


def withdrawn(registration: Registration, *, face: ForumPart, link: str) -> Letter:
    """Confirm a withdrawal."""
    return _letter(
        registration,
        face=face,
        kind="registration:withdraw",
        subject=_("Your registration is withdrawn: %(forum)s", forum=_title(face)),
        paragraphs=(
            _("You take no part in the forum any more, and your place is given to the next one."),
            _("If this was a mistake, you can register again on your page while registration is open."),
        ),
        action=Action(label=_("Open your page"), href=link),
    )


def already_registered(registration: Registration, *, face: ForumPart, link: str) -> Letter:
    """Give somebody who registers once more, or lost the link, the way to their page."""
    return _letter(
        registration,
        face=face,
        kind=ALREADY_REGISTERED,
        subject=_("The link to your registration: %(forum)s", forum=_title(face)),
        paragraphs=(
            _("There is a registration for this address already. What was entered now has not changed it."),
            _("On your page you see how it stands and can change your details."),
        ),
        action=Action(label=_("Open your page"), href=link),
        closing=(_not_you(),),
    )


def _letter(
    registration: Registration,
    *,
    face: ForumPart,
    kind: str,
    subject: str,
    paragraphs: tuple[str, ...],
    action: Action,
    closing: tuple[str, ...] = (),
) -> Letter:
    name = greeting_name(given_name=registration.given_name, patronymic=registration.patronymic)
    return Letter(
        to=registration.email,
        language=registration.language,
        kind=kind,
        subject=subject,
        salutation=_("Dear %(name)s,", name=name),
        paragraphs=paragraphs,
        facts=(
            (_("Forum"), _title(face)),
            (_("Dates"), date_range(face.starts_on, face.ends_on)),
            (_("Taking part"), attendance_word(registration.attendance)),
        ),
        action=action,
        closing=closing,
        signature=_("The organizers of the forum “%(forum)s”", forum=_title(face)),
        forum=face.slug,
    )


def _title(face: ForumPart) -> str:
    return localized(face.title, face.languages)


def _moment(instant: datetime | None, face: ForumPart) -> str:
    if instant is None:
        return ""
    words = {"moment": instant_words(instant, face.timezone), "city": zone_words(face.timezone)}
    return _("%(moment)s (%(city)s)", **words)


def _not_you() -> str:
    return _("If you did not register, ignore this letter: without your answer nothing happens.")


def _keep_link() -> str:
    return _("Keep this letter: the link opens your page without a password, so do not pass it on.")
