"""Forms of the registrars' desk: their shape, not their rules."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, TextAreaField

from forumapp.web.forms import Form, at_most

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
        return form

    @property
    def said(self) -> str:
        """The reason that was written, else the one that was chosen."""
        return self.reason.data or self.earlier.data or ""
