"""Forms of a forum and its team."""

import re
from collections.abc import Sequence
from datetime import time
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    Field,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.validators import NumberRange
from wtforms.widgets import CheckboxInput, ListWidget, Select

from forumapp.exchange.countries import COUNTRY_CODES
from forumapp.exchange.document import Attendance, ForumPart, RegistrationTerms
from forumapp.exchange.fields import MOST_HOURS
from forumapp.forums import words
from forumapp.i18n import language_name
from forumapp.i18n import lazy_gettext as _l
from forumapp.policy import TeamRole
from forumapp.web.forms import Form, LanguageMapField, at_most, optional, required

OFFERED_LANGUAGES = ("ru", "en", "az", "be", "hy", "kk", "ky", "ro", "tg", "tk", "uz")
WALL_TIME = "%Y-%m-%dT%H:%M"
_QUOTA = re.compile(r"([A-Za-z]{2})[ :=]+(\d{1,7})")


def hours() -> NumberRange:
    """Refuse what is no number of hours that somebody can be waited for."""
    return NumberRange(1, MOST_HOURS, _l("Between 1 and %(most)s hours.", most=MOST_HOURS))


def _attendances() -> dict[str, str]:
    return {mode.value: str(name) for mode, name in words.ATTENDANCES.items()}


def _roles() -> dict[str, str]:
    return {role.value: str(name) for role, (name, _use) in words.ROLES.items()}


