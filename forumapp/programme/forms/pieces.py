"""Forms of a forum's rooms and tracks and of the reports of a session."""

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import ColorField, IntegerField, SelectField
from wtforms.validators import NumberRange, Regexp

from forumapp.exchange.document import Attendance, Part, ReportPart, Role, RoomPart, TrackPart
from forumapp.programme.forms.parts import PeopleField
from forumapp.programme.forms.session import Offer, places, web_address
from forumapp.programme.forms.times import VersionedForm
from forumapp.programme.words import ATTENDANCES, choices_of
from forumapp.web.forms import LanguageMapField, StringField, at_most, optional, required, to_choose
from forumapp.web.revising import RevisingForm

FIRST_COLOR = "#335577"
LONGEST_REPORT = 24 * 60
"""Minutes."""


class RoomForm(RevisingForm):
    """A hall or a virtual room."""

    title = LanguageMapField(_l("Name in the programme"), is_required=True)
    attendance = SelectField(
        _l("Attendance"),
        choices=to_choose(choices_of(ATTENDANCES)),
        coerce=Attendance,
        default=Attendance.HYBRID,
        validators=[required()],
    )
    capacity = IntegerField(_l("Places"), validators=[optional(), places()])
    join_url = StringField(
        _l("Address to join"),
        validators=[optional(), at_most(2000), web_address()],
        description=_l("Nobody sees it: people get in through a session’s own page, when they may."),
    )

    @classmethod
    def of(cls, languages: tuple[str, ...], part: RoomPart | None, *, is_stored: bool = False) -> Self:
        """Return the form for a new room, or filled in with one as it stands; with ``is_stored`` whatever was sent."""
        return cls(meta={"languages": languages}, obj=part, **cls.made_from(part, is_stored=is_stored))

    def part(self, key: str) -> RoomPart:
        """Return the room as filled in."""
        return RoomPart(
            key=key,
            title=self.title.data or {},
            attendance=self.attendance.data,
            capacity=self.capacity.data,
            join_url=self.join_url.data or None,
        )


class TrackForm(RevisingForm):
    """A thread of the programme."""

    title = LanguageMapField(_l("Name in the programme"), is_required=True)
    color = ColorField(
        _l("Color"),
        default=FIRST_COLOR,
        validators=[required(), Regexp("#[0-9a-fA-F]{6}", message=_l("Give a color as #335577."))],
        description=_l("A thin line beside the track’s name. The name always stands beside it."),
    )

    @classmethod
    def of(cls, languages: tuple[str, ...], part: TrackPart | None, *, is_stored: bool = False) -> Self:
        """Return the form for a new track, or filled in with one as it stands; with ``is_stored`` whatever was sent."""
        return cls(meta={"languages": languages}, obj=part, **cls.made_from(part, is_stored=is_stored))

    def part(self, key: str) -> TrackPart:
        """Return the track as filled in."""
        return TrackPart(key=key, title=self.title.data or {}, color=str(self.color.data).lower())


class ReportForm(VersionedForm):
    """A report in a session's running order."""

    title = LanguageMapField(_l("Title"), is_required=True)
    minutes = IntegerField(
        _l("Length in minutes"),
        default=15,
        validators=[required(), NumberRange(min=1, max=LONGEST_REPORT, message=_l("Give a number from 1 to 1440."))],
    )
    people = PeopleField(_l("Given by"), has_roles=False)
    abstract = LanguageMapField(_l("Abstract"), is_long=True, most=10_000)

    @classmethod
    def of(cls, offer: Offer, part: ReportPart | None, *, version: int, is_stored: bool = False) -> Self:
        """Return the form for a new report, or filled in with one as it stands; with ``is_stored`` whatever was sent."""
        values: dict[str, Any] = {"version": str(version)}
        if part is not None:
            values |= {"title": part.title, "minutes": part.minutes, "abstract": part.abstract}
            values["people"] = tuple(Part(person=key, role=Role.SPEAKER) for key in part.people)
        sent: dict[str, Any] = {"formdata": None} if is_stored else {}
        form = cls(meta={"languages": offer.languages}, data=values, **sent)
        form.people.people = offer.people
        return form

    def part(self, key: str) -> ReportPart:
        """Return the report as filled in."""
        return ReportPart(
            key=key,
            title=self.title.data or {},
            minutes=self.minutes.data or 0,
            people=tuple(part.person for part in self.people.data),
            abstract=self.abstract.data,
        )
