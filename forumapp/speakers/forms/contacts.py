"""How the desk reaches somebody."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import Email

from forumapp.i18n import LANGUAGE_NAMES
from forumapp.speakers.models import Speaker
from forumapp.web.forms import Form, StringField, at_most, optional, to_choose


class ContactForm(Form):
    """Where letters go and what they speak."""

    email = StringField(
        _l("E-mail address"),
        validators=[optional(), at_most(254), Email(_l("This is no e-mail address."))],
        description=_l("The team sees it, nobody else. It stands in no file of the forum."),
    )
    language = SelectField(
        _l("Language of letters"),
        choices=to_choose(LANGUAGE_NAMES.items(), nothing=_l("The forum’s first")),
        validators=[optional()],
    )

    @classmethod
    def of(cls, speaker: Speaker | None) -> Self:
        """Return the form filled in with what is known."""
        return cls(obj=speaker)
