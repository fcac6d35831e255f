"""Forms of speakers' own pages and of the desk's pages about them."""

from forumapp.speakers.forms.availability import AvailabilityForm
from forumapp.speakers.forms.contacts import ContactForm
from forumapp.speakers.forms.files import PhotoForm, SlidesForm
from forumapp.speakers.forms.letters import LettersForm
from forumapp.speakers.forms.merging import MergeForm
from forumapp.speakers.forms.own import AboutForm, AnswerForm

__all__ = [
    "AboutForm",
    "AnswerForm",
    "AvailabilityForm",
    "ContactForm",
    "LettersForm",
    "MergeForm",
    "PhotoForm",
    "SlidesForm",
]
