"""The form that says what is late."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, IntegerField, SelectField, TimeField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from forumapp.programme.forms.times import CLOCK
from forumapp.web.forms import Form, key_or_none, required, to_choose

MOST_MINUTES = 12 * 60


class LateForm(Form):
    """Everything later on a day, in one room or in all, by so many minutes."""

    day = DateField(_l("Day"), validators=[required()])
    begin = TimeField(_l("Everything from"), format=CLOCK, validators=[required()])
    room = SelectField(_l("Room"), coerce=key_or_none)
    minutes = IntegerField(
        _l("Minutes later"),
        validators=[
            InputRequired(_l("Fill this in.")),
            NumberRange(min=-MOST_MINUTES, max=MOST_MINUTES, message=_l("Give a number from %(min)s to %(max)s.")),
        ],
        description=_l("A number below zero moves everything earlier."),
    )
    runs_on = BooleanField(_l("What is under way at that time ends later too"))
    mark = HiddenField()

    def validate_minutes(self, field: IntegerField) -> None:
        """Refuse a delay that is none."""
        if field.data == 0:
            raise ValidationError(_l("Zero minutes move nothing. Give another number."))

    @property
    def when(self) -> tuple[date, time]:
        """Day and time as filled in, once the form is right."""
        return self.day.data or date.min, self.begin.data or time.min

    @classmethod
    def of(
        cls, rooms: Sequence[tuple[str, str]], *, day: date, begin: datetime, given: object, is_question: bool
    ) -> Self:
        """Return the form for a day with a first guess, or filled in with what was ``given``; a question changes nothing."""
        values = {"day": day, "begin": begin.time(), "minutes": 15, "runs_on": True}
        form = cls(formdata=given, data=values, meta={"csrf": not is_question})
        form.room.choices = to_choose(rooms, nothing=_l("All rooms"))
        return form
