"""The words of the registrars' desk, in the current language."""

from flask_babel import lazy_gettext as _l

from forumapp.registration.models import DecisionDeed
from forumapp.registration.queries import Sort
from forumapp.registration.rules.decisions import Outcome
from forumapp.secretariat.models import MailingState

OUTCOME_WORDS = {
    Outcome.PLACE: _l("Get a place"),
    Outcome.QUEUE: _l("Go to the waiting list"),
    Outcome.DECLINED: _l("Are declined"),
    Outcome.FULL: _l("Stay as they are: all places are taken, and there is no waiting list"),
    Outcome.NOT_PENDING: _l("Stay as they are: they do not wait for approval"),
    Outcome.UNSENT: _l("Stay as they are: the list of their delegation was not sent yet"),
    Outcome.ENDED: _l("Stay as they are: their registration has ended"),
}
DEED_TITLES = {DecisionDeed.APPROVE: _l("Approve"), DecisionDeed.DECLINE: _l("Decline")}
SORT_WORDS = {
    Sort.ARRIVAL: _l("Order of arrival"),
    Sort.NAME: _l("Name"),
    Sort.COUNTRY: _l("Country"),
    Sort.STATE: _l("State"),
}
MAILING_WORDS = {
    MailingState.DRAFT: _l("Draft"),
    MailingState.SENDING: _l("Is being sent"),
    MailingState.STOPPED: _l("Stopped"),
    MailingState.DONE: _l("Sent"),
}
