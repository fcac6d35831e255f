"""Forms of registration: what a delegate and a registrar fill in."""

from forumapp.registration.forms.consents import ConsentForm, ReturnForm, consent_given
from forumapp.registration.forms.person import (
    AnswersForm,
    DeclineForm,
    EntryForm,
    MailboxForm,
    RegistrationForm,
    RevisionForm,
    institution_choices,
    institution_key,
    places_left,
)
from forumapp.registration.forms.successor import SuccessorForm

__all__ = [
    "AnswersForm",
    "ConsentForm",
    "DeclineForm",
    "EntryForm",
    "MailboxForm",
    "RegistrationForm",
    "ReturnForm",
    "RevisionForm",
    "SuccessorForm",
    "consent_given",
    "institution_choices",
    "institution_key",
    "places_left",
]
