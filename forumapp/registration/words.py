"""The words of registration: states, ways of taking part, consents, deeds, in the current language."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from forumapp.directory.rules import Likeness
from forumapp.exchange.document import Attendance
from forumapp.registration.models import RegistrationStatus
from forumapp.registration.rules.doubles import Reason
from forumapp.speakers.words import LIKENESSES

STATUS_WORDS = {
    RegistrationStatus.UNVERIFIED: _l("Address not confirmed"),
    RegistrationStatus.PENDING: _l("Waits for approval"),
    RegistrationStatus.CONFIRMED: _l("Registered"),
    RegistrationStatus.WAITLISTED: _l("In the waiting list"),
    RegistrationStatus.OFFERED: _l("Place offered"),
    RegistrationStatus.DECLINED: _l("Declined"),
    RegistrationStatus.WITHDRAWN: _l("Withdrawn"),
}
ATTENDANCE_WORDS = {Attendance.ONLINE: _l("Online"), Attendance.ONSITE: _l("On site")}
CONSENT_ON_BEHALF = _l("The delegate agreed in writing that the organizers process these details to hold the forum.")

REASON_WORDS: Mapping[Likeness | Reason, LazyString] = {
    **dict(LIKENESSES.items()),
    Reason.MAILBOX: _l("The same mailbox but for dots and what follows a plus sign."),
    Reason.PHONE: _l("The same telephone number."),
}

DEED_WORDS = {
    "register": _l("Sent the registration"),
    "enter": _l("Entered by a registrar"),
    "nominate": _l("Entered by the head of a delegation"),
    "admit": _l("The delegation’s list was sent"),
    "substitute": _l("Gave the place to another member of the delegation"),
    "return": _l("Registered again"),
    "verify": _l("Confirmed the address"),
    "expire": _l("The hold ended"),
    "promote": _l("Got a place that became free"),
    "switch": _l("Changed the way of taking part"),
    "revise": _l("Changed details"),
    "correct-email": _l("Corrected the address"),
    "ask-email": _l("Asked for another address"),
    "keep-email": _l("Kept the address"),
    "change-email": _l("Changed the address"),
    "withdraw": _l("Withdrew"),
    "approve": _l("Approved"),
    "confirm": _l("Confirmed by hand"),
    "decline": _l("Declined"),
    "undo": _l("Took a decision back"),
    "answer": _l("Answered questions"),
    "lose-option": _l("An option was full when the registration came back"),
    "look": _l("Looked at answers that need special care"),
    "fetch-file": _l("Saved a file of the delegate"),
    "agree": _l("Gave a consent"),
    "disagree": _l("Took a consent back"),
    "star": _l("Marked a session"),
    "unstar": _l("Took a mark away"),
    "renew-calendar": _l("Made a calendar address"),
    "revoke-calendar": _l("Closed the calendar"),
    "write-note": _l("Wrote a note"),
    "change-note": _l("Changed a note"),
    "delete-note": _l("Deleted a note"),
    "tell-apart": _l("Told apart from somebody who looks alike"),
    "take-together": _l("No longer told apart from somebody who looks alike"),
}
FIELD_WORDS = {
    "arrived": _l("Number"),
    "status": _l("State"),
    "family_name": _l("Family name"),
    "given_name": _l("Given name"),
    "patronymic": _l("Patronymic"),
    "latin_name": _l("Name in Latin letters"),
    "email": _l("E-mail"),
    "phone": _l("Telephone"),
    "country": _l("Country"),
    "institution": _l("Library or organization"),
    "institution_id": _l("Library or organization"),
    "institution_name": _l("Library or organization"),
    "post": _l("Post"),
    "category": _l("Takes part as"),
    "attendance": _l("Taking part"),
    "language": _l("Language"),
    "interpretation": _l("Interpretation"),
    "created_at": _l("Registered at"),
    "verified_at": _l("Address confirmed at"),
    "hold_until": _l("Held until"),
    "decided_at": _l("Decided at"),
    "decision_reason": _l("Reason"),
    "withdrawn_at": _l("Withdrawn at"),
    "in_list": _l("List of participants"),
    "purpose": _l("Consent"),
    "session": _l("Session"),
    "answers": _l("Answers"),
}
