"""Forms of the invitation's page and of the desk."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, HiddenField, SelectField, ValidationError
from wtforms.validators import AnyOf

from forumapp.i18n import LANGUAGE_NAMES
from forumapp.meetings.models import Invitation, InvitationState
from forumapp.meetings.service import Terms
from forumapp.registration.rules.addresses import Mailbox, mailbox
from forumapp.web.forms import (
    Form,
    LanguageMapField,
    LanguagesForm,
    StringField,
    TextAreaField,
    at_most,
    optional,
    required,
    to_choose,
)

MOST_LIST = 200_000
"""Characters of a pasted list."""


class VersionedForm(Form):
    """A form that carries which answer its page showed."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        """The version of the invitation that the page showed; 0 for none."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


class AnswerForm(VersionedForm):
    """Whether somebody comes."""

    answer = HiddenField(validators=[AnyOf([InvitationState.ACCEPTED.value, InvitationState.DECLINED.value])])
    note = TextAreaField(_l("A note to the organizers"), validators=[optional(), at_most(2000)])

    @classmethod
    def of(cls, invitation: Invitation) -> Self:
        """Return the form as it stands on the page of an invitation."""
        values: dict[str, Any] = {"note": invitation.note, "version": str(invitation.version)}
        return cls(formdata=None, data=values)


class DeputyForm(VersionedForm):
    """Who comes instead."""

    name = StringField(_l("Name of your deputy"), validators=[required(), at_most(240)])
    email = StringField(
        _l("E-mail address of your deputy"),
        validators=[required(), at_most(254)],
        description=_l("Your deputy gets a letter of their own there. Your invitation passes on to them."),
    )
    language = SelectField(
        _l("Language of the letter"), choices=to_choose(LANGUAGE_NAMES.items()), validators=[required()]
    )

    @classmethod
    def of(cls, invitation: Invitation) -> Self:
        """Return the form, empty or as it was sent."""
        values: dict[str, Any] = {"language": invitation.language, "version": str(invitation.version)}
        return cls(data=values)

    def validate_email(self, field: StringField) -> None:
        """Refuse what is no address."""
        if mailbox(field.data or "") is None:
            raise ValidationError(_l("This is no e-mail address."))

    @property
    def mailbox(self) -> Mailbox:
        """The mailbox that was named."""
        found = mailbox(self.email.data or "")
        if found is None:
            raise ValueError("the form was not validated")
        return found


class CodeForm(Form):
    """The code from a letter."""

    code = StringField(
        _l("Code from the letter"), validators=[required(), at_most(40)], description=_l("Eight digits.")
    )


class TermsForm(LanguagesForm):
    """What holds for all invitations to a meeting."""

    answer_by = DateField(
        _l("Answers until"),
        validators=[optional()],
        description=_l(
            "Through this day people answer and change their answers. Left empty: through the forum’s last day."
        ),
    )
    has_deputies = BooleanField(_l("Who is invited may send a deputy"))
    words = LanguageMapField(
        _l("Your own words in the letters"),
        is_long=True,
        most=4000,
        description=_l("The letters name the meeting, its time and place, and the link by themselves."),
    )

    @classmethod
    def of(cls, languages: Sequence[str], terms: Terms) -> Self:
        """Return the form filled in with what holds."""
        values = {"answer_by": terms.answer_by, "has_deputies": terms.has_deputies, "words": terms.words}
        return cls(meta={"languages": languages}, data=values)


class RawTextField(TextAreaField):
    """Text whose tabs divide it into columns, so that it is kept as it comes."""

    raw_text: str = ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent."""
        super().process_formdata(valuelist)
        self.raw_text = str(valuelist[0])[:MOST_LIST] if valuelist else ""

    def _value(self) -> str:
        """Return what stands in the area again: an empty first cell is a tab before everything else."""
        return self.raw_text or self.data or ""

    def hold(self, text: str) -> None:
        """Let another text stand in the area."""
        self.data = self.raw_text = text


class ListForm(Form):
    """A list of people to invite: pasted, or as a file."""

    people = RawTextField(
        _l("The list"),
        validators=[optional()],
        description=_l(
            "A line for each: name and e-mail address. Or rows of a table with name, post, institution and e-mail address, "
            "copied from Excel or Word."
        ),
    )
    file = FileField(
        _l("Or choose a file"), description=_l("Excel (.xlsx), Word (.docx) or CSV, with one row for each person.")
    )
    language = SelectField(
        _l("Language of their letters"), choices=to_choose(LANGUAGE_NAMES.items()), validators=[required()]
    )

    @classmethod
    def speaking(cls, language: str) -> Self:
        """Return the form, empty or as it was sent, with a language chosen."""
        return cls(data={"language": language})
