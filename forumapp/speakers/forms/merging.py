"""Which of two entries' values stand when they become one."""

from collections.abc import Collection, Mapping
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from forumapp.web.forms import Form, required, to_choose

KEPT, OTHER = "kept", "other"


class MergeForm(Form):
    """A choice between two values for each field in which the entries differ."""

    family_name = RadioField(_l("Family name"), validators=[required()])
    given_name = RadioField(_l("Given name"), validators=[required()])
    patronymic = RadioField(_l("Patronymic"), validators=[required()])
    post = RadioField(_l("Post"), validators=[required()])
    institution = RadioField(_l("Institution"), validators=[required()])
    biography = RadioField(_l("Biography"), validators=[required()])
    photo = RadioField(_l("Photo"), validators=[required()])

    @classmethod
    def between(cls, values: Mapping[str, tuple[str, str]]) -> Self:
        """Return the form with the values of both, in words, of those fields in which they differ; the fuller one is chosen."""
        preset = {name: OTHER if len(theirs) > len(ours) else KEPT for name, (ours, theirs) in values.items()}
        form = cls(data=preset)
        for name in [field.name for field in form if isinstance(field, RadioField)]:
            if name in values:
                ours, theirs = values[name]
                form[name].choices = to_choose(((KEPT, ours or _l("left empty")), (OTHER, theirs or _l("left empty"))))
            else:
                del form[name]
        return form

    @property
    def from_other(self) -> Collection[str]:
        """The fields whose values come from the other entry."""
        return [field.name for field in self if isinstance(field, RadioField) and field.data == OTHER]
