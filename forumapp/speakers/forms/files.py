"""Photos and slides on their way in."""

from collections.abc import Iterable
from typing import Self

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField

from forumapp.web.forms import Form, required, to_choose


class PhotoForm(Form):
    """A photo of one person."""

    photo = FileField(
        _l("Photo"),
        validators=[FileRequired(_l("Choose a file."))],
        description=_l(
            "JPEG, PNG or WebP, 10 MB at most. It is cut to a square; the face belongs a little above the middle."
        ),
    )


class SlidesForm(Form):
    """Slides for a session or one of its reports."""

    place = SelectField(_l("For"), validators=[required()])
    slides = FileField(
        _l("Slides"),
        validators=[FileRequired(_l("Choose a file."))],
        description=_l("PDF, PPTX or ODP, 20 MB at most. Only the team can download them."),
    )

    @classmethod
    def among(cls, places: Iterable[tuple[str, str]]) -> Self:
        """Return the form with the sessions and reports to choose from."""
        form = cls()
        form.place.choices = to_choose(places)
        return form