class CheckBoxes(SelectMultipleField):
    """Several choices of one question."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class Ranked(Field):
    """Some of many choices in an order: a list for each, one after the other; lists left empty do not count."""

    widget: Any = Select()
    SPARE = 2
    """How many empty lists stand after those that are filled in."""

    choices: Sequence[tuple[str, str]] = ()
    data: list[str]

    def inputs(self) -> list[dict[str, Any]]:
        """Return one mapping a list: id, number, options as value, words and whether it is chosen."""
        words = {key: key for key in self.data} | dict(self.choices)
        return [
            {
                "id": f"{self.id}-{number}",
                "number": number,
                "options": [("", "", not chosen), *((key, name, key == chosen) for key, name in words.items())],
            }
            for number, chosen in enumerate([*self.data, *[""] * self.SPARE], start=1)
        ]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the lists in their order; a page without them changes nothing."""
        if valuelist:
            self.data = [value for value in valuelist if value]

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no choice, and the same choice twice."""
        if set(self.data) - {key for key, _name in self.choices} - set(self.object_data or ()):
            raise ValidationError(_l("Choose institutions of the forum’s list."))
        if len(set(self.data)) < len(self.data):
            raise ValidationError(_l("Name each institution once."))


class ForumForm(Form):
    """Everything that a forum's own page of settings holds."""

    slug = StringField(
        _l("Address"),
        description=_l("The last part of the forum’s address, for example library-days-2027. It never changes."),
    )
    title = LanguageMapField(_l("Title"), is_required=True)
    theme = LanguageMapField(_l("Theme"))
    description = LanguageMapField(_l("Description"), is_long=True, most=20_000, description=_l("Markdown."))
    languages = CheckBoxes(_l("Languages of the forum"), [required()])
    starts_on = DateField(_l("First day"), [required()])
    ends_on = DateField(_l("Last day"), [required()])
    timezone = StringField(
        _l("Time zone"),
        [required(), at_most(64)],
        description=_l("Of the place that hosts, for example Asia/Ashgabat."),
    )
    city_zones = TextAreaField(
        _l("Cities that take part"),
        [optional(), at_most(2000)],
        description=_l("Time zones, one a line. The programme names their times too."),
    )
    hours_start = TimeField(
        _l("Sessions from"),
        [optional()],
        description=_l("The checks of the programme tell what lies outside these hours. Empty: any hour."),
    )
    hours_end = TimeField(_l("Sessions until"), [optional()])
    attendance = RadioField(
        _l("How people take part"),
        [required()],
        choices=_attendances,
    )
    venue = LanguageMapField(_l("Venue"))
    organizers = Ranked(
        _l("Organizers"),
        [optional()],
        description=_l("In the order in which the front page names them. Choose “None” to take one out."),
    )
    accent = StringField(_l("Accent color"), [optional(), at_most(7)], description=_l("For example #1f6f5c."))
    has_registration = BooleanField(_l("Delegates register here"))
    opens_at = DateTimeLocalField(
        _l("Registration opens"), [optional()], format=WALL_TIME, description=_l("In the forum’s time zone.")
    )
    closes_at = DateTimeLocalField(
        _l("Registration closes"), [optional()], format=WALL_TIME, description=_l("In the forum’s time zone.")
    )
    capacity_onsite = IntegerField(_l("Places on site"), [optional()], description=_l("Empty: no limit."))
    capacity_online = IntegerField(_l("Places online"), [optional()], description=_l("Empty: no limit."))
    country_quota = TextAreaField(
        _l("Places by country"),
        [optional(), at_most(5000)],
        description=_l("A country’s code and a number a line, for example TM 20."),
    )
    quota_released_on = DateField(
        _l("Places of countries are released on"),
        [optional()],
        description=_l(
            "Until that day the places that a country has not used are kept for it; from then on they are everybody’s. "
            "Empty: the numbers only limit how many come from a country."
        ),
    )
    hold_hours = IntegerField(
        _l("Hours to confirm the address"),
        [optional(), hours()],
        description=_l(
            "For so long a place is held for somebody who has registered and not yet answered our letter. Empty: 24 hours."
        ),
    )
    offer_hours = IntegerField(
        _l("Hours to take a place that became free"),
        [optional(), hours()],
        description=_l(
            "The first in the waiting list gets a letter and has so long to take the place, then it goes to the next one. "
            "Empty: the place is theirs at once."
        ),
    )
    approval = BooleanField(_l("A registrar approves every registration"))
    waitlist = BooleanField(_l("Keep a waiting list when places run out"), default=True)
    version = HiddenField()

    def __init__(
        self,
        *,
        part: ForumPart | None = None,
        version: int = 0,
        accent: str | None = None,
        institutions: Sequence[tuple[str, str]] = (),
        hours: tuple[time | None, time | None] = (None, None),
    ) -> None:
        """Take the forum as it stands and what it can choose its organizers from, as keys and names."""
        self.part_before = part
        self.institutions = institutions
        beside = {"version": str(version), "accent": accent or "", "hours_start": hours[0], "hours_end": hours[1]}
        super().__init__(data=_values(part) | beside)

    def process(self, formdata: Any = None, obj: Any = None, data: Any = None, **keywords: Any) -> None:
        """Read the fields; texts are read in every language that can be chosen and shown in those that are."""
        known = tuple(dict.fromkeys([*(self.part_before.languages if self.part_before else ()), *OFFERED_LANGUAGES]))
        self.slug.flags.required = self.part_before is None
        texts = (self.title, self.theme, self.description, self.venue)
        for field in texts:
            field.languages = known
        self.organizers.choices = self.institutions
        super().process(formdata, obj, data, **keywords)
        self.languages.choices = {code: language_name(code) for code in known}
        for field in texts:
            field.languages = tuple(self.languages.data or OFFERED_LANGUAGES[:2])

    def validate_slug(self, field: Any) -> None:
        """Ask for the address of a new forum together with everything else that is missing."""
        if field.flags.required and not (field.data or "").strip():
            raise ValidationError(_l("Fill this in."))

    def validate_country_quota(self, field: Any) -> None:
        """Refuse lines that are no country and number."""
        for line in (field.data or "").splitlines():
            found = _QUOTA.fullmatch(line.strip())
            if line.strip() and (found is None or found[1].upper() not in COUNTRY_CODES):
                raise ValidationError(_l("“%(line)s” is no country and number such as TM 20.", line=line[:40]))

    def part(self) -> ForumPart:
        """Return what was filled in."""
        before, answers = self.part_before, self.answers()
        return ForumPart(
            slug=before.slug if before else answers["slug"],
            title=answers["title"] or {},
            theme=answers["theme"],
            description=answers["description"],
            venue=answers["venue"],
            timezone=answers["timezone"],
            starts_on=answers["starts_on"],
            ends_on=answers["ends_on"],
            attendance=Attendance(answers["attendance"]),
            languages=_in_former_order(answers["languages"] or (), before.languages if before else ()),
            city_zones=tuple(re.split(r"[\s,;]+", answers["city_zones"])) if answers["city_zones"] else None,
            organizers=tuple(answers["organizers"]) or None,
            registration=self._terms(answers) if answers["has_registration"] else None,
        )

    def _terms(self, answers: dict[str, Any]) -> RegistrationTerms:
        before = self.part_before.registration if self.part_before else None
        capacity = {mode: answers[f"capacity_{mode}"] for mode in ("online", "onsite")}
        quota = [_QUOTA.fullmatch(line.strip()) for line in (answers["country_quota"] or "").splitlines()]
        return RegistrationTerms(
            opens_at=answers["opens_at"],
            closes_at=answers["closes_at"],
            capacity=_kept_numbers(capacity, before.capacity if before else None),
            approval=answers["approval"],
            waitlist=answers["waitlist"],
            country_quota={found[1].upper(): int(found[2]) for found in quota if found} or None,
            quota_released_on=answers["quota_released_on"],
            hold_hours=answers["hold_hours"],
            offer_hours=answers["offer_hours"],
        )


