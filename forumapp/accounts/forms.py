"""Forms of accounts."""

from wtforms import HiddenField, PasswordField, SelectField, StringField

from forumapp.i18n import LANGUAGE_NAMES
from forumapp.i18n import gettext as _
from forumapp.i18n import lazy_gettext as _l
from forumapp.web.forms import Form, at_most, required


class SignInForm(Form):
    """Address and password; ``next`` is where to go then."""

    email = StringField(_l("E-mail address"), [required(), at_most(254)])
    password = PasswordField(_l("Password"), [required(), at_most(1000)])
    next = HiddenField()


class AddressForm(Form):
    """An address to which a letter goes."""

    email = StringField(_l("E-mail address"), [required(), at_most(254)])


class NewPasswordForm(Form):
    """A new password, typed once: managers of passwords and a visible field serve better than typing twice."""

    password = PasswordField(
        _l("New password"),
        [required()],
        description=_l("At least 12 characters. A sentence that only you know is good."),
    )


class ChangePasswordForm(NewPasswordForm):
    """A new password, with the one in use."""

    current = PasswordField(_l("Your password now"), [required(), at_most(1000)])


class ChangeEmailForm(Form):
    """A new address, with the password."""

    email = StringField(_l("New e-mail address"), [required(), at_most(254)])
    current = PasswordField(_l("Your password"), [required(), at_most(1000)])


class DescriptionForm(Form):
    """How somebody is called, and the language of letters and of the desk."""

    name = StringField(_l("Name"), [at_most(200)])
    language = SelectField(
        _l("Language of letters and of the desk"),
        choices=lambda: {"": _("As the browser asks"), **LANGUAGE_NAMES},
    )


class ButtonForm(Form):
    """A button on its own."""
