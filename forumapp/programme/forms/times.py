"""The fields that say when a session takes place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import DateField, DateTimeLocalField, HiddenField, IntegerField, TimeField
from wtforms.validators import NumberRange, ValidationError

from forumapp.exchange.zones import FIRST_YEAR, LAST_YEAR
from forumapp.programme.service import Settlement
from forumapp.web.forms import Form, StringField, optional, required
from forumapp.web.revising import ContestedForm

CLOCK = ["%H:%M", "%H:%M:%S"]


@dataclass(frozen=True, kw_only=True)
class When:
    """A session's time as the form's fields have it; ``last_day`` only where the end does not follow from the rest."""

    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    last_day: date | None = None

    @classmethod
    def of(cls, starts_at: datetime | None, ends_at: datetime | None) -> "When":
        """Take a session's wall times apart."""
        if starts_at is None or ends_at is None:
            return cls()
        when = cls(day=starts_at.date(), starts=starts_at.time(), ends=ends_at.time())
        return when if when.span() == (starts_at, ends_at) else cls(**{**vars(when), "last_day": ends_at.date()})

    def validate_starts_at(self, field: DateTimeLocalField) -> None:
        """Refuse a year in which there are no forums, whose end could not be computed."""
        if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError

    def span(self) -> tuple[datetime | None, datetime | None]:
        """Return start and end as wall time: without a last day, an end before the start is on the next day."""
        if self.day is None or self.starts is None or self.ends is None:
            return None, None
        next_day = self.day + timedelta(days=1) if self.ends < self.starts else self.day
        return datetime.combine(self.day, self.starts), datetime.combine(self.last_day or next_day, self.ends)


class VersionedForm(ContestedForm):
    """A form made from a version of a session, whose number it carries along."""

    UNSEEN = ContestedForm.UNSEEN | {"version"}

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version that the form was made from."""
        return version_number(self.version.data)

    @property
    def settled(self) -> Settlement | None:
        """How the asker decided between what somebody else stored and what they typed; None before they saw both."""
        shown = version_number(self.compared.data)
        return Settlement(shown, self.chosen_theirs) if shown else None

    def go_on_from(self, version: int) -> None:
        """Show ``version``, which somebody else stored meanwhile, beside what was typed; the next answer decides."""
        self.was_overtaken = True
        self.compared.data = str(version)


def version_number(text: str | None) -> int:
    """Return the version that a form names, 0 where it names none that a table could hold."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


class TimesForm(VersionedForm):
    """Day, start and end; all empty for a session that is not scheduled yet."""

    FIELDS_OF: ClassVar[Mapping[str, Sequence[str]]] = {
        "when": ("day", "starts_at", "ends_at", "last_day"),
        "status": ("state",),
    }

    day = DateField(_l("Day"), validators=[optional()])
    starts_at = TimeField(_l("Start"), format=CLOCK, validators=[optional()])
    ends_at = TimeField(_l("End"), format=CLOCK, validators=[optional()])
    last_day = DateField(_l("Last day"), validators=[optional()])

    @property
    def when(self) -> When:
        """The time as filled in."""
        return When(day=self.day.data, starts=self.starts_at.data, ends=self.ends_at.data, last_day=self.last_day.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a time of which a part is missing."""
        is_right = super().validate(extra_validators)
        given = (self.day, self.starts_at, self.ends_at)
        if not any(field.data for field in (*given, self.last_day)):
            return bool(is_right)
        for field in given:
            if field.data is None and not field.errors:
                field.errors = [_l("Fill this in too, or leave day, start and end empty.")]
                is_right = False
        return bool(is_right)


MOST_MINUTES = 14 * 24 * 60
MOST_VERSIONS = 2**31 - 1
"""What the column holds."""


class PlaceForm(Form):
    """Where a session was put on the timetable; without a start it is taken out of it."""

    key = StringField(validators=[required()])
    version = IntegerField(validators=[required(), NumberRange(min=0, max=MOST_VERSIONS)])
    starts_at = DateTimeLocalField(format="%Y-%m-%dT%H:%M", validators=[optional()])
    minutes = IntegerField(validators=[required(), NumberRange(min=1, max=MOST_MINUTES)])
    room = StringField()

    def validate_starts_at(self, field: DateTimeLocalField) -> None:
        """Refuse a year in which there are no forums, whose end could not be computed."""
        if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError

    def span(self) -> tuple[datetime | None, datetime | None]:
        """Return start and end as wall time, None for both when it is not scheduled."""
        starts_at: datetime | None = self.starts_at.data
        return starts_at, None if starts_at is None else starts_at + timedelta(minutes=self.minutes.data or 0)
