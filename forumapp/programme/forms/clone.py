"""The form that makes a forum of another one."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField

from forumapp.exchange.document import ForumPart
from forumapp.programme.service import ClonePlan
from forumapp.web.forms import LanguageMapField, LanguagesForm, StringField, at_most, required, to_choose

YEAR = timedelta(weeks=52)
"""A first guess at the new days: a year later on the same weekday."""


class CloneForm(LanguagesForm):
    """The address, title and days of the new forum, and what goes along."""

    slug = StringField(
        _l("Address"),
        validators=[required(), at_most(80)],
        description=_l("The last part of the forum’s address, for example library-days-2027. It never changes."),
    )
    title = LanguageMapField(_l("Title"), is_required=True)
    starts_on = DateField(_l("First day"), validators=[required()])
    ends_on = DateField(_l("Last day"), validators=[required()])
    shift = RadioField(
        _l("Days of the programme"),
        choices=to_choose(
            [
                ("number", _l("First day to first day, second to second")),
                ("weekday", _l("Each weekday to the same weekday")),
            ]
        ),
        default="number",
        validators=[required()],
    )
    with_sessions = BooleanField(_l("Take the sessions along, as to be confirmed"), default=True)
    with_people = BooleanField(_l("Take the people and their institutions along"), default=True)

    @classmethod
    def of(cls, forum: ForumPart) -> "CloneForm":
        """Return the form for a copy of a forum, a year later."""
        values = {"title": forum.title, "starts_on": forum.starts_on + YEAR, "ends_on": forum.ends_on + YEAR}
        return cls(meta={"languages": forum.languages}, data=values)

    def plan(self) -> ClonePlan:
        """Return the plan as filled in, once the form is right."""
        return ClonePlan(
            slug=self.slug.data or "",
            title=self.title.data or {},
            starts_on=self.starts_on.data,  # type: ignore[arg-type]
            ends_on=self.ends_on.data,  # type: ignore[arg-type]
            keeps_weekdays=self.shift.data == "weekday",
            with_sessions=bool(self.with_sessions.data),
            with_people=bool(self.with_people.data),
        )
