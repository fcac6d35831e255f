"""Words of sign-ups: where one stands, how many places are left, when a session takes place."""

from collections.abc import Mapping

from flask_babel import LazyString

from forumapp.exchange.document import SessionPart
from forumapp.i18n import gettext as _
from forumapp.i18n import lazy_gettext as _l
from forumapp.i18n import ngettext, zone_words
from forumapp.programme.words.times import day_words, times_of
from forumapp.signups.rules.line import SignupStatus, Tally
from forumapp.signups.rules.offers import Offer

STATES: Mapping[SignupStatus, LazyString] = {
    SignupStatus.SIGNED: _l("Has a place"),
    SignupStatus.WAITING: _l("In the waiting list"),
    SignupStatus.ASKED: _l("To be decided"),
    SignupStatus.DECLINED: _l("Turned down"),
}
"""As the desk says them."""

STATE_KINDS: Mapping[SignupStatus, str] = {
    SignupStatus.SIGNED: "confirmed",
    SignupStatus.WAITING: "tentative",
    SignupStatus.ASKED: "tentative",
    SignupStatus.DECLINED: "cancelled",
}
"""How the word looks; see macros/lists.word."""

OWN_STATES: Mapping[SignupStatus, LazyString] = {
    SignupStatus.SIGNED: _l("You have a place"),
    SignupStatus.WAITING: _l("You are in the waiting list"),
    SignupStatus.ASKED: _l("The organizers decide"),
    SignupStatus.DECLINED: _l("The organizers could not give you a place"),
}
"""As the delegate reads them."""


def places_words(offer: Offer, tally: Tally) -> str:
    """Say how many places of a session are left, and how many wait where none is."""
    left = tally.left(offer.places)
    if left is None:
        return _("There is room for everybody")
    if left:
        return ngettext("%(num)d place is left", "%(num)d places are left", left)
    if tally.waiting:
        return ngettext("All places are taken, %(num)d waits", "All places are taken, %(num)d wait", tally.waiting)
    return _("All places are taken")


def when_words(part: SessionPart, zone: str | None = None) -> str:
    """Return when a session takes place, in the current language and on the forum's clock; empty without a time.

    With a zone (IANA) it says whose clock that is.
    """
    if part.starts_at is None or part.ends_at is None:
        return ""
    words = f"{day_words(part.starts_at.date())}, {times_of(part.starts_at, part.ends_at)}"
    return f"{words} ({zone_words(zone)})" if zone else words


def span_words(part: SessionPart) -> str:
    """Return a session's begin and end: "10:00–11:00"."""
    return "" if part.starts_at is None or part.ends_at is None else times_of(part.starts_at, part.ends_at)
