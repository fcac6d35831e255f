"""The form with which a release is published."""

from wtforms import IntegerField, TextAreaField
from wtforms.widgets import HiddenInput

from forumapp.i18n import lazy_gettext as _l
from forumapp.web.forms import Form, at_most, optional


class PublishForm(Form):
    """What the organizer says of a release; ``number`` is the release that was reviewed."""

    note = TextAreaField(
        _l("What to say about the changes"),
        [optional(), at_most(2000)],
        description=_l("It stands on the page of changes and in its feed."),
    )
    number = IntegerField(widget=HiddenInput())
