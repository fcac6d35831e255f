"""Forms of the desk of personal data."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField, ValidationError

from forumapp.registration.words import ERASE_REASONS
from forumapp.web.forms import Form, StringField, optional, required, to_choose


class KeepingForm(Form):
    """Until when a forum keeps personal data, and whether it lists participants."""

    kept_until = DateField(
        _l("Personal data are kept until"),
        validators=[optional()],
        description=_l(
            "After this day names, addresses, answers and letters are removed by themselves. Empty: no day is set."
        ),
    )
    lists_participants = BooleanField(
        _l("Show a public list of participants"),
        description=_l("It names only those who take part and agreed to stand in it, with library and country."),
    )


class EraseForm(Form):
    """Why somebody is erased, and that it is meant: the number is typed."""

    reason = SelectField(_l("Why"), choices=to_choose(ERASE_REASONS.items()), validators=[required()])
    number = StringField(
        _l("Number of the registration"),
        validators=[required()],
        description=_l("Type it as it stands above. What is erased cannot be brought back."),
    )

    def __init__(self, *, arrived: int) -> None:
        super().__init__()
        self._arrived = arrived

    def validate_number(self, field: StringField) -> None:
        """Refuse another number than the registration's."""
        if (field.data or "").strip().lstrip("№#").strip() != str(self._arrived):
            raise ValidationError(
                _l("This is not the number of this registration. Look at it above and type it again.")
            )
