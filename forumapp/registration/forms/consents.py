"""Forms of registration that ask for consents only, and consents in the words that were on the screen."""

from collections.abc import Sequence
from typing import Self

from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, localized
from forumapp.questions import service as questions
from forumapp.questions.forms import AskingForm
from forumapp.questions.rules.parts import ConsentText, Sheet, consent_name
from forumapp.registration import service


class ReturnForm(AskingForm):
    """Registering again after a withdrawal."""

    @classmethod
    def of(cls, forum: Forum, *, is_sent: bool = True) -> Self:
        """Return the form with the consents that it asks for."""
        sheet = questions.sheet_of(forum)
        kind = cls.asking(sheet, (), left={}, purposes=cls.asked_for(sheet))
        return kind() if is_sent else kind(formdata=None)

    @classmethod
    def asked_for(cls, sheet: Sheet) -> Sequence[ConsentText]:
        """Return the consents without which nobody takes part."""
        return [consent for consent in sheet.consents if consent.is_required]

    def who(self) -> tuple[str, Attendance | None]:
        """Return nothing: no question is asked here."""
        return "", None

    def consents(self) -> tuple[service.ConsentGiven, ...]:
        """Return what was agreed to, in the words of this page."""
        return consents_given(self)


class ConsentForm(ReturnForm):
    """What somebody agrees to whom the head of a delegation entered."""

    @classmethod
    def asked_for(cls, sheet: Sheet) -> Sequence[ConsentText]:
        """Return all consents of the forum: this person was asked for none yet."""
        return sheet.consents


def consents_given(form: AskingForm) -> tuple[service.ConsentGiven, ...]:
    """Return what was agreed to in a form that asks for consents."""
    ticked = [consent for consent in form.purposes if form[consent_name(consent.key)].data]
    return tuple(consent_given(consent, form.sheet) for consent in ticked if form.sheet is not None)


def consent_given(consent: ConsentText, sheet: Sheet) -> service.ConsentGiven:
    """Return a consent in the words that the page of this request shows, and the language that they are in."""
    words = localized(consent.text, sheet.languages)
    language = next(code for code, text in consent.text.items() if text == words)
    if consent.text.get(current_language()) == words:
        language = current_language()
    return service.ConsentGiven(purpose=consent.key, language=language, words=words, version=consent.version)
