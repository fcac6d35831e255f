"""Personal data as pages and files show them."""

from forumapp.privacy.presentation.files import export_file
from forumapp.privacy.presentation.keeping import Waiting, kept_words, waiting_of
from forumapp.privacy.presentation.participants import CountryOfParticipants, by_country

__all__ = ["CountryOfParticipants", "Waiting", "by_country", "export_file", "kept_words", "waiting_of"]
