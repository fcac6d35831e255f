"""The words of registration: states, ways of taking part, consents, deeds, in the current language."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from forumapp.directory.rules import Likeness
from forumapp.exchange.document import Attendance
from forumapp.registration.models import RegistrationStatus
from forumapp.registration.rules.columns import Use
from forumapp.registration.rules.doubles import Reason
from forumapp.registration.rules.places import Shortage
from forumapp.registration.rules.statuses import ComingIn
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
COMING_WORDS: Mapping[ComingIn, LazyString] = {
    ComingIn.SEATED: _l("They get places now, as many as there are; the others wait in the waiting list"),
    ComingIn.ASKED: _l("Each confirms by a letter; places are held for 7 days until then"),
    ComingIn.PENDING: _l("They wait for approval"),
}
"""How those come in whom a registrar brings in with a list."""

SPECIAL_CONSENT_ON_BEHALF = _l(
    "The delegate agreed in writing that the organizers process what is said here about special needs, to meet them."
)
CONSENT_ON_BEHALF_OF_ALL = _l(
    "All people of this list agreed in writing that the organizers process these details to hold the forum."
)

SHORTAGES = {
    Shortage.MODE: _l("All places are taken for this way of taking part."),
    Shortage.COUNTRY: _l("All places for this country are taken."),
    Shortage.CATEGORY: _l("All places for those who take part so are taken."),
    Shortage.KEPT: _l("The places that are left are kept for other countries at the moment."),
}
SHORT_FIELDS = {
    Shortage.MODE: "attendance",
    Shortage.COUNTRY: "country",
    Shortage.CATEGORY: "category",
    Shortage.KEPT: "attendance",
}

REASON_WORDS: Mapping[Likeness | Reason, LazyString] = {
    **dict(LIKENESSES.items()),
    Reason.MAILBOX: _l("The same mailbox but for dots and what follows a plus sign."),
    Reason.PHONE: _l("The same telephone number."),
}

DEED_WORDS = {
    "register": _l("Sent the registration"),
    "enter": _l("Entered by a registrar"),
    "import": _l("Brought in by a registrar with a list"),
    "nominate": _l("Entered by the head of a delegation"),
    "admit": _l("The delegation’s list was sent"),
    "substitute": _l("Gave the place to another member of the delegation"),
    "hand-over": _l("The place was passed on to somebody else"),
    "succeed": _l("Named in somebody else’s place"),
    "return": _l("Registered again"),
    "verify": _l("Confirmed the address"),
    "expire": _l("The hold ended"),
    "promote": _l("Got a place that became free"),
    "take": _l("Took the place that was offered"),
    "lapse": _l("Did not take the offered place in time"),
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
    "sign-up": _l("Signed up for a session"),
    "line-up": _l("Joined the waiting list of a session"),
    "ask-place": _l("Asked for a place in a session"),
    "sign-off": _l("No longer signed up for a session"),
    "seat": _l("Got a place in a session that became free"),
    "let-in": _l("Let into a session"),
    "turn-away": _l("Turned down for a session"),
    "put-in": _l("Signed up for a session at the desk"),
    "take-out": _l("Taken out of a session at the desk"),
    "call-off": _l("A session does not take place"),
    "call-back": _l("A session takes place after all"),
    "renew-calendar": _l("Made a calendar address"),
    "revoke-calendar": _l("Closed the calendar"),
    "write-note": _l("Wrote a note"),
    "change-note": _l("Changed a note"),
    "delete-note": _l("Deleted a note"),
    "tell-apart": _l("Told apart from somebody who looks alike"),
    "ask-erasure": _l("Asked for the data to be erased"),
    "keep-data": _l("Took the wish to be erased back"),
    "tell-data": _l("Saved everything held about the delegate"),
    "erase": _l("Erased who it was"),
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
    "successor": _l("Number of who comes instead"),
    "erase_reason": _l("Reason"),
    "with_special": _l("With answers that need special care"),
}

USES: Mapping[Use, LazyString] = {
    Use.WHOLE_NAME: _l("Whole name, the family name first"),
    Use.NATURAL_NAME: _l("Whole name, the family name last"),
    Use.FAMILY: _l("Family name"),
    Use.GIVEN: _l("Given name"),
    Use.PATRONYMIC: _l("Patronymic"),
    Use.LATIN: _l("Name in Latin letters"),
    Use.EMAIL: _l("E-mail"),
    Use.PHONE: _l("Telephone"),
    Use.COUNTRY: _l("Country"),
    Use.INSTITUTION: _l("Library or organization"),
    Use.POST: _l("Post"),
    Use.CATEGORY: _l("Takes part as"),
    Use.ATTENDANCE: _l("Taking part"),
    Use.LANGUAGE: _l("Language of letters"),
    Use.IGNORE: _l("Nothing of it"),
}
"""What a column of a list of people says."""
ERASE_REASONS = {
    "asked": _l("The person asked for it"),
    "mistake": _l("Entered by mistake"),
    "authority": _l("An authority asked for it"),
    "other": _l("Another reason"),
}
"""Why somebody was erased: a list, so that nothing personal is typed."""
