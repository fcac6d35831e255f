"""Forms of the instance's administration."""

from wtforms import BooleanField, SelectField, StringField

from forumapp.i18n import LANGUAGE_NAMES
from forumapp.i18n import lazy_gettext as _l
from forumapp.web.forms import Form, at_most, required


class AccountForm(Form):
    """A new account."""

    email = StringField(_l("E-mail address"), [required(), at_most(254)])
    name = StringField(_l("Name"), [at_most(200)])
    language = SelectField(
        _l("Language of letters and of the desk"),
        choices=lambda: dict(LANGUAGE_NAMES),
    )
    is_admin = BooleanField(_l("Administrator of this instance"))


class ButtonForm(Form):
    """A button on its own."""
