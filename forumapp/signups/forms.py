"""Forms of the desk about sign-ups."""

from wtforms import StringField

from forumapp.i18n import lazy_gettext as _l
from forumapp.web.forms import Form, at_most, required


class AddForm(Form):
    """Somebody whom the desk signs up."""

    who = StringField(
        _l("Number or e-mail of the registration"),
        validators=[required(), at_most(254)],
        description=_l("The delegate gets a letter. Places are never given twice: without a free one nobody is added."),
    )
