"""The form that takes a file in."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField
from wtforms.validators import Regexp

from forumapp.web.forms import Form


class UploadForm(Form):
    """A forum file or a frab schedule to compare with the programme."""

    file = FileField(
        _l("File"),
        validators=[FileRequired(_l("Choose a file."))],
        description=_l("A forum file (JSON) or a frab schedule (XML or JSON), 20 MB at most."),
    )


class ConfirmForm(Form):
    """The button that takes in the file shown; ``file`` is the signed name under which it is kept."""

    file = HiddenField(validators=[Regexp(r"[A-Za-z0-9_.-]{20,300}")])
