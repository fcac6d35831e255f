"""Forms of the registrars' desk: their shape, not their rules."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField

from forumapp.web.forms import Form, LanguageMapField, LanguagesForm, at_most, required

LONGEST_REASON = 1000


class DecideForm(Form):
    """What is decided about many: the reason of those who are declined, and what the registrar saw that it will do."""

    reason = TextAreaField(
        _l("Reason"),
        validators=[at_most(LONGEST_REASON)],
        description=_l("Each of them reads it, in the letter and on their page."),
    )
    earlier = SelectField(_l("Or a reason given before"), choices=[], validate_choice=False)
    seen = HiddenField()

    @classmethod
    def of(cls, reasons: Sequence[str], *, is_sent: bool, is_first: bool = False) -> "DecideForm":
        """Return the form with the reasons given last; of the first of its two looks nothing was sent yet."""
        form = cls() if is_sent and not is_first else cls(formdata=None)
        form.earlier.choices = [("", _l("Written above")), *((reason, reason) for reason in reasons)]
        form.reason.flags.required = form.earlier.flags.required = True  # One of the two: neither is called optional.
        return form

    @property
    def said(self) -> str:
        """The reason that was written, else the one that was chosen."""
        return self.reason.data or self.earlier.data or ""


class ViewForm(Form):
    """The name of a saved view, and whose it is."""

    name = StringField(_l("Name of the view"), validators=[required(), at_most(80)])
    is_shared = BooleanField(_l("For the whole team"))


class NoteForm(Form):
    """What a registrar writes about a delegate."""

    text = TextAreaField(
        _l("Note"),
        validators=[required(), at_most(4000)],
        description=_l("For the team. A delegate who asks for their data gets it too."),
    )


class MailingForm(LanguagesForm):
    """The words of a letter to many, in the languages of the forum."""

    subject = LanguageMapField(_l("Subject"), most=200)
    body = LanguageMapField(
        _l("Text"),
        is_long=True,
        most=20_000,
        description=_l(
            "Blank lines part paragraphs. {name}, {forum}, {link} and {number} stand for each reader’s name, the forum, the address of their own page and their number."
        ),
    )
    with_ended = BooleanField(_l("Also to those who withdrew or were declined"))