def _values(part: ForumPart | None) -> dict[str, Any]:
    """Return what the form shows of a forum."""
    if part is None:
        return {
            "organizers": [],
            "languages": list(OFFERED_LANGUAGES[:2]),
            "waitlist": True,
            "attendance": Attendance.HYBRID.value,
        }
    terms = part.registration or RegistrationTerms()
    names = ("slug", "title", "theme", "description", "timezone", "starts_on", "ends_on", "venue")
    return {name: getattr(part, name) for name in names} | {
        "organizers": list(part.organizers or ()),
        "languages": list(part.languages),
        "city_zones": "\n".join(part.city_zones or ()),
        "attendance": part.attendance.value,
        "has_registration": part.registration is not None,
        "opens_at": terms.opens_at,
        "closes_at": terms.closes_at,
        "capacity_onsite": (terms.capacity or {}).get("onsite"),
        "capacity_online": (terms.capacity or {}).get("online"),
        "country_quota": "\n".join(f"{code} {places}" for code, places in (terms.country_quota or {}).items()),
        "quota_released_on": terms.quota_released_on,
        "hold_hours": terms.hold_hours,
        "offer_hours": terms.offer_hours,
        "approval": terms.approval,
        "waitlist": terms.waitlist,
    }


def _in_former_order(chosen: Sequence[str], former: Sequence[str]) -> tuple[str, ...]:
    return (*(code for code in former if code in chosen), *(code for code in chosen if code not in former))


def _kept_numbers(given: dict[str, int | None], former: dict[str, int] | None) -> dict[str, int] | None:
    """Return the numbers that were given, in the order in which they stood before."""
    order = dict.fromkeys([*(former or {}), *given])
    kept = {name: number for name in order if (number := given.get(name, (former or {}).get(name))) is not None}
    return kept or None


class InvitationForm(Form):
    """Whom to invite to the team, as what, in which language."""

    email = StringField(_l("E-mail address"), [required(), at_most(254)])
    role = RadioField(
        _l("Role"),
        [required()],
        choices=_roles,
        default=TeamRole.PROGRAMME_EDITOR.value,
    )


class RolesForm(Form):
    """The roles of a member."""

    roles = CheckBoxes(_l("Roles"), [required()], choices=_roles)


class JoinForm(Form):
    """Name and password of somebody who joins without an account."""

    name = StringField(_l("Your name"), [required(), at_most(200)])
    password = PasswordField(
        _l("Password"),
        [required()],
        description=_l("At least 12 characters. A sentence that only you know is good."),
    )


class ButtonForm(Form):
    """A button on its own."""
