"""The form of an event beside the programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Self

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, TimeField

from forumapp.events.words import AUDIENCES
from forumapp.exchange.document import Attendance, EventPart, Visibility
from forumapp.forums.forms import Ranked
from forumapp.forums.words import ATTENDANCES
from forumapp.web.forms import (
    LanguageMapField,
    StringField,
    at_most,
    key_or_none,
    optional,
    required,
    to_choose,
)
from forumapp.web.revising import RevisingForm

CLOCK = ["%H:%M", "%H:%M:%S"]


@dataclass(frozen=True, kw_only=True)
class OtherForum:
    """A published forum that an event may be."""

    slug: str
    title: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a forum has to choose from."""

    languages: tuple[str, ...]
    institutions: Sequence[tuple[str, str]]
    forums: Sequence[OtherForum]


class EventForm(RevisingForm):
    """An event beside the programme: on whole days, or from a time to a time."""

    FIELDS_OF: ClassVar[Mapping[str, Sequence[str]]] = {"when": ("starts_on", "ends_on", "starts_at", "ends_at")}

    title = LanguageMapField(_l("Title"), is_required=True)
    description = LanguageMapField(
        _l("Description"),
        is_long=True,
        most=10_000,
        description=_l("Blank lines part paragraphs; Markdown is understood."),
    )
    forum = SelectField(
        _l("Another forum"),
        validators=[optional()],
        coerce=key_or_none,
        description=_l("The event then leads to that forum’s page. Without days of its own it gets the forum’s."),
    )
    starts_on = DateField(
        _l("First day"), validators=[optional()], description=_l("Needed unless another forum is chosen.")
    )
    ends_on = DateField(_l("Last day"), validators=[optional()], description=_l("Empty for an event of one day."))
    starts_at = TimeField(_l("Start"), format=CLOCK, validators=[optional()], description=_l("Empty for whole days."))
    ends_at = TimeField(_l("End"), format=CLOCK, validators=[optional()])
    attendance = SelectField(
        _l("How people take part"),
        choices=to_choose((mode.value, word) for mode, word in ATTENDANCES.items()),
        coerce=Attendance,
        default=Attendance.ONSITE,
        validators=[required()],
    )
    place = LanguageMapField(_l("Place"))
    link = StringField(
        _l("Address to read on or sign up"),
        validators=[optional(), at_most(2000)],
        description=_l("It begins with https://."),
    )
    institutions = Ranked(
        _l("Who invites"),
        validators=[optional()],
        description=_l("In the order in which they are named. Choose “None” to take one out."),
    )
    audience = SelectField(
        _l("Who may know of it"),
        choices=to_choose((audience.value, word) for audience, word in AUDIENCES.items()),
        coerce=Visibility,
        default=Visibility.PUBLIC,
        validators=[required()],
    )

    @classmethod
    def of(cls, offer: Offer, part: EventPart | None, *, is_stored: bool = False) -> Self:
        """Return the form for a new event, or filled in with one as it stands; with ``is_stored`` whatever was sent."""
        made = cls.made_from(part, is_stored=is_stored)
        values = _values(part) if part else {"institutions": []}
        form = cls(meta={"languages": offer.languages}, **{**made, "data": values | made.get("data", {})})
        forums = {each.slug: each.title for each in offer.forums}
        if part is not None and part.forum is not None:
            forums.setdefault(part.forum, part.forum)
        form.forum.choices = to_choose(forums.items(), nothing=_l("None"))
        form.institutions.choices = offer.institutions
        form.offered = {each.slug: each for each in offer.forums}
        return form

    offered: dict[str, OtherForum]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a time of which a part is missing, and an event without a day."""
        is_right = bool(super().validate(extra_validators))
        if self.starts_on.data is None and not self.starts_on.errors and self.forum.data not in self.offered:
            self.starts_on.errors = [_l("Say on which day the event takes place.")]
            is_right = False
        for given, other in ((self.starts_at, self.ends_at), (self.ends_at, self.starts_at)):
            if given.data is None and other.data is not None and not given.errors:
                given.errors = [_l("Fill this in too, or leave start and end empty.")]
                is_right = False
        return is_right

    def part(self, key: str) -> EventPart:
        """Return the event as filled in."""
        return EventPart(
            key=key,
            title=self.title.data or {},
            description=self.description.data,
            attendance=self.attendance.data,
            place=self.place.data,
            link=self.link.data or None,
            forum=self.forum.data,
            audience=self.audience.data,
            institutions=tuple(self.institutions.data) or None,
            **self._when(),
        )

    def _when(self) -> dict[str, Any]:
        """Return the days or, where a start is given, the time: without a last day, an end before it is on the next day."""
        first, last = self.starts_on.data, self.ends_on.data
        if first is None:
            other = self.offered[str(self.forum.data)]
            first, last = other.starts_on, other.ends_on
        begins: time | None = self.starts_at.data
        ends: time | None = self.ends_at.data
        if begins is None or ends is None:
            return {"starts_on": first, "ends_on": None if last == first else last}
        last = last or (first + timedelta(days=1) if ends < begins else first)
        return {"starts_at": datetime.combine(first, begins), "ends_at": datetime.combine(last, ends)}


def _values(part: EventPart) -> dict[str, Any]:
    """Return what the fields show of an event."""
    values: dict[str, Any] = {**vars(part), "institutions": list(part.institutions or ())}
    if part.starts_at is not None and part.ends_at is not None:
        first, last = part.starts_at.date(), part.ends_at.date()
        values |= {"starts_on": first, "ends_on": None if first == last else last}
        values |= {"starts_at": part.starts_at.time(), "ends_at": part.ends_at.time()}
    return values
